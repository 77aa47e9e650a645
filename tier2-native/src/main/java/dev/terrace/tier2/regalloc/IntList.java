package dev.terrace.tier2.regalloc;

import java.util.Arrays;

/** A growing array of ints. */
final class IntList {
    int[] items;
    int size;

    IntList(int capacity) {
        items = new int[Math.max(capacity, 8)];
    }

    void add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = item;
    }

    int get(int index) {
        return items[index];
    }
}
