/// The assembler for x86-64: from instructions and operands to bytes, and back to text.
///
/// ```
///                  Instruction        the table: a row an instruction form, in the manual's notation
///                   │ Form, Encoding    a row, worked out when it is needed
///        ┌──────────┼─────────────┐
///     Encoder    Decoder   InstructionText
///        │          └──────┬──────┘
///    Assembler       Disassembler      whole pieces of code; as text
///     Layout, DataSection                jumps and padding; constants and tables behind the code
///        │
///   AssembledCode                      bytes for any address, with Relocations and a PcTable
/// ```
///
/// [Instruction][dev.terrace.backend.x86_64.asm.Instruction] is the one place that knows encodings; nothing is written
/// twice. A row is the manual's opcode column and the features that a processor must have, and its name is the
/// instruction column:
///
/// ```
/// ADD_RM32_I8("83 /0 ib"),
/// VPADDD_X_X_XM128("VEX.128.66.0F.WIG FE /r", AVX),
/// ```
///
/// Rows have fixed operand sizes and one encoding, so whoever emits code decides, and nothing is chosen behind its
/// back;
/// only displacements, VEX prefixes and jumps get their shortest forms. What the table has is compared with GNU's
/// assembler byte for byte. An EVEX prefix would be a third way to begin an instruction beside legacy prefixes and VEX:
/// a word more in the notation, and a method each in encoder and decoder.
///
/// References such as "section 2.1.5" are to Intel's "64 and IA-32 Architectures Software Developer's Manual", volume
/// 2.
package dev.terrace.backend.x86_64.asm;
