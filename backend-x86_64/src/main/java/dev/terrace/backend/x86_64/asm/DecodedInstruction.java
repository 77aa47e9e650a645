package dev.terrace.backend.x86_64.asm;

import java.util.List;

/**
 * An instruction that was found in bytes.
 *
 * @param instruction its row
 * @param operands the operands, but for the implied ones; distances are {@link Relative} and {@link RipRelative}
 * @param length the number of its bytes
 */
public record DecodedInstruction(Instruction instruction, List<Operand> operands, int length) {}
