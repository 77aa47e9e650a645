package dev.terrace.tier0;

import dev.terrace.LimitException;
import java.util.Arrays;

/** Register code that is being written. Places are counted from the start of the buffer. */
final class CodeBuffer {
    private long[] words = new long[64];
    private int size;

    /** Where the last instruction begins, and the last place that a jump may come to. */
    private int last = -1;

    private int lastLabel;

    /** Where the instruction before the last one begins. */
    private int secondLast = -1;

    private int[] places = new int[16];
    private int[] offsets = new int[16];
    private int rows;

    /** Returns the place of the next word. */
    int size() {
        return size;
    }

    /** Appends an instruction; returns its place. */
    int emit(int op, int x, int y, int z) {
        secondLast = last;
        last = size;
        append(Op.word(op, x, y, z));
        return last;
    }

    /** Appends a word that belongs to the last instruction. */
    void append(long word) {
        if (size == words.length) {
            words = Arrays.copyOf(words, size * 2);
        }
        words[size++] = word;
    }

    /** Remembers which instruction of the module the next word comes from. */
    void mark(int offset) {
        // Instructions that have written nothing, or whose code has been removed, have no place.
        while (rows > 0 && places[rows - 1] >= size) {
            rows--;
        }
        if (rows > 0 && offsets[rows - 1] == offset) {
            return;
        }
        if (rows == places.length) {
            places = Arrays.copyOf(places, rows * 2);
            offsets = Arrays.copyOf(offsets, rows * 2);
        }
        places[rows] = size;
        offsets[rows] = offset;
        rows++;
    }

    /** Says that a jump may come to the next word; returns its place. */
    int label() {
        lastLabel = size;
        return size;
    }

    /** Returns the place of the last instruction if it is certain to run before what comes next, else -1. */
    int last() {
        return last >= lastLabel ? last : -1;
    }

    /** Returns the word at a place. */
    long word(int place) {
        return words[place];
    }

    /** Replaces the slot that an instruction writes. */
    void redirect(int place, int slot) {
        words[place] = (words[place] & -1L >>> 16) | (long) slot << 48;
    }

    /** Removes the last instruction. */
    void removeLast() {
        size = last;
        last = secondLast;
        secondLast = -1;
    }

    /** Makes the jump at a place go to another place. */
    void patch(int place, int target) {
        long word = words[place];
        int distance = target - place - 1;
        if (distance > Op.MAX_Z || distance < -Op.MAX_Z) {
            throw new LimitException("the interpreter cannot execute a jump over " + distance + " words");
        }
        words[place] = Op.word(Op.op(word), Op.x(word), Op.y(word), distance);
    }

    /**
     * Returns the whole code.
     *
     * @param number the function's number
     * @param prologue what runs first
     */
    long[] code(int number, CodeBuffer prologue) {
        long[] code = new long[InterpretedFunction.ENTRY + prologue.size + size];
        code[0] = number;
        System.arraycopy(prologue.words, 0, code, InterpretedFunction.ENTRY, prologue.size);
        System.arraycopy(words, 0, code, InterpretedFunction.ENTRY + prologue.size, size);
        return code;
    }

    /** Returns where the code came from, for places in what {@link #code} returns. */
    OffsetTable offsets(CodeBuffer prologue) {
        int[] moved = Arrays.copyOf(places, rows);
        for (int i = 0; i < rows; i++) {
            moved[i] += InterpretedFunction.ENTRY + prologue.size;
        }
        return new OffsetTable(moved, Arrays.copyOf(offsets, rows));
    }
}
