/** Passes that make functions better: {@link dev.terrace.tier2.ssa.opt.Pipeline} says which, in what order. */
package dev.terrace.tier2.ssa.opt;
