package dev.terrace.core.text;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One of the index spaces of a module or a function: which index an identifier stands for (specification, section 6.3.5). */
final class IndexSpace {
    private final String what;
    private final Map<String, Integer> indices = new HashMap<>();
    private final SortedMap<Integer, String> names = new TreeMap<>();
    private int size;

    /**
     * Creates an empty index space.
     *
     * @param what what it numbers, for error messages
     */
    IndexSpace(String what) {
        this.what = what;
    }

    /** Returns what this numbers. */
    String what() {
        return what;
    }

    int size() {
        return size;
    }

    /** Gives the next index to something without an identifier. */
    int define() {
        return size++;
    }

    /** Gives the next index to what the next token identifies, and moves past that token; it need not be an identifier. */
    int define(TokenCursor in) {
        if (in.kind() == TokenKind.ID) {
            int offset = in.offset();
            String id = in.optionalId();
            if (indices.putIfAbsent(id, size) != null) {
                throw in.malformed("duplicate " + what + " $" + id, offset);
            }
            names.put(size, id);
        }
        return size++;
    }

    /** Replaces the name that the name section gives to an index; identifiers stay what they are. */
    void rename(int index, String name) {
        names.put(index, name);
    }

    /** Returns the names for the name section, by index. */
    SortedMap<Integer, String> names() {
        return names;
    }

    /** Returns whether a use of an index is next. */
    static boolean isUse(TokenCursor in) {
        return in.kind() == TokenKind.NUMBER || in.kind() == TokenKind.ID;
    }

    /**
     * Moves past a use of an index and returns the index. Whether a number is within bounds is left to validation.
     *
     * @throws dev.terrace.core.MalformedException if the next token is neither a number nor a known identifier
     */
    int resolve(TokenCursor in) {
        if (in.kind() != TokenKind.ID) {
            return (int) in.unsigned(32);
        }
        int offset = in.offset();
        String id = in.optionalId();
        Integer index = indices.get(id);
        if (index == null) {
            throw in.malformed("unknown " + what + " $" + id, offset);
        }
        return index;
    }

    /** Like {@link #resolve}, where leaving the index out means 0. */
    int resolveOptional(TokenCursor in) {
        return isUse(in) ? resolve(in) : 0;
    }
}
