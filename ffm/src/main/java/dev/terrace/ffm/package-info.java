/// The operating system, as native code needs it, reached through the Foreign Function & Memory API and nothing else.
///
/// For Linux on x86-64 and AArch64, `dev.terrace.ffm.linux` has the calls about files and memory. It stands on bindings
/// to libc
/// that jextract generates; they are in `src/generated/java`, which nobody edits and `mvn -Pjextract` makes anew.
///
/// For native code there are, in the same package:
///
/// - `CodeArena`, executable memory, mapped twice so that no page is ever writable and executable at one address;
/// - `WasmStack`, the stacks that WebAssembly code runs on, each with its guard page, and their pool;
/// - `SignalHandlers`, by which a handler of faults takes its place before the Java virtual machine's.
///
/// This module knows no other part of Terrace.
package dev.terrace.ffm;
