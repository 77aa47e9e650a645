/// Tier 1: the compiler from WebAssembly to JVM bytecode, which HotSpot then compiles.
///
/// Here will live the translation of validated function bodies into hidden classes (written with ASM, the only library
/// that the engine uses), entry into running loops (on-stack replacement), the counters that promote hot functions to
/// tier 2, and the policy for functions too large for the JVM's limits.
package dev.terrace.tier1;
