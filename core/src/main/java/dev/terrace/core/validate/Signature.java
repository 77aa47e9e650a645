package dev.terrace.core.validate;

import dev.terrace.core.opcode.Opcode;

/**
 * What instructions with a fixed signature pop and push, as type numbers, from the opcode table.
 *
 * @param operands the types popped, deepest first
 * @param results the types pushed
 */
record Signature(int[] operands, int[] results) {
    /** Stands in a signature for the address type of the memory that the instruction names. */
    static final int ADDRESS = -1;

    private static final Signature[] BY_OPCODE = new Signature[Opcode.values().length];

    static {
        for (Opcode op : Opcode.values()) {
            if (op.hasSignature()) {
                BY_OPCODE[op.ordinal()] = new Signature(codes(op.operands()), codes(op.results()));
            }
        }
    }

    /** Returns an instruction's signature, or null if it has a rule of its own. */
    static Signature of(Opcode op) {
        return BY_OPCODE[op.ordinal()];
    }

    private static int[] codes(String letters) {
        int[] codes = new int[letters.length()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = code(letters.charAt(i));
        }
        return codes;
    }

    private static int code(char letter) {
        return switch (letter) {
            case 'i' -> TypeCodes.I32;
            case 'l' -> TypeCodes.I64;
            case 'f' -> TypeCodes.F32;
            case 'd' -> TypeCodes.F64;
            case 'v' -> TypeCodes.V128;
            case 'a' -> ADDRESS;
            default -> throw new IllegalArgumentException("unknown type letter " + letter);
        };
    }
}
