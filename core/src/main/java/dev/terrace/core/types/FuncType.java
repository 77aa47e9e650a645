package dev.terrace.core.types;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A function's type (specification, section 2.3.8).
 *
 * @param params the types of its parameters, first to last
 * @param results the types of its results, first to last
 */
public record FuncType(List<ValType> params, List<ValType> results) implements CompType {
    public FuncType {
        params = List.copyOf(params);
        results = List.copyOf(results);
    }

    // Written out, as what a record has by itself is linked when it is first used, which takes a while.

    @Override
    public boolean equals(Object other) {
        return other instanceof FuncType that && params.equals(that.params) && results.equals(that.results);
    }

    @Override
    public int hashCode() {
        return 31 * params.hashCode() + results.hashCode();
    }

    /** Returns the type as error messages write it, for example {@code [i32 i64] -> [f32]}. */
    @Override
    public String toString() {
        return list(params) + " -> " + list(results);
    }

    private static String list(List<ValType> types) {
        return types.stream().map(ValType::toString).collect(Collectors.joining(" ", "[", "]"));
    }
}
