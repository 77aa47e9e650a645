package dev.terrace.tier1;

import dev.terrace.core.opcode.Opcode;
import java.util.Locale;
import org.objectweb.asm.Opcodes;

/**
 * How memory is read or written: by methods of these names, in {@link dev.terrace.tier1.support.HeapBytes} or {@link
 * dev.terrace.tier1.support.NativeBytes}.
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

    /**
     * Whether generated code calls the method by its handle. HotSpot's last compiler inlines such calls without limit, which
     * code that computes with many numbers needs; the one before makes of them more and slower code, which all other
     * programs would suffer from while they start.
     */
    final boolean byHandle;

    /** What a store by a handle stores; null for a load. */
    final Kind stored;

    /** The name of the method. */
    final String method;

    /** The descriptor of the method for memories on the Java heap. */
    final String onHeap;

    private final String outside32;
    private final String outside64;

    Access(int narrow) {
        this.narrow = narrow;
        String[] words = name().toLowerCase(Locale.ROOT).split("_");
        this.method = words[0] + Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1);
        this.byHandle = words[1].equals("float") || words[1].equals("double");
        this.stored = switch (name()) {
            case "SET_FLOAT" -> Kind.F32;
            case "SET_DOUBLE" -> Kind.F64;
            default -> null;
        };
        this.onHeap = descriptor("I", Names.MEMORY_DESCRIPTOR + "I");
        this.outside32 = descriptor("I", Names.SEGMENT_DESCRIPTOR + "J");
        this.outside64 = descriptor("J", Names.SEGMENT_DESCRIPTOR + "J");
    }

    /** Returns the descriptor of a method that takes an address, for a store the value, and the memory with an offset. */
    private String descriptor(String address, String memory) {
        char type = "BSIJFD".charAt(ordinal() % 6);
        return name().startsWith("GET") ? "(" + address + memory + ")" + type : "(" + address + type + memory + ")V";
    }

    /** Returns the descriptor of the method for memories outside the Java heap. */
    String outside(Kind address) {
        return address == Kind.I64 ? outside64 : outside32;
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
