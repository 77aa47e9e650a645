/// The embedding API: everything that an application needs to compile, link and run WebAssembly modules.
///
/// A program makes one engine, loads modules with it, gives a linker the host functions that the modules import, and
/// instantiates them in a store. What the API stands on is in [dev.terrace.runtime].
package dev.terrace;
