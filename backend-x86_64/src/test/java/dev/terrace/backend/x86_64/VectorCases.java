package dev.terrace.backend.x86_64;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Operands that tests of vector instructions compute with: every pair of lanes at the edges of their types, and random bits. */
final class VectorCases {
    /** A v128: bytes 0 to 7 in the low half. */
    record Vector(long low, long high) {
        @Override
        public String toString() {
            return "%016x_%016x".formatted(high, low);
        }
    }

    /** The operands of an instruction that has up to three: vectors, or in their place a vector and an integer. */
    record Operands(Vector a, Vector b, Vector c, long integer) {
        /** Returns a vector by its number. */
        Vector vector(int number) {
            return number == 0 ? a : number == 1 ? b : c;
        }
    }

    private static final int RANDOM_CASES = 200;
    private static final int VECTOR_BYTES = 16;

    private static final int[] BYTES = {
        0, 1, 2, 3, 0x0F, 0x10, 0x40, 0x7E, 0x7F, 0x80, 0x81, 0xAA, 0xC0, 0xF0, 0xFE, 0xFF
    };

    private static final int[] WORDS = {
        0, 1, 2, 3, 0x7F, 0x80, 0xFF, 0x100, 0x4000, 0x5555, 0x7FFE, 0x7FFF, 0x8000, 0x8001, 0xFF7F, 0xFF80, 0xFF81,
        0xFFFF
    };

    private static final int[] DOUBLE_WORDS = {
        0,
        1,
        2,
        0xFF,
        0x7FFF,
        0x8000,
        0xFFFF,
        0x1_0000,
        0xFF_FFFF,
        0x100_0001,
        0x7FFF_FFBF,
        0x7FFF_FFC0,
        0x7FFF_FFFE,
        0x7FFF_FFFF,
        0x8000_0000,
        0x8000_0001,
        0x8000_0080,
        0x8000_00C0,
        0xFFFF_0000,
        0xFFFF_7FFF,
        0xFFFF_8000,
        0xFFFF_FF7F,
        0xFFFF_FF80,
        0xFFFF_FFFE,
        0xFFFF_FFFF
    };

    private static final long[] QUAD_WORDS = {
        0,
        1,
        2,
        0xFFFF_FFFFL,
        0x1_0000_0000L,
        0x7FFF_FFFFL,
        0x8000_0000L,
        0x1234_5678_9ABC_DEF0L,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        0xFFFF_FFFF_0000_0000L,
        0x8000_0000_7FFF_FFFFL,
        -2,
        -1
    };

    private static final float[] FLOATS = {
        0,
        0.1f,
        0.49999997f,
        0.5f,
        0.99999994f,
        1,
        1.5f,
        2.5f,
        3.5f,
        127.5f,
        65535.99f,
        8388607.5f,
        8388609,
        16777217,
        0x1p31f,
        0x1.fffffep30f,
        0x1.000002p31f,
        0x1p32f,
        0x1.fffffep31f,
        0x1.000002p32f,
        0x1p63f,
        1e30f,
        3e38f,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        0x0.fffffep-126f,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY
    };

    /** Bits of NaNs: canonical, quiet with a payload, signalling. */
    private static final int[] FLOAT_NANS = {0x7FC0_0000, 0x7FC0_0001, 0x7FF1_2345, 0x7F80_0001, 0x7FA0_0000};

    private static final double[] DOUBLES = {
        0,
        0.1,
        0.49999999999999994,
        0.5,
        0.9999999999999999,
        1,
        1.5,
        2.5,
        3.5,
        2147483646.5,
        2147483647,
        2147483647.5,
        2147483648.0,
        2147483648.5,
        2147483649.0,
        4294967294.5,
        4294967295.0,
        4294967295.5,
        4294967296.0,
        4294967297.0,
        0x1p52,
        0x1p52 - 0.5,
        0x1p53 + 2,
        0x1p63,
        1e300,
        1e-310,
        3.5e38,
        1e-40,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY
    };

    private static final long[] DOUBLE_NANS = {
        0x7FF8_0000_0000_0000L,
        0x7FF8_0000_0000_0001L,
        0x7FFF_1234_5678_9ABCL,
        0x7FF0_0000_0000_0001L,
        0x7FF4_0000_2000_0000L
    };

    /** Counts of shifts, and what may go into lanes. */
    private static final long[] INTEGERS = {
        0,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        15,
        16,
        17,
        31,
        32,
        33,
        63,
        64,
        65,
        127,
        128,
        255,
        0x7FFF,
        0x8000,
        0x7FFF_FFFF,
        0x8000_0000L,
        0xFFFF_FFFFL,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private static final List<Operands> ALL = all();

    private VectorCases() {}

    /** Returns all operands. */
    static List<Operands> operands() {
        return ALL;
    }

    /** Returns vectors of which some have each of the edges in some lane. */
    static List<Vector> vectors() {
        return ALL.stream().map(Operands::b).distinct().toList();
    }

    private static List<Operands> all() {
        List<Operands> all = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        addPairs(all, random, Byte.BYTES, lanes(BYTES));
        addPairs(all, random, Short.BYTES, lanes(WORDS));
        addPairs(all, random, Integer.BYTES, lanes(DOUBLE_WORDS));
        addPairs(all, random, Long.BYTES, QUAD_WORDS);
        addPairs(all, random, Integer.BYTES, floats());
        addPairs(all, random, Long.BYTES, doubles());
        for (int i = 0; i < RANDOM_CASES; i++) {
            add(all, random(random), random(random), random(random));
        }
        return List.copyOf(all);
    }

    private static void add(List<Operands> all, Vector a, Vector b, Vector c) {
        all.add(new Operands(a, b, c, INTEGERS[all.size() % INTEGERS.length]));
    }

    private static Vector random(SplittableRandom random) {
        return new Vector(random.nextLong(), random.nextLong());
    }

    private static long[] lanes(int[] values) {
        long[] lanes = new long[values.length];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = values[i];
        }
        return lanes;
    }

    /** Returns the bits of numbers and their negations. */
    private static long[] floats() {
        long[] lanes = new long[2 * (FLOATS.length + FLOAT_NANS.length)];
        for (int i = 0; i < lanes.length / 2; i++) {
            int bits = i < FLOATS.length ? Float.floatToRawIntBits(FLOATS[i]) : FLOAT_NANS[i - FLOATS.length];
            lanes[2 * i] = bits;
            lanes[2 * i + 1] = bits ^ Integer.MIN_VALUE;
        }
        return lanes;
    }

    private static long[] doubles() {
        long[] lanes = new long[2 * (DOUBLES.length + DOUBLE_NANS.length)];
        for (int i = 0; i < lanes.length / 2; i++) {
            long bits = i < DOUBLES.length ? Double.doubleToRawLongBits(DOUBLES[i]) : DOUBLE_NANS[i - DOUBLES.length];
            lanes[2 * i] = bits;
            lanes[2 * i + 1] = bits ^ Long.MIN_VALUE;
        }
        return lanes;
    }

    /** Adds operands in which each lane of a list meets each other one. */
    private static void addPairs(List<Operands> all, SplittableRandom random, int width, long[] lanes) {
        int count = VECTOR_BYTES / width;
        for (long first : lanes) {
            for (int from = 0; from < lanes.length; from += count) {
                ByteBuffer a = buffer();
                ByteBuffer b = buffer();
                ByteBuffer c = buffer();
                for (int i = 0; i < count; i++) {
                    put(a, width, first);
                    put(b, width, lanes[(from + i) % lanes.length]);
                    put(c, width, lanes[random.nextInt(lanes.length)]);
                }
                add(all, vector(a), vector(b), vector(c));
            }
        }
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(VECTOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(ByteBuffer buffer, int width, long lane) {
        switch (width) {
            case Byte.BYTES -> buffer.put((byte) lane);
            case Short.BYTES -> buffer.putShort((short) lane);
            case Integer.BYTES -> buffer.putInt((int) lane);
            default -> buffer.putLong(lane);
        }
    }

    private static Vector vector(ByteBuffer buffer) {
        return new Vector(buffer.getLong(0), buffer.getLong(Long.BYTES));
    }
}
