/// The tier 2 backend for x86-64.
///
/// The assembler is in `dev.terrace.backend.x86_64.asm`. Here will live the lowering from the intermediate
/// representation. `X86StubCompiler` makes the code between Java and compiled functions: entry, exits, traps, and the
/// handler of signals. The module `backend-aarch64` has the same files with the same jobs.
package dev.terrace.backend.x86_64;
