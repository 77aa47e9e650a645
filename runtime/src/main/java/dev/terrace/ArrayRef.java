package dev.terrace;

import dev.terrace.core.types.ArrayType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FieldType;
import dev.terrace.runtime.gc.ArrayLayout;
import dev.terrace.runtime.gc.ArrayObject;
import java.util.Objects;

/**
 * A reference to an array (specification, section 4.2.14). Two of these are equal if they refer to the same one. The array
 * lives as long as anything refers to it, as any Java object does.
 *
 * <p>Indices count from 0; one outside throws IndexOutOfBoundsException. Values are in Java what {@link Func} says; packed
 * integers are {@code int}, sign-extended when they are read and wrapped when they are written.
 */
public final class ArrayRef {
    private final Store store;
    private final ArrayObject object;

    ArrayRef(Store store, ArrayObject object) {
        this.store = store;
        this.object = object;
    }

    /**
     * Creates an array.
     *
     * @param store the store that it will belong to
     * @param type its type, of the store's engine
     * @param values the elements, boxed
     * @throws IllegalArgumentException if the type is no array's, or the values are not of the elements' type
     * @throws Trap if the Java heap has no room for it
     */
    public static ArrayRef of(Store store, DefType type, Object... values) {
        if (!(type.comp() instanceof ArrayType)) {
            throw new IllegalArgumentException("not an array type: " + type + " " + type.comp());
        }
        ArrayLayout layout = (ArrayLayout) store.engine().objects().of(type);
        ArrayRef array = new ArrayRef(store, layout.create(values.length));
        for (int i = 0; i < values.length; i++) {
            array.initialize(i, values[i]);
        }
        return array;
    }

    /** Returns the type that the array was created with. */
    public DefType type() {
        return object.type();
    }

    /** Returns the type of the elements. */
    public FieldType element() {
        return object.layout().element();
    }

    /** Returns the number of elements. */
    public int length() {
        return object.length();
    }

    /** Returns an element, boxed. */
    public Object get(int index) {
        Objects.checkIndex(index, length());
        return Values.fromSlot(store, element().storage(), (slots, refs) -> object.get(index, slots, refs, 0));
    }

    /**
     * Sets an element.
     *
     * @param value the value, boxed
     * @throws IllegalStateException if the elements are immutable
     * @throws IllegalArgumentException if the value is not of the elements' type
     */
    public void set(int index, Object value) {
        if (!element().mutable()) {
            throw new IllegalStateException("the elements of " + type() + " are immutable");
        }
        Objects.checkIndex(index, length());
        initialize(index, value);
    }

    private void initialize(int index, Object value) {
        Values.toSlot(store, element().storage(), value, (slots, refs) -> object.set(index, slots, refs, 0));
    }

    /** Returns the store that the array belongs to. */
    Store store() {
        return store;
    }

    /** Returns the array itself. */
    ArrayObject object() {
        return object;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArrayRef that && that.object == object;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(object);
    }

    @Override
    public String toString() {
        return "ArrayRef[" + object.layout() + " of " + length() + "]";
    }
}
