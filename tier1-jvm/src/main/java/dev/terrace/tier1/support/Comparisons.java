package dev.terrace.tier1.support;

import dev.terrace.runtime.gc.Casts;

/** Comparisons whose result is used as a number, and choices between two values. */
public final class Comparisons {
    private Comparisons() {}

    /** Executes {@code i32.eqz}. */
    public static boolean eqz(int a) {
        return a == 0;
    }

    /** Executes {@code i32.eq}. */
    public static boolean eq(int a, int b) {
        return a == b;
    }

    /** Executes {@code i32.ne}. */
    public static boolean ne(int a, int b) {
        return a != b;
    }

    /** Executes {@code i32.lt_s}. */
    public static boolean ltS(int a, int b) {
        return a < b;
    }

    /** Executes {@code i32.gt_s}. */
    public static boolean gtS(int a, int b) {
        return a > b;
    }

    /** Executes {@code i32.le_s}. */
    public static boolean leS(int a, int b) {
        return a <= b;
    }

    /** Executes {@code i32.ge_s}. */
    public static boolean geS(int a, int b) {
        return a >= b;
    }

    /** Executes {@code i32.lt_u}. */
    public static boolean ltU(int a, int b) {
        return Integer.compareUnsigned(a, b) < 0;
    }

    /** Executes {@code i32.gt_u}. */
    public static boolean gtU(int a, int b) {
        return Integer.compareUnsigned(a, b) > 0;
    }

    /** Executes {@code i32.le_u}. */
    public static boolean leU(int a, int b) {
        return Integer.compareUnsigned(a, b) <= 0;
    }

    /** Executes {@code i32.ge_u}. */
    public static boolean geU(int a, int b) {
        return Integer.compareUnsigned(a, b) >= 0;
    }

    /** Executes {@code i64.eqz}. */
    public static boolean eqz(long a) {
        return a == 0;
    }

    /** Executes {@code i64.eq}. */
    public static boolean eq(long a, long b) {
        return a == b;
    }

    /** Executes {@code i64.ne}. */
    public static boolean ne(long a, long b) {
        return a != b;
    }

    /** Executes {@code i64.lt_s}. */
    public static boolean ltS(long a, long b) {
        return a < b;
    }

    /** Executes {@code i64.gt_s}. */
    public static boolean gtS(long a, long b) {
        return a > b;
    }

    /** Executes {@code i64.le_s}. */
    public static boolean leS(long a, long b) {
        return a <= b;
    }

    /** Executes {@code i64.ge_s}. */
    public static boolean geS(long a, long b) {
        return a >= b;
    }

    /** Executes {@code i64.lt_u}. */
    public static boolean ltU(long a, long b) {
        return Long.compareUnsigned(a, b) < 0;
    }

    /** Executes {@code i64.gt_u}. */
    public static boolean gtU(long a, long b) {
        return Long.compareUnsigned(a, b) > 0;
    }

    /** Executes {@code i64.le_u}. */
    public static boolean leU(long a, long b) {
        return Long.compareUnsigned(a, b) <= 0;
    }

    /** Executes {@code i64.ge_u}. */
    public static boolean geU(long a, long b) {
        return Long.compareUnsigned(a, b) >= 0;
    }

    /** Executes {@code f32.eq}. */
    public static boolean eq(float a, float b) {
        return a == b;
    }

    /** Executes {@code f32.ne}. */
    public static boolean ne(float a, float b) {
        return a != b;
    }

    /** Executes {@code f32.lt}. */
    public static boolean lt(float a, float b) {
        return a < b;
    }

    /** Executes {@code f32.gt}. */
    public static boolean gt(float a, float b) {
        return a > b;
    }

    /** Executes {@code f32.le}. */
    public static boolean le(float a, float b) {
        return a <= b;
    }

    /** Executes {@code f32.ge}. */
    public static boolean ge(float a, float b) {
        return a >= b;
    }

    /** Executes {@code f64.eq}. */
    public static boolean eq(double a, double b) {
        return a == b;
    }

    /** Executes {@code f64.ne}. */
    public static boolean ne(double a, double b) {
        return a != b;
    }

    /** Executes {@code f64.lt}. */
    public static boolean lt(double a, double b) {
        return a < b;
    }

    /** Executes {@code f64.gt}. */
    public static boolean gt(double a, double b) {
        return a > b;
    }

    /** Executes {@code f64.le}. */
    public static boolean le(double a, double b) {
        return a <= b;
    }

    /** Executes {@code f64.ge}. */
    public static boolean ge(double a, double b) {
        return a >= b;
    }

    /** Executes {@code ref.is_null}. */
    public static boolean isNull(Object reference) {
        return reference == null;
    }

    /** Executes {@code ref.eq}. */
    public static boolean same(Object a, Object b) {
        return Casts.same(a, b);
    }

    /** Executes {@code select}. */
    public static int select(int a, int b, int condition) {
        return condition != 0 ? a : b;
    }

    /** Executes {@code select}. */
    public static long select(long a, long b, int condition) {
        return condition != 0 ? a : b;
    }

    /** Executes {@code select}. */
    public static float select(float a, float b, int condition) {
        return condition != 0 ? a : b;
    }

    /** Executes {@code select}. */
    public static double select(double a, double b, int condition) {
        return condition != 0 ? a : b;
    }

    /** Executes {@code select}. */
    public static Object select(Object a, Object b, int condition) {
        return condition != 0 ? a : b;
    }
}
