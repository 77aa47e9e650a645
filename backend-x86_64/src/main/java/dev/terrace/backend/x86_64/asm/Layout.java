package dev.terrace.backend.x86_64.asm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pieces of the code whose length depends on where others are: jumps, which have 2 bytes if they reach their label
 * with a distance of 8 bits, and padding for alignment. The assembler's buffer has none of their bytes, so that nothing
 * ever moves in it; what knows its position in the buffer and how many pieces come before it can be placed.
 *
 * <pre>
 *   buffer   aaaaaaa|bbbbbbbb|cc|ddddddddd          three pieces at the positions of the bars
 *   code     aaaaaaa JJ bbbbbbbb NNNNNN cc JJJJJJ ddddddddd
 * </pre>
 *
 * All jumps begin short, and those that do not reach become long, which may put others out of reach; nothing becomes short
 * again, so this ends, with the smallest code if there is no padding. Code that is made to have one more jump out of
 * reach at a time is cut off after {@link #PASSES} passes: then all jumps become long.
 */
final class Layout {
    private static final int PASSES = 20;
    private static final int SHORT_JUMP = 2;

    private sealed interface Piece {}

    /** A jump; without a condition it is always taken. */
    private record Jump(Condition condition, Label target) implements Piece {
        int longSize() {
            return condition == null ? 5 : 6;
        }

        Instruction instruction(boolean isShort) {
            if (condition == null) {
                return isShort ? Instruction.JMP_REL8 : Instruction.JMP_REL32;
            }
            return isShort ? condition.shortJump() : condition.nearJump();
        }
    }

    private record Padding(int alignment) implements Piece {}

    private final List<Piece> pieces = new ArrayList<>();

    /** Where in the buffer the pieces are. */
    private int[] positions = new int[16];

    /** How many bytes the pieces have. */
    private int[] sizes;

    /** How many bytes all the pieces before one have; one element more than there are pieces. */
    private int[] before;

    private int alignment = 16;

    void addJump(int position, Condition condition, Label target) {
        add(position, new Jump(condition, target));
    }

    void addPadding(int position, int newAlignment) {
        alignment = Math.max(alignment, newAlignment);
        add(position, new Padding(newAlignment));
    }

    private void add(int position, Piece piece) {
        if (pieces.size() == positions.length) {
            positions = Arrays.copyOf(positions, 2 * positions.length);
        }
        positions[pieces.size()] = position;
        pieces.add(piece);
    }

    /** Returns the number of pieces so far. */
    int pieces() {
        return pieces.size();
    }

    /** Returns the alignment that the code needs as a whole. */
    int alignment() {
        return alignment;
    }

    /** Chooses the length of every piece. All labels are bound. */
    void compute() {
        sizes = new int[pieces.size()];
        before = new int[pieces.size() + 1];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = pieces.get(i) instanceof Jump ? SHORT_JUMP : 0;
        }
        int pass = 0;
        do {
            place();
        } while (lengthenJumps(++pass >= PASSES));
    }

    private void place() {
        for (int i = 0; i < sizes.length; i++) {
            if (pieces.get(i) instanceof Padding(int wanted)) {
                sizes[i] = -(positions[i] + before[i]) & wanted - 1;
            }
            before[i + 1] = before[i] + sizes[i];
        }
    }

    /** Makes those jumps long that do not reach, or all, and returns whether there were any. */
    private boolean lengthenJumps(boolean all) {
        boolean changed = false;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == SHORT_JUMP && pieces.get(i) instanceof Jump jump) {
                int distance = distance(i, jump);
                if (all || distance != (byte) distance) {
                    sizes[i] = jump.longSize();
                    changed = true;
                }
            }
        }
        return changed;
    }

    private int distance(int piece, Jump jump) {
        return offsetOf(jump.target()) - (positions[piece] + before[piece] + sizes[piece]);
    }

    /** Returns where in the code something is, by its position in the buffer and the number of pieces before it. */
    int offset(int position, int piecesBefore) {
        return position + before[piecesBefore];
    }

    /** Returns where in the code a label is. */
    int offsetOf(Label label) {
        return offset(label.position, label.pieces);
    }

    /** Returns the code: the buffer with the pieces in it. */
    CodeBuffer write(CodeBuffer buffer) {
        CodeBuffer code = new CodeBuffer(Math.max(16, buffer.size() + before[sizes.length]));
        Encoder encoder = new Encoder(code);
        int copied = 0;
        for (int i = 0; i < sizes.length; i++) {
            code.put(buffer, copied, positions[i]);
            copied = positions[i];
            switch (pieces.get(i)) {
                case Jump jump ->
                    encoder.encode(jump.instruction(sizes[i] == SHORT_JUMP), new Relative(distance(i, jump)));
                case Padding _ -> Nops.put(code, sizes[i]);
            }
        }
        code.put(buffer, copied, buffer.size());
        return code;
    }
}
