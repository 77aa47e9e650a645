package dev.terrace.tests.random;

import java.util.SplittableRandom;

/** Values that programs go wrong with, mixed with values of all sizes. */
final class EdgeValues {
    private static final int[] F32 = {
        0x00000000, 0x80000000, 0x3f800000, 0xbf800000, 0x7f800000, 0xff800000, // zeros, ones, infinities
        0x00000001, 0x80000001, 0x007fffff, 0x00800000, 0x7f7fffff, 0xff7fffff, // denormal, smallest, largest
        0x7fc00000, 0xffc00000, 0x7fc00001, 0x7f800001, 0xffbfffff, 0x7fffffff, // quiet and signalling NaNs
        0x4f000000, 0xcf000000, 0x4effffff, 0x4f800000, 0x4f7fffff, 0x5f000000, // the ends of integer types
        0xdf000000, 0x5effffff, 0x5f800000, 0x4b000001, 0x3f000000, 0xbf000000, // halves
        0x40200000, 0x3effffff, 0x33800000, 0x34000000
    };
    private static final long[] F64 = {
        0x0000000000000000L, 0x8000000000000000L, 0x3ff0000000000000L, 0xbff0000000000000L,
        0x7ff0000000000000L, 0xfff0000000000000L, 0x0000000000000001L, 0x8000000000000001L,
        0x000fffffffffffffL, 0x0010000000000000L, 0x7fefffffffffffffL, 0xffefffffffffffffL,
        0x7ff8000000000000L, 0xfff8000000000000L, 0x7ff8000000000001L, 0x7ff0000000000001L,
        0xfff7ffffffffffffL, 0x7fffffffffffffffL, 0x41e0000000000000L, 0xc1e0000000000000L,
        0xc1e0000000200000L, 0x41dfffffffc00000L, 0x41f0000000000000L, 0x41efffffffe00000L,
        0x43e0000000000000L, 0xc3e0000000000000L, 0x43dfffffffffffffL, 0x43f0000000000000L,
        0x43efffffffffffffL, 0x3fe0000000000000L, 0xbfe0000000000000L, 0x4004000000000000L,
        0x3fdfffffffffffffL, 0x47efffffe0000000L, 0x36a0000000000000L, 0x47effffff0000000L
    };

    private EdgeValues() {}

    static int i32(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> random.nextInt(-3, 17);
            case 2 -> 1 << random.nextInt(32);
            case 3 -> (1 << random.nextInt(32)) - 1;
            case 4 -> -(1 << random.nextInt(32));
            case 5 -> random.nextBoolean() ? Integer.MIN_VALUE : Integer.MAX_VALUE;
            case 6 -> random.nextInt(256) << 8 * random.nextInt(4);
            default -> random.nextInt();
        };
    }

    static long i64(SplittableRandom random) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> random.nextInt(-3, 17);
            case 2 -> 1L << random.nextInt(64);
            case 3 -> (1L << random.nextInt(64)) - 1;
            case 4 -> -(1L << random.nextInt(64));
            case 5 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
            case 6 -> random.nextInt();
            case 7 -> Integer.toUnsignedLong(i32(random));
            default -> random.nextLong();
        };
    }

    /** Returns the bits of an f32. */
    static int f32(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> F32[random.nextInt(F32.length)];
            case 3, 4 -> Float.floatToRawIntBits(random.nextInt(-1000, 1000) / 8f);
            default -> random.nextInt();
        };
    }

    /** Returns the bits of an f64. */
    static long f64(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> F64[random.nextInt(F64.length)];
            case 3, 4 -> Double.doubleToRawLongBits(random.nextInt(-1000, 1000) / 8d);
            default -> random.nextLong();
        };
    }

    /** Returns half of a vector: lanes of some shape. */
    static long v128(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> (long) f32(random) << 32 | f32(random) & 0xffffffffL;
            case 2 -> f64(random);
            case 3 -> (long) i32(random) << 32 | i32(random) & 0xffffffffL;
            case 4 -> i64(random);
            default -> random.nextLong();
        };
    }
}
