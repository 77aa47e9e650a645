package dev.terrace.runtime.numeric;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point instructions by the specification's words: an exact decimal result, rounded once. Both formats are
 * computed on doubles, which hold every f32; {@code f32} says which format a result is rounded to.
 */
final class FloatReference {
    /** A quotient or root that lies halfway between two numbers of either format has fewer digits than this. */
    private static final MathContext DIGITS = new MathContext(800);

    private FloatReference() {}

    static double add(double a, double b, boolean f32) {
        return isFinite(a, b) ? rounded(exact(a).add(exact(b)), a + b, f32) : a + b;
    }

    static double sub(double a, double b, boolean f32) {
        return add(a, -b, f32);
    }

    static double mul(double a, double b, boolean f32) {
        return isFinite(a, b) ? rounded(exact(a).multiply(exact(b)), a * b, f32) : a * b;
    }

    static double div(double a, double b, boolean f32) {
        return isFinite(a, b) && b != 0 ? rounded(exact(a).divide(exact(b), DIGITS), a / b, f32) : a / b;
    }

    static double fma(double a, double b, double c, boolean f32) {
        if (isFinite(a, b)) {
            if (!Double.isFinite(c)) {
                return c;
            }
            BigDecimal product = exact(a).multiply(exact(b));
            return rounded(product.add(exact(c)), product.signum() == 0 ? a * b + c : 0.0, f32);
        }
        return a * b + c;
    }

    static double sqrt(double a, boolean f32) {
        if (a > 0 && a < Double.POSITIVE_INFINITY) {
            return rounded(exact(a).sqrt(new MathContext(60)), 0, f32);
        }
        return a == 0 || a == Double.POSITIVE_INFINITY ? a : Double.NaN;
    }

    static double min(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.NaN;
        }
        boolean aFirst = a < b || (a == b && Double.doubleToRawLongBits(a) < 0);
        return aFirst ? a : b;
    }

    static double max(double a, double b) {
        return -min(-a, -b);
    }

    static double toIntegral(double a, RoundingMode mode) {
        if (!Double.isFinite(a)) {
            return a;
        }
        return Math.copySign(exact(a).setScale(0, mode).doubleValue(), a);
    }

    static double demote(double a) {
        return Double.isFinite(a) ? rounded(exact(a), a, true) : a;
    }

    /** Returns the integer part, far out of every range for an infinity. */
    static BigInteger truncated(double a) {
        return Double.isInfinite(a)
                ? BigInteger.ONE.shiftLeft(2000).multiply(BigInteger.valueOf((long) Math.signum(a)))
                : exact(a).toBigInteger();
    }

    private static boolean isFinite(double a, double b) {
        return Double.isFinite(a) && Double.isFinite(b);
    }

    private static BigDecimal exact(double a) {
        return new BigDecimal(a);
    }

    /** Rounds an exact result; {@code zero} is the result where that is zero, and has the right sign. */
    private static double rounded(BigDecimal exact, double zero, boolean f32) {
        if (exact.signum() == 0) {
            return zero;
        }
        return Math.copySign(f32 ? exact.floatValue() : exact.doubleValue(), exact.signum());
    }
}
