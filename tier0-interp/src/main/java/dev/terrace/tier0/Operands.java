package dev.terrace.tier0;

import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import java.util.Arrays;

/**
 * The operand stack as the translator sees it. Every operand has a slot of its own, its place in the canonical frame, but
 * need not be there yet: it may still be in a local, or be a number that no slot holds.
 */
final class Operands {
    /** Where the value of an operand is. */
    enum Place {
        /** In its own slot. */
        OWN,
        /** In the slot of a local. */
        LOCAL,
        /** Nowhere: it is a known number. */
        NUMBER,
        /** Nowhere: it is the sum of a local's slot and a known number. */
        SUM
    }

    /** What a value is made of. */
    enum Kind {
        /** A number in one slot. */
        SCALAR,
        /** Two slots. */
        VECTOR,
        /** A reference. */
        REFERENCE;

        static Kind of(ValType type) {
            if (type.isRef()) {
                return REFERENCE;
            }
            return type == VecType.V128 ? VECTOR : SCALAR;
        }
    }

    private final int firstSlot;
    private int[] own = new int[16];
    private Place[] places = new Place[16];
    private Kind[] kinds = new Kind[16];
    private long[] numbers = new long[16];
    private int[] locals = new int[16];
    private int size;

    /** The operands below this one are all in their own slots. */
    private int settled;

    /**
     * Creates an empty stack.
     *
     * @param firstSlot the slot of the first operand
     */
    Operands(int firstSlot) {
        this.firstSlot = firstSlot;
    }

    int size() {
        return size;
    }

    /** Returns the slot that the next operand will have. */
    int height() {
        return size == 0 ? firstSlot : own[size - 1] + (kinds[size - 1] == Kind.VECTOR ? 2 : 1);
    }

    /** Adds an operand that is in its own slot; returns the slot. */
    int push(Kind kind) {
        return push(kind, Place.OWN, -1, 0);
    }

    /** Adds an operand that is in a local's slot. */
    void pushLocal(Kind kind, int slot) {
        push(kind, Place.LOCAL, slot, 0);
    }

    /** Adds an operand that is a number. */
    void pushNumber(long bits) {
        push(Kind.SCALAR, Place.NUMBER, -1, bits);
    }

    /** Adds an operand that is the sum of a local's slot and a number. */
    void pushSum(int slot, long number) {
        push(Kind.SCALAR, Place.SUM, slot, number);
    }

    private int push(Kind kind, Place place, int local, long number) {
        if (size == own.length) {
            own = Arrays.copyOf(own, size * 2);
            places = Arrays.copyOf(places, size * 2);
            kinds = Arrays.copyOf(kinds, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
            locals = Arrays.copyOf(locals, size * 2);
        }
        int slot = height();
        own[size] = slot;
        kinds[size] = kind;
        places[size] = place;
        numbers[size] = number;
        locals[size] = local;
        size++;
        return slot;
    }

    /** Removes the last operand; returns its index, with which it can be asked for until the next one is added. */
    int pop() {
        size--;
        settled = Math.min(settled, size);
        return size;
    }

    /** Removes operands until there are so many. */
    void truncate(int newSize) {
        size = newSize;
        settled = Math.min(settled, size);
    }

    /** Returns an operand's own slot. */
    int own(int index) {
        return own[index];
    }

    Kind kind(int index) {
        return kinds[index];
    }

    Place place(int index) {
        return places[index];
    }

    /** Returns the number that an operand is, or a part of it. */
    long number(int index) {
        return numbers[index];
    }

    /** Returns the slot of the local that an operand is in, or that is a part of it; -1 if there is none. */
    int local(int index) {
        return locals[index];
    }

    /** Says that an operand is now in its own slot. */
    void settle(int index) {
        places[index] = Place.OWN;
        locals[index] = -1;
    }

    /** Returns the first operand that may not be in its own slot. */
    int settled() {
        return settled;
    }

    /** Says that the operands below one are all in their own slots. */
    void setSettled(int index) {
        settled = index;
    }
}
