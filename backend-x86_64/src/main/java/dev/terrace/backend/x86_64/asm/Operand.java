package dev.terrace.backend.x86_64.asm;

/** What an instruction works on. Which operands an instruction takes is said by the {@link OperandKind}s of its row. */
public sealed interface Operand permits Gpr, Xmm, Memory, Immediate, Target {}
