package dev.terrace.tier2.machine;

/**
 * Where a value is, as a number: that of a physical register, or negative for a spill slot: the complement of the slot's
 * offset from the stack pointer, in bytes.
 */
public final class Location {
    private Location() {}

    /** Returns the location of a spill slot, by its offset from the stack pointer in bytes. */
    public static int slot(int offset) {
        return ~offset;
    }

    /** Returns whether a location is a spill slot. */
    public static boolean isSlot(int location) {
        return location < 0;
    }

    /** Returns the offset of a spill slot from the stack pointer, in bytes. */
    public static int offset(int location) {
        return ~location;
    }
}
