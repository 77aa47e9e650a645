/// The WebAssembly language, without anything that runs it: types, the opcode table, the module model, the binary
/// decoder and encoder, the text format (WAT and WAST) with its printer, and the validator.
///
/// This module knows no other part of Terrace. Everything above it reads modules through the model it defines, and
/// every table of instructions elsewhere (interpreter, compilers, printers, tests) is derived from its opcode table.
///
/// The structure and the names follow the
/// [WebAssembly specification, version 3.0](https://webassembly.github.io/spec/core/).
package dev.terrace.core;
