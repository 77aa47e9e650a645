package dev.terrace.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What native code knows of a table: for each element a word, which is the native tier's to choose, or zero if Java is to be
 * asked. Whatever Java writes to the table sets the words of these elements to zero.
 *
 * <pre>
 *   descriptor:  | 0: address of the elements | 8: number of elements |
 *   elements:    | element 0 | element 1 | ...                        |
 * </pre>
 *
 * <p>The descriptor never moves; the elements do when the table grows. Both are freed some time after nobody refers to the
 * mirror any more.
 */
public final class TableMirror {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;

    private final MemorySegment descriptor = Arena.ofAuto().allocate(2 * WORD.byteSize(), WORD.byteAlignment());
    private MemorySegment elements;

    /**
     * Creates the mirror of a table.
     *
     * @param capacity how many elements it has room for
     * @throws OutOfMemoryError if there is no room for the mirror
     */
    TableMirror(int size, int capacity) {
        resize(size, capacity);
    }

    /** Returns the address of the descriptor. */
    public long address() {
        return descriptor.address();
    }

    /** Returns the word of an element, which exists; zero if there is none. */
    public long get(int index) {
        return elements.getAtIndex(WORD, index);
    }

    /** Sets the word of an element, which exists. */
    public void set(int index, long word) {
        elements.setAtIndex(WORD, index, word);
    }

    /** Forgets the words of some elements. */
    void clear(int from, int to) {
        if (to - from == 1) {
            set(from, 0);
        } else {
            elements.asSlice(from * WORD.byteSize(), (to - from) * WORD.byteSize())
                    .fill((byte) 0);
        }
    }

    /**
     * Sets the number of elements.
     *
     * @param capacity how many elements the table has room for
     * @throws OutOfMemoryError if there is no room for so many; nothing is changed then
     */
    void resize(int size, int capacity) {
        if (elements == null || capacity > elements.byteSize() / WORD.byteSize()) {
            MemorySegment larger = Arena.ofAuto().allocate(WORD, capacity);
            if (elements != null) {
                MemorySegment.copy(elements, 0, larger, 0, elements.byteSize());
            }
            elements = larger;
            descriptor.setAtIndex(WORD, 0, larger.address());
        }
        descriptor.setAtIndex(WORD, 1, size);
    }
}
