package dev.terrace.core.types;

/** The type of addresses into a memory, or of indices into a table (specification, section 2.3.12). */
public enum AddressType {
    I32(NumType.I32),
    I64(NumType.I64);

    private final NumType type;

    AddressType(NumType type) {
        this.type = type;
    }

    /** Returns the number type of an address on the operand stack. */
    public NumType type() {
        return type;
    }

    /** Returns the smaller of two address types: a length that fits both. */
    public AddressType min(AddressType other) {
        return this == I64 ? other : this;
    }

    @Override
    public String toString() {
        return type.toString();
    }
}
