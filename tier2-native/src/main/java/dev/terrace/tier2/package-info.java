/// Tier 2: the optimising compiler from WebAssembly to machine code.
///
/// Here will live what all architectures share: the intermediate representation (SSA with block parameters) built
/// straight from validated code, the optimisation passes, the register allocator, the code cache with its trap tables,
/// and the interface that a backend implements.
package dev.terrace.tier2;
