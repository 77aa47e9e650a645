package dev.terrace.core.types;

/**
 * The type of a table (specification, section 2.3.14).
 *
 * @param address the type of indices into it
 * @param limits its size in elements
 * @param element the type of every element
 */
public record TableType(AddressType address, Limits limits, RefType element) implements ExternType {
    @Override
    public ExternKind kind() {
        return ExternKind.TABLE;
    }

    @Override
    public String toString() {
        return "table " + (address == AddressType.I64 ? "i64 " : "") + limits + " " + element;
    }
}
