package dev.terrace.core.types;

/**
 * The type of a global (specification, section 2.3.12).
 *
 * @param value the type of its value
 * @param mutable whether it can be written
 */
public record GlobalType(ValType value, boolean mutable) implements ExternType {
    @Override
    public ExternKind kind() {
        return ExternKind.GLOBAL;
    }

    @Override
    public String toString() {
        return "global " + (mutable ? "(mut " + value + ")" : value);
    }
}
