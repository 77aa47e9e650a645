package dev.terrace.tier1;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.numeric.F32x2;
import dev.terrace.runtime.numeric.F64x1;
import dev.terrace.runtime.numeric.I16x4;
import dev.terrace.runtime.numeric.I32x2;
import dev.terrace.runtime.numeric.I64x1;
import dev.terrace.runtime.numeric.I8x8;
import dev.terrace.runtime.numeric.VectorForm;
import dev.terrace.runtime.numeric.VectorOps;
import org.objectweb.asm.Opcodes;

/**
 * What computes half of a vector instruction's result: a static method, or one instruction of Java. The method's class is
 * that of the instruction's shape, and its name is the instruction's in Java's spelling: {@code i8x16.add_sat_u} is {@code
 * I8x8.addSatU}. What of the operands it takes says the {@link VectorForm}.
 *
 * @param owner the class's internal name; null for an instruction
 * @param name the method's name; null for an instruction
 * @param descriptor the method's descriptor; null for an instruction
 * @param instruction the instruction
 */
record HalfMethod(String owner, String name, String descriptor, int instruction) {
    private static final HalfMethod[] ALL = all();

    private static HalfMethod[] all() {
        HalfMethod[] all = new HalfMethod[0x120];
        for (Opcode op : Opcode.values()) {
            if (op.prefix() == Opcode.PREFIX_SIMD) {
                int instruction = instruction(op);
                all[op.code()] = instruction != Opcodes.NOP
                        ? new HalfMethod(null, null, null, instruction)
                        : method(op, VectorOps.form(op.code()));
            }
        }
        return all;
    }

    /**
     * Returns what computes half of an instruction; null if there is nothing to compute for each, or if a
     * half is the scalar itself.
     */
    static HalfMethod of(Opcode op) {
        return ALL[op.code()];
    }

    /** Writes it; the operands are on Java's stack. */
    void write(Code code) {
        if (owner != null) {
            code.invokeStatic(owner, name, descriptor);
        } else {
            code.op(instruction);
        }
    }

    /** Returns the instruction of Java that does the same with halves; none if it takes more than one. */
    private static int instruction(Opcode op) {
        return switch (op) {
            case V128_AND -> Opcodes.LAND;
            case V128_OR -> Opcodes.LOR;
            case V128_XOR -> Opcodes.LXOR;
            case I64X2_ADD -> Opcodes.LADD;
            case I64X2_SUB -> Opcodes.LSUB;
            case I64X2_MUL -> Opcodes.LMUL;
            case I64X2_NEG -> Opcodes.LNEG;
            // The count of Java's shifts is taken modulo 64, too.
            case I64X2_SHL -> Opcodes.LSHL;
            case I64X2_SHR_S -> Opcodes.LSHR;
            case I64X2_SHR_U -> Opcodes.LUSHR;
            default -> Opcodes.NOP;
        };
    }

    private static HalfMethod method(Opcode op, VectorForm form) {
        String descriptor = descriptor(op, form);
        boolean scalarIsHalf = isLane(form) && op.text().startsWith("64x2", 1);
        if (descriptor == null || scalarIsHalf || op == Opcode.V128_ANY_TRUE) {
            return null;
        }
        String text = precise(op.text());
        int dot = text.indexOf('.');
        String shape = text.substring(0, dot);
        if (isLane(form)) {
            // They are moved as bits.
            shape = shape.replace('f', 'i');
        }
        return new HalfMethod(owner(shape), camelCase(quarterless(text.substring(dot + 1))), descriptor, Opcodes.NOP);
    }

    private static boolean isLane(VectorForm form) {
        return form == VectorForm.SPLAT || form == VectorForm.EXTRACT_LANE || form == VectorForm.REPLACE_LANE;
    }

    private static String descriptor(Opcode op, VectorForm form) {
        return switch (form) {
            case UNARY -> "(J)J";
            case BINARY, NARROW, NARROW_ZERO -> "(JJ)J";
            case TERNARY, SWIZZLE -> "(JJJ)J";
            case SHIFT -> "(JI)J";
            case WIDEN_LOW, WIDEN_HIGH, SPLAT -> "(I)J";
            case WIDEN_PRODUCT_LOW, WIDEN_PRODUCT_HIGH -> "(II)J";
            case SHUFFLE -> "(JJJJJ)J";
            case EXTRACT_LANE -> "(JI)I";
            case REPLACE_LANE -> "(JII)J";
            case TEST -> op.text().endsWith("bitmask") ? "(J)I" : "(J)Z";
            case OTHER -> null;
        };
    }

    private static String owner(String shape) {
        return Names.of(
                switch (shape) {
                    case "i8x16" -> I8x8.class;
                    case "i16x8" -> I16x4.class;
                    case "i32x4" -> I32x2.class;
                    case "f32x4" -> F32x2.class;
                    case "f64x2" -> F64x1.class;
                    // Among them v128: bits are in no lanes.
                    default -> I64x1.class;
                });
    }

    /** Returns the name of the instruction that does what a relaxed one does in the deterministic profile, if there is one. */
    private static String precise(String text) {
        if (text.endsWith(".relaxed_laneselect")) {
            return "v128.bitselect";
        }
        return text.replaceFirst("relaxed_(min|max|swizzle)$", "$1")
                .replace("relaxed_trunc_", "trunc_sat_")
                .replace("relaxed_q15mulr_", "q15mulr_sat_");
    }

    /** Returns a name that does not say which quarters of the operands count, where the method takes any. */
    private static String quarterless(String name) {
        return name.startsWith("ext") ? name.replaceFirst("_(low|high)_", "_") : name;
    }

    private static String camelCase(String name) {
        StringBuilder text = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                text.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return text.toString();
    }
}
