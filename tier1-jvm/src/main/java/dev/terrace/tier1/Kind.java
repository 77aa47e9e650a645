package dev.terrace.tier1;

import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import org.objectweb.asm.Opcodes;

/** What a value is in the Java virtual machine: a vector is two longs, the low half first, and a reference an Object. */
enum Kind {
    I32("I", 1, Opcodes.ILOAD, Opcodes.ISTORE, Opcodes.INTEGER),
    I64("J", 2, Opcodes.LLOAD, Opcodes.LSTORE, Opcodes.LONG),
    F32("F", 1, Opcodes.FLOAD, Opcodes.FSTORE, Opcodes.FLOAT),
    F64("D", 2, Opcodes.DLOAD, Opcodes.DSTORE, Opcodes.DOUBLE),
    V128("JJ", 4, Opcodes.LLOAD, Opcodes.LSTORE, Opcodes.LONG),
    REF("Ljava/lang/Object;", 1, Opcodes.ALOAD, Opcodes.ASTORE, "java/lang/Object");

    /** The descriptor; of a vector those of both halves. */
    final String descriptor;

    /** How many variables of a Java frame a value takes. */
    final int size;

    /** The instructions that load and store a variable, of a vector one half. */
    final int load;

    final int store;

    /** What a stack map frame calls it; a vector is listed twice. */
    final Object verificationType;

    Kind(String descriptor, int size, int load, int store, Object verificationType) {
        this.descriptor = descriptor;
        this.size = size;
        this.load = load;
        this.store = store;
        this.verificationType = verificationType;
    }

    /** Returns the kind of a type's values. */
    static Kind of(ValType type) {
        // No switch over types: before HotSpot has compiled that, it takes long.
        if (type instanceof NumType num) {
            return switch (num) {
                case I32 -> I32;
                case I64 -> I64;
                case F32 -> F32;
                case F64 -> F64;
            };
        }
        return type instanceof RefType ? REF : V128;
    }

    /** Returns the kind that a letter of an opcode's signature stands for, other than an address. */
    static Kind of(char letter) {
        return switch (letter) {
            case 'i' -> I32;
            case 'l' -> I64;
            case 'f' -> F32;
            case 'd' -> F64;
            case 'v' -> V128;
            default -> throw new IllegalArgumentException("no kind of value: " + letter);
        };
    }

    /** Returns how many slots of the canonical frame a value takes. */
    int slots() {
        return this == V128 ? 2 : 1;
    }
}
