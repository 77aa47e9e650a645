package dev.terrace.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what somebody may have meant who wrote a name that does not exist. */
public final class Suggestions {
    private static final int MAX_SUGGESTIONS = 3;

    /** Names are compared up to this length: anybody may have chosen them, and the comparison is quadratic. */
    private static final int MAX_COMPARED = 100;

    private Suggestions() {}

    /** Returns the few names that are near to a wanted one, the nearest first; none if no name is near. */
    public static List<String> nearest(String wanted, Collection<String> names) {
        record Candidate(String name, int distance) {}
        int limit = Math.max(2, Math.min(wanted.length(), MAX_COMPARED) / 3);
        return names.stream()
                .map(name -> new Candidate(name, distance(wanted, name)))
                .filter(candidate -> candidate.distance() <= limit)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MAX_SUGGESTIONS)
                .map(Candidate::name)
                .toList();
    }

    /** Returns how many characters must be inserted, removed or replaced to get from one name to the other. */
    private static int distance(String from, String to) {
        int columns = Math.min(to.length(), MAX_COMPARED);
        int[] row = new int[columns + 1];
        for (int j = 0; j <= columns; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= Math.min(from.length(), MAX_COMPARED); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= columns; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[columns];
    }
}
