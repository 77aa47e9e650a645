package dev.terrace.core.types;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A structure's type (specification, section 2.3.9).
 *
 * @param fields its fields, first to last
 */
public record StructType(List<FieldType> fields) implements CompType {
    public StructType {
        fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
        return fields.stream().map(f -> " (field " + f + ")").collect(Collectors.joining("", "(struct", ")"));
    }
}
