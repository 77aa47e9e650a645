package dev.terrace.core.text;

import dev.terrace.core.opcode.Opcode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The blocks that a printer of instructions is in, outermost first, with the names of their labels. */
final class LabelStack {
    private final List<Block> blocks = new ArrayList<>();

    /** The innermost block with a name: the one that the name means. */
    private final Map<String, Integer> innermost = new HashMap<>();

    /**
     * A block.
     *
     * @param opcode the instruction that began the block, or its part read last: {@code else}, {@code catch} ...
     * @param name the label's name, or null
     * @param hidden the position of the block that the name meant before, or null
     */
    private record Block(Opcode opcode, String name, Integer hidden) {}

    /** Returns how many blocks there are. */
    int depth() {
        return blocks.size();
    }

    /** Returns the instruction that began the innermost block, or its part; null outside all blocks. */
    Opcode innermost() {
        return blocks.isEmpty() ? null : blocks.getLast().opcode;
    }

    /** Enters a block. */
    void push(Opcode opcode, String name) {
        Integer hidden = name == null ? null : innermost.put(name, blocks.size());
        blocks.add(new Block(opcode, name, hidden));
    }

    /** Goes on to another part of the innermost block. */
    void next(Opcode opcode) {
        Block last = blocks.removeLast();
        blocks.add(new Block(opcode, last.name, last.hidden));
    }

    /** Leaves the innermost block. */
    void pop() {
        Block last = blocks.removeLast();
        if (last.hidden != null) {
            innermost.put(last.name, last.hidden);
        } else if (last.name != null) {
            innermost.remove(last.name);
        }
    }

    /** Returns what stands for a label: its identifier, or its number with a comment that tells which block it means. */
    String use(int label) {
        String number = Integer.toUnsignedString(label);
        if (label < 0 || label >= blocks.size()) {
            return number;
        }
        int target = blocks.size() - 1 - label;
        String name = blocks.get(target).name;
        if (name != null && innermost.get(name) == target) {
            return LiteralPrinter.identifier(name);
        }
        return number + " " + comment(target + 1);
    }

    /** Returns the comment that marks the innermost block so that uses of its label can be found. */
    String mark() {
        return comment(blocks.size());
    }

    private static String comment(int depth) {
        return "(;@" + depth + ";)";
    }
}
