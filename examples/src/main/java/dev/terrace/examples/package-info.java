/// Small complete programs that embed Terrace. Each class is one lesson and can be read on its own; the WebAssembly
/// modules that they run are `.wat` files in the same module, outside the Java sources.
package dev.terrace.examples;
