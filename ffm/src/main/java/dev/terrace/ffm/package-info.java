/// The operating system, as native code needs it, reached through the Foreign Function & Memory API and nothing else.
///
/// For Linux on x86-64 and AArch64, `dev.terrace.ffm.linux` has the calls about files and memory. It stands on bindings
/// to libc
/// that jextract generates; they are in `src/generated/java`, which nobody edits and `mvn -Pjextract` makes anew.
///
/// Here will live:
///
/// - the arena of executable memory, mapped twice so that no page is ever writable and executable at one address;
/// - the pooled stacks that WebAssembly code runs on, each with its guard page;
/// - the signal handler that turns a fault in generated code into a trap.
///
/// This module knows no other part of Terrace.
package dev.terrace.ffm;
