package dev.terrace.core.text;

import dev.terrace.core.Position;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where in a text the parts of the binary module made from it come from: two parallel arrays, sorted by the offset in the
 * binary, with an entry for each instruction and each entry of a section.
 */
public final class SourceMap {
    /** The map of a module that does not come from text. */
    public static final SourceMap EMPTY = new SourceMap(null, new int[0], new int[0]);

    private final SourceText source;
    private final int[] binaryOffsets;
    private final int[] sourceOffsets;

    private SourceMap(SourceText source, int[] binaryOffsets, int[] sourceOffsets) {
        this.source = source;
        this.binaryOffsets = binaryOffsets;
        this.sourceOffsets = sourceOffsets;
    }

    /**
     * Returns the place in the text of what stands at an offset in the binary module.
     *
     * @param offset the offset in bytes; inside of an instruction it stands for the instruction
     * @return the place, or nothing if the offset lies before everything that comes from the text
     */
    public Optional<Position.Text> find(int offset) {
        int found = Arrays.binarySearch(binaryOffsets, offset);
        int index = found >= 0 ? found : -found - 2;
        return index < 0 ? Optional.empty() : Optional.of(source.position(sourceOffsets[index]));
    }

    /** Collects the entries for bytes that are still to be copied to their final place. */
    static final class Builder {
        private int[] binaryOffsets = new int[16];
        private int[] sourceOffsets = new int[16];
        private int size;

        /** Notes where the next bytes come from; binary offsets must not decrease. */
        void add(int binaryOffset, int sourceOffset) {
            if (size > 0 && binaryOffsets[size - 1] == binaryOffset) {
                sourceOffsets[size - 1] = sourceOffset;
                return;
            }
            if (size == binaryOffsets.length) {
                binaryOffsets = Arrays.copyOf(binaryOffsets, size * 2);
                sourceOffsets = Arrays.copyOf(sourceOffsets, size * 2);
            }
            binaryOffsets[size] = binaryOffset;
            sourceOffsets[size] = sourceOffset;
            size++;
        }

        /** Takes over the entries for bytes that have been copied to {@code base}. */
        void addAll(Builder other, int base) {
            for (int i = 0; i < other.size; i++) {
                add(base + other.binaryOffsets[i], other.sourceOffsets[i]);
            }
        }

        SourceMap build(SourceText source) {
            return new SourceMap(source, Arrays.copyOf(binaryOffsets, size), Arrays.copyOf(sourceOffsets, size));
        }
    }
}
