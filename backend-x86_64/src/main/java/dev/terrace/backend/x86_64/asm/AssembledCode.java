package dev.terrace.backend.x86_64.asm;

import java.util.List;

/**
 * Finished code with the data behind it. It runs at any address that is aligned as it needs, once the addresses of symbols
 * are filled in.
 */
public final class AssembledCode {
    private final byte[] bytes;
    private final int instructionBytes;
    private final Layout layout;
    private final List<Relocation> relocations;
    private final PcTable pcTable;

    AssembledCode(byte[] bytes, int instructionBytes, Layout layout, List<Relocation> relocations, PcTable pcTable) {
        this.bytes = bytes;
        this.instructionBytes = instructionBytes;
        this.layout = layout;
        this.relocations = List.copyOf(relocations);
        this.pcTable = pcTable;
    }

    /** Returns the number of bytes of instructions and data. */
    public int size() {
        return bytes.length;
    }

    /** Returns the number of bytes of instructions; the rest is data. */
    public int instructionBytes() {
        return instructionBytes;
    }

    /** Returns the power of two that the address of the code must be a multiple of. */
    public int alignment() {
        return layout.alignment();
    }

    /** Returns where a label of the code is, in bytes from the beginning. */
    public int offsetOf(Label label) {
        if (!label.isBound() || label.pieces == Label.IN_DATA) {
            throw new IllegalArgumentException("the label is not bound in the code");
        }
        return layout.offsetOf(label);
    }

    /** Returns the fields that need addresses of symbols. */
    public List<Relocation> relocations() {
        return relocations;
    }

    /** Returns what was recorded for places in the code. */
    public PcTable pcTable() {
        return pcTable;
    }

    /** Says where symbols are. */
    @FunctionalInterface
    public interface SymbolAddresses {
        /** Returns the address of a symbol. */
        long of(Symbol symbol);
    }

    /**
     * Returns the bytes for an address, with the addresses of symbols filled in.
     *
     * @throws IllegalArgumentException if the address is not aligned, or a symbol that is jumped to or called is more than
     *     2 GiB away
     */
    public byte[] at(long address, SymbolAddresses symbols) {
        if ((address & alignment() - 1) != 0) {
            throw new IllegalArgumentException(
                    "code that needs an alignment of %d cannot be at 0x%x".formatted(alignment(), address));
        }
        CodeBuffer code = new CodeBuffer(bytes.length);
        code.put(bytes, 0, bytes.length);
        for (Relocation relocation : relocations) {
            long target = symbols.of(relocation.symbol());
            switch (relocation.kind()) {
                case ABSOLUTE_64 -> code.set64(relocation.offset(), target);
                case RELATIVE_32 -> {
                    long distance = target - (address + relocation.offset() + Integer.BYTES);
                    if (distance != (int) distance) {
                        throw new IllegalArgumentException("%s at 0x%x is out of reach of code at 0x%x"
                                .formatted(relocation.symbol(), target, address));
                    }
                    code.set32(relocation.offset(), (int) distance);
                }
            }
        }
        return code.toArray();
    }

    /** Returns the bytes as they are before addresses of symbols are filled in: with zeros there. */
    byte[] unlinked() {
        return bytes;
    }
}
