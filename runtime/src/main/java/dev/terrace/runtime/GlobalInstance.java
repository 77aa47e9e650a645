package dev.terrace.runtime;

import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.VecType;
import java.lang.ref.Reference;

/**
 * A global variable (specification, section 4.2.9), in the shape of a stack slot.
 *
 * <p>A number or vector that native code uses moves to a cell outside the Java heap, once and for all: {@link #moveTo}.
 *
 * <pre>
 *   cell:  | 0: bits | 8: high bits of a v128 |
 * </pre>
 */
public final class GlobalInstance {
    private final GlobalType type;
    private final ModuleInstance owner;

    /**
     * The value's bits, as long as they are not in a cell. Only for code of engines where none can be: see {@link
     * Tiering#needsNativeMemories}.
     */
    public long bits;

    private long highBits;

    /** The address of the cell; zero if there is none. */
    private long cell;

    @SuppressWarnings("UnusedVariable") // keeps the cell
    private Object cellOwner;

    /** The value of a reference. */
    public Object ref;

    /** Creates a global that is zero or null. */
    public GlobalInstance(GlobalType type) {
        this(type, null);
    }

    /**
     * Creates a global that is zero or null.
     *
     * @param owner the instance whose module defines it; null if instances share it, or if it is the host's
     */
    GlobalInstance(GlobalType type, ModuleInstance owner) {
        this.type = type;
        this.owner = owner;
    }

    /** Takes the value of another global of the same type. */
    void set(GlobalInstance other) {
        setBits(other.bits());
        if (type.value() == VecType.V128) {
            setHighBits(other.highBits());
        }
        ref = other.ref;
    }

    /**
     * Moves a number or a vector to a cell outside the Java heap, where native code reads and writes it; Java does so there
     * from now on. The value of a global that cannot change is copied only: stores may have it in common, and who has the
     * copy needs no other.
     *
     * @param address the cell's address, a multiple of 16; it has 16 bytes
     * @param owner what the cell belongs to: it is there as long as this object can be reached
     * @throws IllegalStateException if it has moved already
     */
    public void moveTo(long address, Object owner) {
        if (cell != 0) {
            throw new IllegalStateException("the global has moved already");
        }
        RawMemory.setLong(address, bits);
        RawMemory.setLong(address + Long.BYTES, highBits);
        if (type.mutable()) {
            cellOwner = owner;
            cell = address;
        }
    }

    /** Returns the address of the cell that the value has moved to; zero if it has not. */
    public long address() {
        return cell;
    }

    /** Returns the value's bits, as a stack slot has them; of a v128 the low half. */
    public long bits() {
        return cell == 0 ? bits : read(cell);
    }

    /** Returns the high half of a v128. */
    public long highBits() {
        return cell == 0 ? highBits : read(cell + Long.BYTES);
    }

    /** Sets the value's bits, as a stack slot has them; of a v128 the low half. */
    public void setBits(long value) {
        if (cell == 0) {
            bits = value;
        } else {
            write(cell, value);
        }
    }

    /** Sets the high half of a v128. */
    public void setHighBits(long value) {
        if (cell == 0) {
            highBits = value;
        } else {
            write(cell + Long.BYTES, value);
        }
    }

    private long read(long address) {
        try {
            return RawMemory.getLong(address);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private void write(long address, long value) {
        try {
            RawMemory.setLong(address, value);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Returns the instance whose module defines the global; null if instances share it, or if it is the host's. */
    public ModuleInstance owner() {
        return owner;
    }

    /** Returns the global's type. */
    public GlobalType type() {
        return type;
    }

    /** Takes the value that lies in a stack's slots. */
    public void load(ExecutionStack stack, int slot) {
        if (type.value() instanceof RefType) {
            ref = stack.refs[slot];
            return;
        }
        setBits(stack.slots[slot]);
        if (type.value() instanceof VecType) {
            setHighBits(stack.slots[slot + 1]);
        }
    }

    /** Puts the value into a stack's slots, which exist. */
    public void store(ExecutionStack stack, int slot) {
        switch (type.value()) {
            case NumType _ -> stack.slots[slot] = bits();
            case VecType _ -> {
                stack.slots[slot] = bits();
                stack.slots[slot + 1] = highBits();
            }
            case RefType _ -> stack.refs[slot] = ref;
        }
    }
}
