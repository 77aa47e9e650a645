package dev.terrace.core.types;

/**
 * A field of a structure, or the element of an array (specification, section 2.3.9).
 *
 * @param storage what the field holds
 * @param mutable whether it can be written after creation
 */
public record FieldType(StorageType storage, boolean mutable) {
    @Override
    public String toString() {
        return mutable ? "(mut " + storage + ")" : storage.toString();
    }
}
