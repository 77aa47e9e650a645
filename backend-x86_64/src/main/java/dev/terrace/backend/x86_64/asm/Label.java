package dev.terrace.backend.x86_64.asm;

/**
 * A place in the code of one {@link Assembler} or in the data behind it. It can be used before it is bound, and must be
 * bound once before the code is finished.
 */
public final class Label implements Target {
    /** Marks a label of the data: its position counts from the beginning of the data. */
    static final int IN_DATA = -1;

    /** Where in the assembler's buffer the label is, or -1 while it is not bound. */
    int position = -1;

    /** How many pieces of variable length are before the label, or {@link #IN_DATA}. */
    int pieces;

    boolean isBound() {
        return position >= 0;
    }

    void bind(int newPosition, int newPieces) {
        if (isBound()) {
            throw new IllegalStateException("the label is bound already");
        }
        position = newPosition;
        pieces = newPieces;
    }
}
