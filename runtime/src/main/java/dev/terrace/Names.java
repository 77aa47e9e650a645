package dev.terrace;

import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ExternType;
import dev.terrace.core.types.FuncExternType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.TagType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** How messages write names and types, and which names they suggest. */
final class Names {
    private static final int MAX_SUGGESTIONS = 3;

    /** Names are compared up to this length: module authors choose them, and the comparison is quadratic. */
    private static final int MAX_COMPARED = 100;

    private Names() {}

    /** Returns a name in quotes, with control characters escaped. */
    static String quote(String name) {
        StringBuilder out = new StringBuilder("\"");
        name.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
            } else if (Character.isISOControl(c)) {
                out.append("\\u{").append(Integer.toHexString(c)).append('}');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('"').toString();
    }

    /** Returns a type with the parameters and results of functions and tags written out. */
    static String describe(ExternType type) {
        return switch (type) {
            case FuncExternType func -> "func " + signature(func.type());
            case TagType tag -> "tag " + signature(tag.type());
            default -> type.toString();
        };
    }

    private static String signature(HeapType type) {
        return type instanceof DefType def ? def.comp().toString() : type.toString();
    }

    /** Returns a question that ends a message, such as {@code ; did you mean "memory"?}, or nothing. */
    static String suggest(String wanted, Collection<String> names) {
        record Candidate(String name, int distance) {}
        int limit = Math.max(2, Math.min(wanted.length(), MAX_COMPARED) / 3);
        List<String> near = names.stream()
                .map(name -> new Candidate(name, distance(wanted, name)))
                .filter(candidate -> candidate.distance() <= limit)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MAX_SUGGESTIONS)
                .map(candidate -> quote(candidate.name()))
                .toList();
        return near.isEmpty() ? "" : near.stream().collect(Collectors.joining(" or ", "; did you mean ", "?"));
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
