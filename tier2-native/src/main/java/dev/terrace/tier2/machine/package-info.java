/**
 * Machine instructions with virtual registers: what a backend's lowering makes, the register allocator reads, and the
 * backend's emission writes out. Nothing here knows a particular processor.
 */
package dev.terrace.tier2.machine;
