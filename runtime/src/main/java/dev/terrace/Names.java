package dev.terrace;

import dev.terrace.core.Suggestions;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ExternType;
import dev.terrace.core.types.FuncExternType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.TagType;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** How messages write names and types, and which names they suggest. */
final class Names {
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
        List<String> nearest = Suggestions.nearest(wanted, names);
        return nearest.isEmpty()
                ? ""
                : nearest.stream().map(Names::quote).collect(Collectors.joining(" or ", "; did you mean ", "?"));
    }
}
