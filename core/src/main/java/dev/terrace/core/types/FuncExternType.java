package dev.terrace.core.types;

/**
 * The type of an imported or exported function.
 *
 * @param type its definition: a {@link TypeIndex} as decoded, a {@link DefType} after validation
 */
public record FuncExternType(HeapType type) implements ExternType {
    @Override
    public ExternKind kind() {
        return ExternKind.FUNC;
    }

    @Override
    public String toString() {
        return "func " + type;
    }
}
