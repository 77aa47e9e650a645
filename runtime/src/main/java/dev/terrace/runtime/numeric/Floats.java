package dev.terrace.runtime.numeric;

import dev.terrace.Trap;
import dev.terrace.TrapKind;

/**
 * Floating-point instructions and conversions (specification, sections 4.3.3 and 4.3.4) that Java's operators alone do
 * not give. {@code +}, {@code -}, {@code *}, {@code /}, the comparisons and {@link Math#sqrt} are right as they are.
 *
 * <p><b>NaN.</b> Loads, stores, constants, reinterpretations, {@code abs}, {@code neg}, {@code copysign}, {@code pmin}
 * and {@code pmax} keep every bit, also of signalling NaNs; so bits travel through {@code floatToRawIntBits} and {@code
 * doubleToRawLongBits}, never through their canonicalising twins. Arithmetic must give a quiet NaN. The processor's
 * instructions see to that; methods of {@link Math} that are sometimes run as plain Java may hand a signalling operand
 * back, and are followed by {@code x + x}, which makes it quiet and keeps its payload. A canonical operand so gives a
 * canonical result, as the specification demands.
 */
public final class Floats {
    private static final double TWO_TO_31 = 0x1p31;
    private static final double TWO_TO_32 = 0x1p32;
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private Floats() {}

    // Bits

    /** {@code f32.abs}: clears the sign, of a NaN too. */
    public static float abs(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) & Integer.MAX_VALUE);
    }

    /** {@code f64.abs}: clears the sign, of a NaN too. */
    public static double abs(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) & Long.MAX_VALUE);
    }

    /** {@code f32.neg}: flips the sign, of a NaN too. */
    public static float neg(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) ^ Integer.MIN_VALUE);
    }

    /** {@code f64.neg}: flips the sign, of a NaN too. */
    public static double neg(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) ^ Long.MIN_VALUE);
    }

    /** {@code f32.copysign}: {@code a} with the sign of {@code b}. */
    public static float copysign(float a, float b) {
        int magnitude = Float.floatToRawIntBits(a) & Integer.MAX_VALUE;
        return Float.intBitsToFloat(magnitude | (Float.floatToRawIntBits(b) & Integer.MIN_VALUE));
    }

    /** {@code f64.copysign}: {@code a} with the sign of {@code b}. */
    public static double copysign(double a, double b) {
        long magnitude = Double.doubleToRawLongBits(a) & Long.MAX_VALUE;
        return Double.longBitsToDouble(magnitude | (Double.doubleToRawLongBits(b) & Long.MIN_VALUE));
    }

    // Minimum and maximum

    /** {@code f32.min}: a NaN if either is one; -0 is less than +0. */
    public static float min(float a, float b) {
        float least = Math.min(a, b);
        return Float.isNaN(least) ? a + b : least;
    }

    /** {@code f64.min}: a NaN if either is one; -0 is less than +0. */
    public static double min(double a, double b) {
        double least = Math.min(a, b);
        return Double.isNaN(least) ? a + b : least;
    }

    /** {@code f32.max}: a NaN if either is one; +0 is greater than -0. */
    public static float max(float a, float b) {
        float greatest = Math.max(a, b);
        return Float.isNaN(greatest) ? a + b : greatest;
    }

    /** {@code f64.max}: a NaN if either is one; +0 is greater than -0. */
    public static double max(double a, double b) {
        double greatest = Math.max(a, b);
        return Double.isNaN(greatest) ? a + b : greatest;
    }

    /** A lane of {@code f32x4.pmin}: {@code b} if it is less, else {@code a}. */
    public static float pmin(float a, float b) {
        return b < a ? b : a;
    }

    /** A lane of {@code f64x2.pmin}: {@code b} if it is less, else {@code a}. */
    public static double pmin(double a, double b) {
        return b < a ? b : a;
    }

    /** A lane of {@code f32x4.pmax}: {@code b} if it is greater, else {@code a}. */
    public static float pmax(float a, float b) {
        return a < b ? b : a;
    }

    /** A lane of {@code f64x2.pmax}: {@code b} if it is greater, else {@code a}. */
    public static double pmax(double a, double b) {
        return a < b ? b : a;
    }

    // Rounding. An f32 takes the way over f64: the conversion is exact there, exact back for integral values, and
    // makes a NaN quiet.

    /** {@code f32.ceil}. */
    public static float ceil(float a) {
        return (float) Math.ceil(a);
    }

    /** {@code f64.ceil}. */
    public static double ceil(double a) {
        return Double.isNaN(a) ? a + a : Math.ceil(a);
    }

    /** {@code f32.floor}. */
    public static float floor(float a) {
        return (float) Math.floor(a);
    }

    /** {@code f64.floor}. */
    public static double floor(double a) {
        return Double.isNaN(a) ? a + a : Math.floor(a);
    }

    /** {@code f32.trunc}: rounds towards zero and keeps the sign of a zero. */
    public static float trunc(float a) {
        return (float) trunc((double) a);
    }

    /** {@code f64.trunc}: rounds towards zero and keeps the sign of a zero. */
    public static double trunc(double a) {
        return Double.isNaN(a) ? a + a : copysign(Math.floor(abs(a)), a);
    }

    /** {@code f32.nearest}: rounds to the nearest integral value, ties to even. */
    public static float nearest(float a) {
        return (float) Math.rint(a);
    }

    /** {@code f64.nearest}: rounds to the nearest integral value, ties to even. */
    public static double nearest(double a) {
        return Double.isNaN(a) ? a + a : Math.rint(a);
    }

    // Square roots

    /** {@code f32.sqrt}. Correctly rounded: f64 has more than twice the digits, so that rounding twice is harmless. */
    public static float sqrt(float a) {
        return (float) Math.sqrt(a);
    }

    /** {@code f64.sqrt}. */
    public static double sqrt(double a) {
        return Math.sqrt(a);
    }

    // Between the two widths

    /**
     * {@code f32.demote_f64}. A NaN is made quiet by an addition, since the compiler may take the conversion of a
     * converted value to be the value itself.
     */
    public static float demote(double a) {
        float demoted = (float) a;
        return Float.isNaN(demoted) ? demoted + demoted : demoted;
    }

    /** {@code f64.promote_f32}. As for {@link #demote}, an addition makes a NaN quiet. */
    public static double promote(float a) {
        double promoted = a;
        return Double.isNaN(promoted) ? promoted + promoted : promoted;
    }

    // From unsigned integers. Java's casts convert the signed ones with the right rounding.

    /** {@code f32.convert_i32_u}. */
    public static float i32UToF32(int a) {
        return Integer.toUnsignedLong(a);
    }

    /** {@code f64.convert_i32_u}. */
    public static double i32UToF64(int a) {
        return Integer.toUnsignedLong(a);
    }

    /** {@code f32.convert_i64_u}, rounded to nearest, ties to even. */
    public static float i64UToF32(long a) {
        return a >= 0 ? (float) a : (float) halfToOdd(a) * 2;
    }

    /** {@code f64.convert_i64_u}, rounded to nearest, ties to even. */
    public static double i64UToF64(long a) {
        return a >= 0 ? (double) a : (double) halfToOdd(a) * 2;
    }

    /**
     * Half of an unsigned value. The bit that drops out stays as a sticky bit: 63 bits are so many more than a float
     * or double keeps that it only ever decides ties.
     */
    private static long halfToOdd(long a) {
        return (a >>> 1) | (a & 1);
    }

    // To integers, trapping. Each serves f32 and f64, since an f32 widens to a double exactly.

    /** {@code i32.trunc_f32_s} and {@code i32.trunc_f64_s}. Traps on NaN and where the integer is not an i32. */
    public static int truncToI32S(double a) {
        if (a > -TWO_TO_31 - 1 && a < TWO_TO_31) {
            return (int) a;
        }
        throw notConvertible(a);
    }

    /** {@code i32.trunc_f32_u} and {@code i32.trunc_f64_u}. Traps on NaN and where the integer is not a u32. */
    public static int truncToI32U(double a) {
        if (a > -1 && a < TWO_TO_32) {
            return (int) (long) a;
        }
        throw notConvertible(a);
    }

    /** {@code i64.trunc_f32_s} and {@code i64.trunc_f64_s}. Traps on NaN and where the integer is not an i64. */
    public static long truncToI64S(double a) {
        if (a >= -TWO_TO_63 && a < TWO_TO_63) {
            return (long) a;
        }
        throw notConvertible(a);
    }

    /** {@code i64.trunc_f32_u} and {@code i64.trunc_f64_u}. Traps on NaN and where the integer is not a u64. */
    public static long truncToI64U(double a) {
        if (a > -1 && a < TWO_TO_64) {
            return truncSatToI64U(a);
        }
        throw notConvertible(a);
    }

    private static Trap notConvertible(double a) {
        return new Trap(Double.isNaN(a) ? TrapKind.INVALID_CONVERSION : TrapKind.INTEGER_OVERFLOW);
    }

    // To integers, saturating: NaN gives 0, what is out of range the nearest end. Java's casts do the same.

    /** {@code i32.trunc_sat_f32_s} and {@code i32.trunc_sat_f64_s}. */
    public static int truncSatToI32S(double a) {
        return (int) a;
    }

    /** {@code i32.trunc_sat_f32_u} and {@code i32.trunc_sat_f64_u}. */
    public static int truncSatToI32U(double a) {
        return (int) Math.min(Math.max((long) a, 0), 0xFFFF_FFFFL);
    }

    /** {@code i64.trunc_sat_f32_s} and {@code i64.trunc_sat_f64_s}. */
    public static long truncSatToI64S(double a) {
        return (long) a;
    }

    /** {@code i64.trunc_sat_f32_u} and {@code i64.trunc_sat_f64_u}. The upper half of the range is converted 2^63 lower. */
    public static long truncSatToI64U(double a) {
        return a >= TWO_TO_63 ? (long) (a - TWO_TO_63) ^ Long.MIN_VALUE : Math.max((long) a, 0);
    }
}
