/// From machine instructions with virtual registers to bytes.
///
/// An [X86Instruction][dev.terrace.backend.x86_64.code.X86Instruction] is a row of the assembler's table, or a short
/// sequence of rows, with [arguments][dev.terrace.backend.x86_64.code.Arg] in the order of the row. Arguments name
/// virtual registers; once the allocator has found them places,
/// [Emission][dev.terrace.backend.x86_64.code.Emission] writes the whole function.
package dev.terrace.backend.x86_64.code;
