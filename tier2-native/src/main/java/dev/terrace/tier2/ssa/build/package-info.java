/** Functions of WebAssembly to SSA form: {@link dev.terrace.tier2.ssa.build.SsaBuilder}. */
package dev.terrace.tier2.ssa.build;
