package dev.terrace.bench;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * Two peers of which one is to be so many times as fast as the other.
 *
 * @param peer the name of the one
 * @param baseline the name of the other
 */
record Comparison(String peer, String baseline) {

    /** What is of interest unless something else is asked for: like with like, and a tier with the one below. */
    static final List<Comparison> DEFAULT = List.of(
            new Comparison("terrace-interp", "chicory-interp"),
            new Comparison("terrace-jvm", "terrace-interp"),
            new Comparison("terrace-jvm", "chicory-compiler"),
            new Comparison("terrace-jvm", "node"),
            new Comparison("terrace-auto", "chicory-compiler"));

    /**
     * Parses one.
     *
     * @param text the two names with a colon between
     * @throws NoSuchElementException if it is something else
     */
    static Comparison parse(String text) {
        String[] names = text.split(":", -1);
        if (names.length != 2) {
            throw new NoSuchElementException("a comparison is PEER:BASELINE, not \"" + text + "\"");
        }
        return new Comparison(Peer.named(names[0]).name(), Peer.named(names[1]).name());
    }

    /** Returns what it is called above a column. */
    @Override
    public String toString() {
        return peer + " / " + baseline;
    }
}
