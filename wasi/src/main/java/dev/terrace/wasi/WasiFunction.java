package dev.terrace.wasi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public static method as a function of WASI. Its first parameter is the {@link Call} it serves, the others are the
 * function's own: {@code int} for i32, {@code long} for i64. It returns nothing; an error is thrown, as a {@link
 * WasiException} or as the {@link java.io.IOException} that caused it.
 *
 * <p>The function is found by the method's name, since to read annotations takes long in a process that has just begun; a
 * test sees to it that both say the same.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface WasiFunction {
    /** The function's name in {@code wasi_snapshot_preview1}. */
    String value();
}
