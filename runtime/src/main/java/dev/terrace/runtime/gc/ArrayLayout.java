package dev.terrace.runtime.gc;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.core.types.ArrayType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FieldType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.PackedType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StorageType;
import dev.terrace.core.types.VecType;
import java.lang.foreign.MemorySegment;

/**
 * The elements of an array type: its class is a subclass of the one that has elements of that size.
 *
 * <pre>
 *   i8  I8Array     i32 f32  I32Array    v128  V128Array, two longs an element
 *   i16 I16Array    i64 f64  I64Array    any reference  RefArray
 * </pre>
 */
public final class ArrayLayout extends ObjectLayout {
    /** The most elements that an array of the Java virtual machine has room for. */
    public static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private final FieldType element;
    private ArrayObject prototype;

    ArrayLayout(DefType type) {
        super(type);
        this.element = ((ArrayType) type.comp()).element();
    }

    /** Returns the type of the elements. */
    public FieldType element() {
        return element;
    }

    /** Returns the class of the Java array that has the elements. */
    public Class<?> elementsClass() {
        return switch (element.storage()) {
            case PackedType.I8 -> byte[].class;
            case PackedType.I16 -> short[].class;
            case NumType.I32, NumType.F32 -> int[].class;
            case NumType.I64, NumType.F64 -> long[].class;
            case VecType _ -> long[].class;
            case RefType _ -> Object[].class;
        };
    }

    boolean isVector() {
        return element.storage() instanceof VecType;
    }

    /** Returns the most elements that an array of the type may have. */
    int maxLength() {
        return isVector() ? MAX_LENGTH / 2 : MAX_LENGTH;
    }

    /**
     * Traps if a length is too large; called by generated classes.
     *
     * @param length unsigned
     */
    public static void checkLength(int length, int maxLength) {
        if (Integer.compareUnsigned(length, maxLength) > 0) {
            throw new Trap(TrapKind.ALLOCATION_SIZE_TOO_LARGE);
        }
    }

    /** Returns the class of arrays whose elements have a type. */
    static Class<? extends ArrayObject> baseClass(StorageType storage) {
        return switch (storage) {
            case PackedType packed ->
                switch (packed) {
                    case I8 -> I8Array.class;
                    case I16 -> I16Array.class;
                };
            case NumType num ->
                switch (num) {
                    case I32, F32 -> I32Array.class;
                    case I64, F64 -> I64Array.class;
                };
            case VecType _ -> V128Array.class;
            case RefType _ -> RefArray.class;
        };
    }

    /** Returns how many slots of a stack an element takes. */
    public int elementSlots() {
        return element.storage().unpacked().slots();
    }

    void setPrototype(ArrayObject object) {
        this.prototype = object;
    }

    /**
     * Returns a new array whose elements are zero or null.
     *
     * @param length the number of elements, unsigned
     * @throws Trap if there is no room for so many
     */
    public ArrayObject create(int length) {
        return prototype.create(length);
    }

    /** Returns a new array whose elements all have the value in a slot of a stack; see {@link #create(int)}. */
    public ArrayObject create(int length, long[] slots, Object[] refs, int slot) {
        ArrayObject array = create(length);
        array.fill(0, length, slots, refs, slot);
        return array;
    }

    /** Returns a new array of the values in consecutive slots of a stack from a base; see {@link #create(int)}. */
    public ArrayObject createOf(int length, long[] slots, Object[] refs, int base) {
        ArrayObject array = create(length);
        int size = elementSlots();
        for (int i = 0; i < length; i++) {
            array.set(i, slots, refs, base + i * size);
        }
        return array;
    }

    /**
     * Returns a new array of values from a data segment.
     *
     * @throws Trap if not all of them exist, or there is no room
     */
    public ArrayObject createFrom(MemorySegment data, int offset, int length) {
        long bytes = Integer.toUnsignedLong(length) * element.storage().bytes();
        if (Integer.toUnsignedLong(offset) + bytes > data.byteSize()) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        ArrayObject array = create(length);
        array.initData(0, data, offset, length);
        return array;
    }

    /**
     * Returns a new array of references from an element segment.
     *
     * @throws Trap if not all of them exist, or there is no room
     */
    public ArrayObject createFrom(Object[] segment, int offset, int length) {
        if (Integer.toUnsignedLong(offset) + Integer.toUnsignedLong(length) > segment.length) {
            throw new Trap(TrapKind.TABLE_OUT_OF_BOUNDS);
        }
        ArrayObject array = create(length);
        array.initElements(0, segment, offset, length);
        return array;
    }
}
