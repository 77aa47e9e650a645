package dev.terrace.runtime.numeric;

import dev.terrace.core.opcode.Opcode;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Vector instructions by the specification's words: a loop over lanes, each computed alone, the operation read off the
 * instruction's name. A v128 is its sixteen bytes in memory order.
 */
final class VectorReference {
    private final String name;
    private final boolean signed;
    private final Shape shape;
    private final byte[] a;
    private final byte[] b;
    private final byte[] c;
    private final long scalar;
    private final int[] immediates;

    /** How many lanes of how many bits. */
    record Shape(boolean isFloat, int bits, int lanes) {
        static Shape of(String text) {
            if (text.equals("v128")) {
                return new Shape(false, 8, 16);
            }
            int x = text.indexOf('x');
            return new Shape(
                    text.startsWith("f"),
                    Integer.parseInt(text.substring(1, x)),
                    Integer.parseInt(text.substring(x + 1)));
        }

        /** Returns the lanes' values, extended by their sign or with zeros. */
        long[] values(byte[] vector, boolean signed) {
            long[] values = new long[lanes];
            for (int lane = 0; lane < lanes; lane++) {
                for (int i = bits / 8 - 1; i >= 0; i--) {
                    values[lane] = values[lane] << 8 | (vector[lane * bits / 8 + i] & 0xFF);
                }
                if (signed) {
                    values[lane] = values[lane] << (64 - bits) >> (64 - bits);
                }
            }
            return values;
        }

        byte[] vector(long[] values) {
            byte[] vector = new byte[16];
            for (int lane = 0; lane < lanes; lane++) {
                for (int i = 0; i < bits / 8; i++) {
                    vector[lane * bits / 8 + i] = (byte) (values[lane] >>> 8 * i);
                }
            }
            return vector;
        }

        double[] floats(byte[] vector) {
            double[] floats = new double[lanes];
            long[] values = values(vector, false);
            for (int lane = 0; lane < lanes; lane++) {
                floats[lane] =
                        bits == 32 ? Float.intBitsToFloat((int) values[lane]) : Double.longBitsToDouble(values[lane]);
            }
            return floats;
        }

        byte[] vector(double[] floats) {
            long[] values = new long[lanes];
            for (int lane = 0; lane < lanes; lane++) {
                values[lane] = bits == 32
                        ? Float.floatToRawIntBits((float) floats[lane])
                        : Double.doubleToRawLongBits(floats[lane]);
            }
            return vector(values);
        }

        long least(boolean signed) {
            return signed ? -1L << (bits - 1) : 0;
        }

        long greatest(boolean signed) {
            return signed ? (1L << (bits - 1)) - 1 : (1L << bits) - 1;
        }

        long clamp(long value, boolean signed) {
            return Math.max(least(signed), Math.min(greatest(signed), value));
        }
    }

    /**
     * @param scalar the i32, i64, or bits of the f32 or f64, of instructions with a scalar operand
     * @param immediates the numbers of lanes
     */
    VectorReference(Opcode op, byte[] a, byte[] b, byte[] c, long scalar, int... immediates) {
        String text = op.text();
        int dot = text.indexOf('.');
        String full = text.substring(dot + 1);
        this.signed = full.contains("_s_") || full.endsWith("_s");
        this.shape = Shape.of(text.substring(0, dot));
        this.name = full.replaceAll("_[su](_zero)?$", "");
        this.a = a.clone();
        this.b = b.clone();
        this.c = c.clone();
        this.scalar = scalar;
        this.immediates = immediates.clone();
    }

    /** Returns whether the result is floating-point numbers that were computed, so that NaNs may differ. */
    boolean isFloatArithmetic() {
        return shape.isFloat()
                && switch (name) {
                    case "abs", "neg", "pmin", "pmax", "splat", "replace_lane", "eq", "ne", "lt", "gt", "le", "ge" ->
                        false;
                    default -> true;
                };
    }

    /** Returns the i32, i64, or bits of the f32 or f64, of an instruction with a scalar result. */
    long scalarResult() {
        long[] x = shape.values(a, signed);
        switch (name) {
            case "extract_lane" -> {
                return x[immediates[0]];
            }
            case "any_true" -> {
                return any(x, value -> value != 0);
            }
            case "all_true" -> {
                return 1 - any(x, value -> value == 0);
            }
            case "bitmask" -> {
                long mask = 0;
                long[] values = shape.values(a, true);
                for (int lane = 0; lane < shape.lanes(); lane++) {
                    mask |= values[lane] < 0 ? 1L << lane : 0;
                }
                return mask;
            }
            default -> throw new IllegalArgumentException(name);
        }
    }

    private static long any(long[] values, LongPredicate condition) {
        return Arrays.stream(values).anyMatch(condition) ? 1 : 0;
    }

    byte[] vectorResult() {
        int arrow = name.indexOf("_i");
        int floatArrow = name.indexOf("_f");
        if (name.startsWith("relaxed_dot")) {
            return relaxedDot();
        } else if (floatArrow > 0) {
            return fromFloats(Shape.of(operandShape(floatArrow)));
        } else if (arrow > 0) {
            return fromIntegers(Shape.of(operandShape(arrow)));
        }
        return switch (name) {
            case "shuffle", "swizzle", "relaxed_swizzle" -> selectBytes();
            case "splat", "replace_lane" -> placeScalar();
            case "bitselect", "relaxed_laneselect" -> bitselect();
            default -> shape.isFloat() ? floatLanes() : integerLanes();
        };
    }

    private String operandShape(int arrow) {
        return name.substring(arrow + 1).replaceAll("_.*", "");
    }

    private byte[] selectBytes() {
        byte[] result = new byte[16];
        for (int i = 0; i < 16; i++) {
            int index = name.equals("shuffle") ? immediates[i] : b[i] & 0xFF;
            if (index < 16) {
                result[i] = a[index];
            } else if (name.equals("shuffle")) {
                result[i] = b[index - 16];
            }
        }
        return result;
    }

    private byte[] placeScalar() {
        long[] values = shape.values(a, false);
        for (int lane = 0; lane < shape.lanes(); lane++) {
            if (name.equals("splat") || lane == immediates[0]) {
                values[lane] = scalar;
            }
        }
        return shape.vector(values);
    }

    private byte[] bitselect() {
        byte[] result = new byte[16];
        for (int i = 0; i < 16; i++) {
            result[i] = (byte) ((a[i] & c[i]) | (b[i] & ~c[i]));
        }
        return result;
    }

    private byte[] integerLanes() {
        long[] x = shape.values(a, signed);
        long[] y = shape.values(b, signed);
        for (int lane = 0; lane < shape.lanes(); lane++) {
            x[lane] = integer(x[lane], y[lane]);
        }
        return shape.vector(x);
    }

    private long integer(long x, long y) {
        int count = (int) scalar & (shape.bits() - 1);
        return switch (name) {
            case "add" -> x + y;
            case "sub" -> x - y;
            case "mul" -> x * y;
            case "neg" -> -x;
            case "abs" -> Math.abs(x << (64 - shape.bits()) >> (64 - shape.bits()));
            case "add_sat" -> shape.clamp(x + y, signed);
            case "sub_sat" -> shape.clamp(x - y, signed);
            case "min" -> Math.min(x, y);
            case "max" -> Math.max(x, y);
            case "avgr" -> (x + y + 1) / 2;
            case "q15mulr_sat", "relaxed_q15mulr" -> shape.clamp(Math.floorDiv(x * y + 0x4000, 0x8000), true);
            case "popcnt" -> Long.bitCount(x);
            case "shl" -> x << count;
            case "shr" -> signed ? x >> count : x >>> count;
            case "not" -> ~x;
            case "and" -> x & y;
            case "andnot" -> x & ~y;
            case "or" -> x | y;
            case "xor" -> x ^ y;
            case "eq" -> x == y ? -1 : 0;
            case "ne" -> x != y ? -1 : 0;
            case "lt" -> x < y ? -1 : 0;
            case "gt" -> x > y ? -1 : 0;
            case "le" -> x <= y ? -1 : 0;
            case "ge" -> x >= y ? -1 : 0;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Conversions from integer lanes of another shape. */
    private byte[] fromIntegers(Shape from) {
        String operation = name.substring(0, name.indexOf("_i"));
        boolean narrow = operation.equals("narrow");
        long[] x = from.values(a, signed || narrow);
        long[] y = from.values(b, signed || narrow);
        int high = operation.endsWith("_high") ? shape.lanes() : 0;
        long[] result = new long[shape.lanes()];
        for (int i = 0; i < result.length; i++) {
            result[i] = switch (operation) {
                case "narrow" -> shape.clamp(i < from.lanes() ? x[i] : y[i - from.lanes()], signed);
                case "extend_low", "extend_high" -> x[high + i];
                case "extmul_low", "extmul_high" -> x[high + i] * y[high + i];
                case "extadd_pairwise" -> x[2 * i] + x[2 * i + 1];
                case "dot" -> x[2 * i] * y[2 * i] + x[2 * i + 1] * y[2 * i + 1];
                case "convert", "convert_low" -> {
                    BigInteger exact = BigInteger.valueOf(x[i]);
                    yield shape.bits() == 32
                            ? Float.floatToRawIntBits(exact.floatValue())
                            : Double.doubleToRawLongBits(exact.doubleValue());
                }
                default -> throw new IllegalArgumentException(name);
            };
        }
        return shape.vector(result);
    }

    private byte[] relaxedDot() {
        long[] x = new Shape(false, 8, 16).values(a, true);
        long[] y = new Shape(false, 8, 16).values(b, true);
        long[] z = shape.values(c, true);
        Shape pairs = new Shape(false, 16, 8);
        long[] dots = new long[8];
        for (int i = 0; i < 8; i++) {
            dots[i] = pairs.clamp(x[2 * i] * y[2 * i] + x[2 * i + 1] * y[2 * i + 1], true);
        }
        if (shape.equals(pairs)) {
            return shape.vector(dots);
        }
        for (int i = 0; i < 4; i++) {
            z[i] += dots[2 * i] + dots[2 * i + 1];
        }
        return shape.vector(z);
    }

    /** Conversions from floating-point lanes. */
    private byte[] fromFloats(Shape from) {
        double[] x = from.floats(a);
        int count = Math.min(from.lanes(), shape.lanes());
        if (shape.isFloat()) {
            double[] result = new double[shape.lanes()];
            for (int i = 0; i < count; i++) {
                result[i] = shape.bits() == 32 ? FloatReference.demote(x[i]) : x[i];
            }
            return shape.vector(result);
        }
        long[] result = new long[shape.lanes()];
        for (int i = 0; i < count; i++) {
            if (!Double.isNaN(x[i])) {
                BigInteger least = BigInteger.valueOf(shape.least(signed));
                BigInteger greatest = BigInteger.valueOf(shape.greatest(signed));
                result[i] =
                        FloatReference.truncated(x[i]).max(least).min(greatest).longValue();
            }
        }
        return shape.vector(result);
    }

    private byte[] floatLanes() {
        double[] x = shape.floats(a);
        double[] y = shape.floats(b);
        double[] z = shape.floats(c);
        long[] xBits = shape.values(a, false);
        long[] yBits = shape.values(b, false);
        long sign = 1L << (shape.bits() - 1);
        boolean f32 = shape.bits() == 32;
        for (int i = 0; i < x.length; i++) {
            switch (name) {
                case "abs" -> xBits[i] &= ~sign;
                case "neg" -> xBits[i] ^= sign;
                case "pmin" -> xBits[i] = y[i] < x[i] ? yBits[i] : xBits[i];
                case "pmax" -> xBits[i] = x[i] < y[i] ? yBits[i] : xBits[i];
                case "eq" -> xBits[i] = x[i] == y[i] ? -1 : 0;
                case "ne" -> xBits[i] = x[i] != y[i] ? -1 : 0;
                case "lt" -> xBits[i] = x[i] < y[i] ? -1 : 0;
                case "gt" -> xBits[i] = x[i] > y[i] ? -1 : 0;
                case "le" -> xBits[i] = x[i] <= y[i] ? -1 : 0;
                case "ge" -> xBits[i] = x[i] >= y[i] ? -1 : 0;
                case "add" -> x[i] = FloatReference.add(x[i], y[i], f32);
                case "sub" -> x[i] = FloatReference.sub(x[i], y[i], f32);
                case "mul" -> x[i] = FloatReference.mul(x[i], y[i], f32);
                case "div" -> x[i] = FloatReference.div(x[i], y[i], f32);
                case "sqrt" -> x[i] = FloatReference.sqrt(x[i], f32);
                case "min", "relaxed_min" -> x[i] = FloatReference.min(x[i], y[i]);
                case "max", "relaxed_max" -> x[i] = FloatReference.max(x[i], y[i]);
                case "ceil" -> x[i] = FloatReference.toIntegral(x[i], RoundingMode.CEILING);
                case "floor" -> x[i] = FloatReference.toIntegral(x[i], RoundingMode.FLOOR);
                case "trunc" -> x[i] = FloatReference.toIntegral(x[i], RoundingMode.DOWN);
                case "nearest" -> x[i] = FloatReference.toIntegral(x[i], RoundingMode.HALF_EVEN);
                case "relaxed_madd" -> x[i] = FloatReference.fma(x[i], y[i], z[i], f32);
                case "relaxed_nmadd" -> x[i] = FloatReference.fma(-x[i], y[i], z[i], f32);
                default -> throw new IllegalArgumentException(name);
            }
        }
        return isFloatArithmetic() ? shape.vector(x) : shape.vector(xBits);
    }
}
