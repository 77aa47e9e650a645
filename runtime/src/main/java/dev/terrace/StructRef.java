package dev.terrace;

import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FieldType;
import dev.terrace.core.types.StructType;
import dev.terrace.runtime.gc.StructLayout;
import dev.terrace.runtime.gc.StructObject;
import java.util.List;

/**
 * A reference to a structure (specification, section 4.2.14). Two of these are equal if they refer to the same one. The
 * structure lives as long as anything refers to it, as any Java object does.
 *
 * <p>Fields count from 0; a number that there is no field of throws IndexOutOfBoundsException. Values are in Java what
 * {@link Func} says; packed integers are {@code int}, sign-extended when they are read and wrapped when they are written.
 */
public final class StructRef {
    private final Store store;
    private final StructObject object;

    StructRef(Store store, StructObject object) {
        this.store = store;
        this.object = object;
    }

    /**
     * Creates a structure.
     *
     * @param store the store that it will belong to
     * @param type its type, of the store's engine
     * @param values the values of all its fields, boxed
     * @throws IllegalArgumentException if the type is no structure's, or the values are not of the fields' types
     */
    public static StructRef of(Store store, DefType type, Object... values) {
        if (!(type.comp() instanceof StructType(List<FieldType> fields))) {
            throw new IllegalArgumentException("not a structure type: " + type + " " + type.comp());
        }
        if (fields.size() != values.length) {
            throw new IllegalArgumentException(
                    "expected %d values of %s, found %d".formatted(fields.size(), type.comp(), values.length));
        }
        StructRef struct =
                new StructRef(store, ((StructLayout) store.engine().objects().of(type)).create());
        for (int i = 0; i < values.length; i++) {
            struct.initialize(i, values[i]);
        }
        return struct;
    }

    /** Returns the type that the structure was created with. */
    public DefType type() {
        return object.type();
    }

    /** Returns the types of the fields. */
    public List<FieldType> fields() {
        return object.layout().fields();
    }

    /** Returns the value of a field, boxed. */
    public Object get(int field) {
        FieldType type = fields().get(field);
        return Values.fromSlot(store, type.storage(), (slots, refs) -> object.get(field, slots, refs, 0));
    }

    /**
     * Sets a field.
     *
     * @param value the value, boxed
     * @throws IllegalStateException if the field is immutable
     * @throws IllegalArgumentException if the value is not of the field's type
     */
    public void set(int field, Object value) {
        FieldType type = fields().get(field);
        if (!type.mutable()) {
            throw new IllegalStateException("field " + field + " of " + type() + " is immutable");
        }
        initialize(field, value);
    }

    private void initialize(int field, Object value) {
        Values.toSlot(store, fields().get(field).storage(), value, (slots, refs) -> object.set(field, slots, refs, 0));
    }

    /** Returns the store that the structure belongs to. */
    Store store() {
        return store;
    }

    /** Returns the structure itself. */
    StructObject object() {
        return object;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StructRef that && that.object == object;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(object);
    }

    @Override
    public String toString() {
        return "StructRef[" + object.layout() + "]";
    }
}
