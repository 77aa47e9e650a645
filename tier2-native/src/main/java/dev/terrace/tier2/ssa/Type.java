package dev.terrace.tier2.ssa;

import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;

/** The type of a value. */
public enum Type {
    I32,
    I64,
    F32,
    F64,
    V128,
    /** The address of a function's record, or another reference's handle: 64 bits, of which zero is null. */
    REF;

    /** Returns the type of values of a type of WebAssembly. */
    public static Type of(ValType type) {
        return switch (type) {
            case NumType number ->
                switch (number) {
                    case I32 -> I32;
                    case I64 -> I64;
                    case F32 -> F32;
                    case F64 -> F64;
                };
            case VecType _ -> V128;
            case RefType _ -> REF;
        };
    }

    /** Returns the type that a letter of {@link dev.terrace.core.opcode.Opcode}'s signatures stands for. */
    public static Type of(char letter) {
        return switch (letter) {
            case 'i' -> I32;
            case 'l' -> I64;
            case 'f' -> F32;
            case 'd' -> F64;
            case 'v' -> V128;
            default -> throw new IllegalArgumentException("not the letter of a type: " + letter);
        };
    }

    /** Returns whether values are in general registers; the others are in vector registers. */
    public boolean isGeneral() {
        return this == I32 || this == I64 || this == REF;
    }

    /** Returns the name in printed code. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
