package dev.terrace.tier1.support;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.gc.ArrayObject;
import java.util.Arrays;

/**
 * The instructions on the elements of arrays, for each kind of Java array that has them: floats are there as their bits,
 * vectors as two longs, the low half first. Indices and counts are unsigned.
 *
 * <p>Single accesses leave the check of the index to Java, whose compiler takes it out of loops.
 */
public final class Elements {
    private Elements() {}

    private static Trap outOfBounds() {
        return new Trap(TrapKind.ARRAY_OUT_OF_BOUNDS);
    }

    private static void check(int index, int count, int length) {
        if (Integer.toUnsignedLong(index) + Integer.toUnsignedLong(count) > length) {
            throw outOfBounds();
        }
    }

    // array.get

    /** Returns an 8-bit element, sign-extended. */
    public static int get(byte[] elements, int index) {
        try {
            return elements[index];
        } catch (ArrayIndexOutOfBoundsException _) {
            throw outOfBounds();
        }
    }

    /** Returns a 16-bit element, sign-extended. */
    public static int get(short[] elements, int index) {
        try {
            return elements[index];
        } catch (ArrayIndexOutOfBoundsException _) {
            throw outOfBounds();
        }
    }

    /** Returns a 32-bit element. */
    public static int get(int[] elements, int index) {
        try {
            return elements[index];
        } catch (ArrayIndexOutOfBoundsException _) {
            throw outOfBounds();
        }
    }

    /** Returns a 64-bit element. */
    public static long get(long[] elements, int index) {
        try {
            return elements[index];
        } catch (ArrayIndexOutOfBoundsException _) {
            throw outOfBounds();
        }
    }

    /** Returns a reference. */
    public static Object get(Object[] elements, int index) {
        try {
            return elements[index];
        } catch (ArrayIndexOutOfBoundsException _) {
            throw outOfBounds();
        }
    }

    /** Returns the low half of a vector. */
    public static long low(long[] elements, int index) {
        check(index, 1, elements.length / 2);
        return elements[2 * index];
    }

    /** Returns the high half of a vector. */
    public static long high(long[] elements, int index) {
        check(index, 1, elements.length / 2);
        return elements[2 * index + 1];
    }

    // array.set

    /** Sets an 8-bit element. */
    public static void set(byte[] elements, int index, int value) {
        try {
            elements[index] = (byte) value;
        } catch (ArrayIndexOutOfBoundsException _) {
            throw outOfBounds();
        }
    }

    /** Sets a 16-bit element. */
    public static void set(short[] elements, int index, int value) {
        try {
            elements[index] = (short) value;
        } catch (ArrayIndexOutOfBoundsException _) {
            throw outOfBounds();
        }
    }

    /** Sets a 32-bit element. */
    public static void set(int[] elements, int index, int value) {
        try {
            elements[index] = value;
        } catch (ArrayIndexOutOfBoundsException _) {
            throw outOfBounds();
        }
    }

    /** Sets a 64-bit element. */
    public static void set(long[] elements, int index, long value) {
        try {
            elements[index] = value;
        } catch (ArrayIndexOutOfBoundsException _) {
            throw outOfBounds();
        }
    }

    /** Sets a reference. */
    public static void set(Object[] elements, int index, Object value) {
        try {
            elements[index] = value;
        } catch (ArrayIndexOutOfBoundsException _) {
            throw outOfBounds();
        }
    }

    /** Sets a vector. */
    public static void set(long[] elements, int index, long low, long high) {
        check(index, 1, elements.length / 2);
        elements[2 * index] = low;
        elements[2 * index + 1] = high;
    }

    // array.new: the elements are zero or null before

    /** Sets all elements. */
    public static void setAll(byte[] elements, int value) {
        if (value != 0) {
            Arrays.fill(elements, (byte) value);
        }
    }

    /** Sets all elements. */
    public static void setAll(short[] elements, int value) {
        if (value != 0) {
            Arrays.fill(elements, (short) value);
        }
    }

    /** Sets all elements. */
    public static void setAll(int[] elements, int value) {
        if (value != 0) {
            Arrays.fill(elements, value);
        }
    }

    /** Sets all elements. */
    public static void setAll(long[] elements, long value) {
        if (value != 0) {
            Arrays.fill(elements, value);
        }
    }

    /** Sets all elements. */
    public static void setAll(Object[] elements, Object value) {
        if (value != null) {
            Arrays.fill(elements, value);
        }
    }

    /** Sets all elements. */
    public static void setAll(long[] elements, long low, long high) {
        fill(elements, 0, low, high, elements.length / 2);
    }

    // array.fill

    /** Sets consecutive elements. */
    public static void fill(byte[] elements, int index, int value, int count) {
        check(index, count, elements.length);
        Arrays.fill(elements, index, index + count, (byte) value);
    }

    /** Sets consecutive elements. */
    public static void fill(short[] elements, int index, int value, int count) {
        check(index, count, elements.length);
        Arrays.fill(elements, index, index + count, (short) value);
    }

    /** Sets consecutive elements. */
    public static void fill(int[] elements, int index, int value, int count) {
        check(index, count, elements.length);
        Arrays.fill(elements, index, index + count, value);
    }

    /** Sets consecutive elements. */
    public static void fill(long[] elements, int index, long value, int count) {
        check(index, count, elements.length);
        Arrays.fill(elements, index, index + count, value);
    }

    /** Sets consecutive elements. */
    public static void fill(Object[] elements, int index, Object value, int count) {
        check(index, count, elements.length);
        Arrays.fill(elements, index, index + count, value);
    }

    /** Sets consecutive elements. */
    public static void fill(long[] elements, int index, long low, long high, int count) {
        check(index, count, elements.length / 2);
        for (int at = 2 * index; at < 2 * (index + count); at += 2) {
            elements[at] = low;
            elements[at + 1] = high;
        }
    }

    // array.copy

    /** Copies elements. */
    public static void copy(byte[] to, int index, byte[] from, int fromIndex, int count) {
        check(index, count, to.length);
        check(fromIndex, count, from.length);
        System.arraycopy(from, fromIndex, to, index, count);
    }

    /** Copies elements. */
    public static void copy(short[] to, int index, short[] from, int fromIndex, int count) {
        check(index, count, to.length);
        check(fromIndex, count, from.length);
        System.arraycopy(from, fromIndex, to, index, count);
    }

    /** Copies elements. */
    public static void copy(int[] to, int index, int[] from, int fromIndex, int count) {
        check(index, count, to.length);
        check(fromIndex, count, from.length);
        System.arraycopy(from, fromIndex, to, index, count);
    }

    /** Copies elements. */
    public static void copy(long[] to, int index, long[] from, int fromIndex, int count) {
        check(index, count, to.length);
        check(fromIndex, count, from.length);
        System.arraycopy(from, fromIndex, to, index, count);
    }

    /** Copies elements. */
    public static void copy(Object[] to, int index, Object[] from, int fromIndex, int count) {
        check(index, count, to.length);
        check(fromIndex, count, from.length);
        System.arraycopy(from, fromIndex, to, index, count);
    }

    /** Copies vectors. */
    public static void copyVectors(long[] to, int index, long[] from, int fromIndex, int count) {
        check(index, count, to.length / 2);
        check(fromIndex, count, from.length / 2);
        System.arraycopy(from, 2 * fromIndex, to, 2 * index, 2 * count);
    }

    // Segments

    /** Executes {@code array.init_data}. */
    public static void initData(Object array, int index, int offset, int count, Context context, int data) {
        object(array).initData(index, context.instance.data(data), offset, count);
    }

    /** Executes {@code array.init_elem}. */
    public static void initElements(Object array, int index, int offset, int count, Context context, int segment) {
        object(array).initElements(index, context.instance.elements(segment), offset, count);
    }

    private static ArrayObject object(Object reference) {
        return (ArrayObject) References.array(reference);
    }

    /** Executes {@code array.new_data}. */
    public static Object ofData(int offset, int length, Context context, int type, int data) {
        return context.code().array(type).createFrom(context.instance.data(data), offset, length);
    }

    /** Executes {@code array.new_elem}. */
    public static Object ofElements(int offset, int length, Context context, int type, int segment) {
        return context.code().array(type).createFrom(context.instance.elements(segment), offset, length);
    }
}
