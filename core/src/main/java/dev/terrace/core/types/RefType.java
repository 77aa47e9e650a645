package dev.terrace.core.types;

import java.util.Objects;

/**
 * A reference type (specification, section 2.3.4).
 *
 * @param nullable whether null is one of its values
 * @param heap what a value that is not null points to
 */
public record RefType(boolean nullable, HeapType heap) implements ValType {
    public static final RefType FUNCREF = new RefType(true, AbsHeapType.FUNC);
    public static final RefType EXTERNREF = new RefType(true, AbsHeapType.EXTERN);
    public static final RefType ANYREF = new RefType(true, AbsHeapType.ANY);
    public static final RefType EXNREF = new RefType(true, AbsHeapType.EXN);

    public RefType {
        Objects.requireNonNull(heap);
    }

    @Override
    public int code() {
        return nullable ? 0x63 : 0x64;
    }

    @Override
    public int bytes() {
        throw new UnsupportedOperationException("a reference has no size in bytes");
    }

    // Written out, as what a record has by itself is linked when it is first used, which takes a while.

    @Override
    public boolean equals(Object other) {
        return other instanceof RefType that && nullable == that.nullable && heap.equals(that.heap);
    }

    @Override
    public int hashCode() {
        return 31 * heap.hashCode() + (nullable ? 1 : 0);
    }

    /** Returns this type with another nullability. */
    public RefType withNullable(boolean newNullable) {
        return newNullable == nullable ? this : new RefType(newNullable, heap);
    }

    /** Returns the type in the text format, abbreviated where there is an abbreviation. */
    @Override
    public String toString() {
        if (nullable && heap instanceof AbsHeapType abs) {
            return abs.refText();
        }
        return "(ref " + (nullable ? "null " : "") + heap + ")";
    }
}
