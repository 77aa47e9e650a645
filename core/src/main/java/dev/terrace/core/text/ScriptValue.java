package dev.terrace.core.text;

import dev.terrace.core.types.AbsHeapType;

/** A value in a script: an argument, or an exact result. */
public sealed interface ScriptValue {

    /** A 32-bit integer. */
    record I32(int value) implements ScriptValue {}

    /** A 64-bit integer. */
    record I64(long value) implements ScriptValue {}

    /** A 32-bit float, as its bits. */
    record F32(int bits) implements ScriptValue {}

    /** A 64-bit float, as its bits. */
    record F64(long bits) implements ScriptValue {}

    /**
     * A vector, as its bits.
     *
     * @param low the first eight bytes, little-endian
     * @param high the other eight bytes, little-endian
     */
    record V128(long low, long high) implements ScriptValue {}

    /** The null reference of a type's hierarchy. */
    record RefNull(AbsHeapType type) implements ScriptValue {}

    /** A reference to the host's object of a number, seen from outside: an {@code externref}. */
    record RefExtern(int number) implements ScriptValue {}

    /** A reference to the host's object of a number, seen from inside: an {@code anyref}. */
    record RefHost(int number) implements ScriptValue {}
}
