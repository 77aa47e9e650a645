package dev.terrace.runtime.gc;

/**
 * A structure. The classes of the types are generated: see {@link StructLayout}.
 *
 * <p>Values go from and to the slots of a stack, as {@link dev.terrace.runtime.ExecutionStack} describes them; packed
 * integers arrive there sign-extended.
 */
public abstract non-sealed class StructObject extends GcObject {
    /** For generated classes. */
    protected StructObject() {}

    @Override
    public abstract StructLayout layout();

    /** Returns a new object of this one's type, whose fields are zero or null. */
    public abstract StructObject create();

    /**
     * Returns a new object of this one's type, whose fields have the values in consecutive slots from a base. References
     * are moved: their slots are null afterwards.
     */
    public abstract StructObject create(long[] slots, Object[] refs, int base);

    /** Puts the value of a field into a slot. */
    public void get(int field, long[] slots, Object[] refs, int slot) {
        throw noField(field);
    }

    /** Sets a field to the value in a slot. */
    public void set(int field, long[] slots, Object[] refs, int slot) {
        throw noField(field);
    }

    /** Returns what to throw for a number that no field has; validated code never asks for one. */
    protected final IndexOutOfBoundsException noField(int field) {
        return new IndexOutOfBoundsException("no field " + field + " in " + layout());
    }

    @Override
    public final String toString() {
        return "struct " + type();
    }
}
