package dev.terrace.tier1;

import dev.terrace.core.opcode.Opcode;
import java.util.Locale;
import org.objectweb.asm.Opcodes;

/**
 * How memory is read or written: by the method handle of one of Java's types, or a method. The handles have the numbers of the
 * constants.
 */
enum Access {
    GET_BYTE(Opcodes.NOP),
    GET_SHORT(Opcodes.NOP),
    GET_INT(Opcodes.NOP),
    GET_LONG(Opcodes.NOP),
    GET_FLOAT(Opcodes.NOP),
    GET_DOUBLE(Opcodes.NOP),
    SET_BYTE(Opcodes.I2B),
    SET_SHORT(Opcodes.I2S),
    SET_INT(Opcodes.NOP),
    SET_LONG(Opcodes.NOP),
    SET_FLOAT(Opcodes.NOP),
    SET_DOUBLE(Opcodes.NOP);

    private static final Access[] ALL = values();
    private static final int TYPES = ALL.length / 2;

    /** What makes an int one of the type that is written. */
    final int narrow;

    /** The name of the method in {@link dev.terrace.tier1.support.Memories} that does the same. */
    final String method;

    /** The type of the handle, and of the method. */
    final String descriptor;

    Access(int narrow) {
        this.narrow = narrow;
        String[] words = name().toLowerCase(Locale.ROOT).split("_");
        this.method = words[0] + Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1);
        char type = "BSIJFD".charAt(ordinal() % 6);
        this.descriptor = name().startsWith("GET")
                ? "(" + Names.SEGMENT_DESCRIPTOR + "J)" + type
                : "(" + Names.SEGMENT_DESCRIPTOR + "J" + type + ")V";
    }

    /** Returns the access that an instruction makes, or makes twice if it is to 16 bytes. */
    static Access of(Opcode op) {
        int type = switch (op) {
            case F32_LOAD, F32_STORE -> GET_FLOAT.ordinal();
            case F64_LOAD, F64_STORE -> GET_DOUBLE.ordinal();
            default -> Math.min(op.widthLog2(), GET_LONG.ordinal());
        };
        return ALL[op.results().isEmpty() ? type + TYPES : type];
    }
}
