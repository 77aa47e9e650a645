package dev.terrace.runtime.numeric;

import dev.terrace.core.opcode.Opcode;

/**
 * How a vector instruction consumes and produces the halves of a v128. A half is written {@code aLow} or {@code aHigh};
 * {@code f} is the method of {@link VectorOps} that is named beside it.
 */
public enum VectorForm {
    /** {@code f(aLow), f(aHigh)}: {@link VectorOps#unary}. */
    UNARY,
    /** {@code f(aLow, bLow), f(aHigh, bHigh)}: {@link VectorOps#binary}. */
    BINARY,
    /** {@code f(aLow, bLow, cLow), f(aHigh, bHigh, cHigh)}: {@link VectorOps#ternary}. */
    TERNARY,
    /** {@code f(aLow, n), f(aHigh, n)}, with an i32 {@code n}: {@link VectorOps#shift}. */
    SHIFT,
    /** {@code f(a0), f(a1)}, with the quarters of {@code aLow}, 32 bits each: {@link VectorOps#widen}. */
    WIDEN_LOW,
    /** {@code f(a2), f(a3)}, with the quarters of {@code aHigh}, 32 bits each: {@link VectorOps#widen}. */
    WIDEN_HIGH,
    /** {@code f(a0, b0), f(a1, b1)}, with the quarters of the low halves: {@link VectorOps#widenProduct}. */
    WIDEN_PRODUCT_LOW,
    /** {@code f(a2, b2), f(a3, b3)}, with the quarters of the high halves: {@link VectorOps#widenProduct}. */
    WIDEN_PRODUCT_HIGH,
    /** {@code f(aLow, aHigh), f(bLow, bHigh)}: {@link VectorOps#narrow}. */
    NARROW,
    /** {@code f(aLow, aHigh), 0}: {@link VectorOps#narrow}. */
    NARROW_ZERO,
    /** {@code f(aLow, aHigh, bLow), f(aLow, aHigh, bHigh)}: {@link I8x8#swizzle}. */
    SWIZZLE,
    /** Each half from all four and eight immediate lane numbers: {@link I8x8#shuffle}. */
    SHUFFLE,
    /** {@code f(x), f(x)}, with a scalar {@code x}: {@link VectorOps#splat}. */
    SPLAT,
    /** A scalar from the half that has an immediate lane: {@link VectorOps#extractLane}. */
    EXTRACT_LANE,
    /** {@code a} with a scalar in the half that has an immediate lane: {@link VectorOps#replaceLane}. */
    REPLACE_LANE,
    /** An i32 from {@code aLow} and {@code aHigh}: {@link VectorOps#test}. */
    TEST,
    /** Not computed here: constants, loads and stores. */
    OTHER;

    /** Returns the form of a vector instruction, read off its signature, its immediates and its name's structure. */
    static VectorForm of(Opcode op) {
        return switch (op.imm()) {
            case NONE -> ofSignature(op);
            case SHUFFLE -> SHUFFLE;
            case LANE -> op.results().equals("v") ? REPLACE_LANE : EXTRACT_LANE;
            default -> OTHER;
        };
    }

    private static VectorForm ofSignature(Opcode op) {
        String name = op.text();
        return switch (op.operands() + "_" + op.results()) {
            case "vvv_v" -> TERNARY;
            case "vi_v" -> SHIFT;
            case "v_i" -> TEST;
            case "v_v" -> {
                if (name.endsWith("_zero")) {
                    yield NARROW_ZERO;
                }
                yield name.contains("_low_") ? WIDEN_LOW : name.contains("_high_") ? WIDEN_HIGH : UNARY;
            }
            case "vv_v" -> {
                if (name.contains("extmul")) {
                    yield name.contains("_low_") ? WIDEN_PRODUCT_LOW : WIDEN_PRODUCT_HIGH;
                }
                yield name.contains("narrow") ? NARROW : name.endsWith("swizzle") ? SWIZZLE : BINARY;
            }
            default -> SPLAT;
        };
    }
}
