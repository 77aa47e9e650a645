package dev.terrace.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Memory outside the Java heap by its address, for the data that Java and native code have in common: HotSpot makes of an
 * access a plain load or store. Nothing checks the address: a wrong one ends the process.
 *
 * <p>Nobody needs this class as long as there is no native code, so that it is not loaded before.
 */
public final class RawMemory {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    // Of unaligned ones HotSpot checks nothing, and on x86-64 and AArch64 they are as fast.
    private static final ValueLayout.OfInt INT_LAYOUT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG_LAYOUT = ValueLayout.JAVA_LONG_UNALIGNED;

    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private RawMemory() {}

    /** Returns the byte at an address. */
    public static byte getByte(long address) {
        return ALL.get(ValueLayout.JAVA_BYTE, address);
    }

    /** Returns the four bytes at an address, which is a multiple of four. */
    public static int getInt(long address) {
        return ALL.get(INT_LAYOUT, address);
    }

    /** Sets the four bytes at an address, which is a multiple of four. */
    public static void setInt(long address, int value) {
        ALL.set(INT_LAYOUT, address, value);
    }

    /** Returns the word at an address, which is a multiple of eight. */
    public static long getLong(long address) {
        return ALL.get(LONG_LAYOUT, address);
    }

    /** Sets the word at an address, which is a multiple of eight. */
    public static void setLong(long address, long value) {
        ALL.set(LONG_LAYOUT, address, value);
    }

    /** Sets a word that other threads read meanwhile: they see what was written before it, too. */
    public static void setLongRelease(long address, long value) {
        LONG.setRelease(ALL, address, value);
    }

    /** Sets the four bytes at an address, a multiple of four, that other threads read meanwhile. */
    public static void setIntVolatile(long address, int value) {
        INT.setVolatile(ALL, address, value);
    }
}
