package dev.terrace.backend.x86_64.asm;

/**
 * A field of the code that needs the address of a symbol.
 *
 * @param offset the field's first byte
 * @param kind what the field holds
 * @param symbol whose address it needs
 */
public record Relocation(int offset, Kind kind, Symbol symbol) {
    /** What a field holds. */
    public enum Kind {
        /** The distance from the end of the field, 4 bytes. */
        RELATIVE_32,
        /** The address, 8 bytes. */
        ABSOLUTE_64
    }
}
