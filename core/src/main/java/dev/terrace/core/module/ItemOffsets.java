package dev.terrace.core.module;

import java.util.EnumMap;
import java.util.Map;

/** Where in a module's bytes the items of its sections begin, for error messages. */
public final class ItemOffsets {
    private static final int[] NONE = {};

    private final Map<Section, int[]> offsets = new EnumMap<>(Section.class);

    /**
     * Creates a table.
     *
     * @param offsets the offsets of a section's items, in order; sections may be missing
     */
    public ItemOffsets(Map<Section, int[]> offsets) {
        this.offsets.putAll(offsets);
    }

    /**
     * Returns the offset of an item; of the recursion group in the type section.
     *
     * @param section the section
     * @param item the item's place in the section, from 0
     * @return the offset, or -1 if there is no such item
     */
    public int of(Section section, int item) {
        int[] items = offsets.getOrDefault(section, NONE);
        return item >= 0 && item < items.length ? items[item] : -1;
    }
}
