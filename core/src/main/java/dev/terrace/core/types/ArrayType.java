package dev.terrace.core.types;

/**
 * An array's type (specification, section 2.3.9).
 *
 * @param element the type of every element
 */
public record ArrayType(FieldType element) implements CompType {
    @Override
    public String toString() {
        return "(array " + element + ")";
    }
}
