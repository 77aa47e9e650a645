package dev.terrace.core.types;

/**
 * A concrete heap type as a module writes it: an index into its type section. Validation replaces it by a {@link
 * DefType}.
 *
 * @param index the index, unsigned
 */
public record TypeIndex(int index) implements HeapType {
    @Override
    public String toString() {
        return Integer.toUnsignedString(index);
    }
}
