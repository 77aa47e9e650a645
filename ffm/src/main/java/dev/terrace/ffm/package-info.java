/// The operating system, as native code needs it, reached through the Foreign Function & Memory API and nothing else.
///
/// Here will live, for Linux on x86-64 and AArch64:
///
/// - the bindings to libc that jextract generates, in a source folder of their own, behind one interface for both
///   architectures;
/// - the arena of executable memory, mapped twice so that no page is ever writable and executable at one address;
/// - linear memories that reserve their whole address range and grow in place;
/// - the pooled stacks that WebAssembly code runs on, each with its guard page;
/// - the signal handler that turns a fault in generated code into a trap.
///
/// This module knows no other part of Terrace.
package dev.terrace.ffm;
