package dev.terrace.core.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The labels of the blocks around an instruction. Inner ones hide outer ones of the same name. */
final class LabelScope {
    /** The innermost block of a name, counted from the outermost one. */
    private final Map<String, Integer> innermost = new HashMap<>();

    private final List<Block> blocks = new ArrayList<>();
    private final SortedMap<Integer, String> names = new TreeMap<>();
    private int entered;

    /** A block, and the outer block that its name hides; null for none. */
    private record Block(String id, Integer hidden) {}

    /** Enters a block; its identifier may be null. */
    void enter(String id) {
        Integer hidden = id == null ? null : innermost.put(id, blocks.size());
        blocks.add(new Block(id, hidden));
        if (id != null) {
            names.put(entered, id);
        }
        entered++;
    }

    void leave() {
        Block block = blocks.removeLast();
        if (block.hidden != null) {
            innermost.put(block.id, block.hidden);
        } else if (block.id != null) {
            innermost.remove(block.id);
        }
    }

    /** Moves past a use of a label and returns how many blocks lie between it and its block. */
    int resolve(TokenCursor in) {
        if (in.kind() != TokenKind.ID) {
            return (int) in.unsigned(32);
        }
        int offset = in.offset();
        String id = in.optionalId();
        Integer position = innermost.get(id);
        if (position == null) {
            throw in.malformed("unknown label $" + id, offset);
        }
        return blocks.size() - 1 - position;
    }

    /** Returns the names of the blocks entered so far, by their number in the order of their beginnings. */
    SortedMap<Integer, String> names() {
        return names;
    }
}
