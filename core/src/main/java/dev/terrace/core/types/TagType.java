package dev.terrace.core.types;

/**
 * The type of an exception tag (specification, section 2.3.15).
 *
 * @param type a function type whose parameters are the exception's payload: a {@link TypeIndex} as decoded, a {@link
 *     DefType} after validation
 */
public record TagType(HeapType type) implements ExternType {
    @Override
    public ExternKind kind() {
        return ExternKind.TAG;
    }

    @Override
    public String toString() {
        return "tag " + type;
    }
}
