/**
 * Functions in static single assignment form with block parameters: what the compiler works on between WebAssembly and
 * machine code. {@link dev.terrace.tier2.ssa.Op} lists the operations.
 */
package dev.terrace.tier2.ssa;
