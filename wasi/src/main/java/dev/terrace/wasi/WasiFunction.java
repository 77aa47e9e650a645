package dev.terrace.wasi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static method as a function of WASI. Its first parameter is the {@link Call} it serves, the others are the
 * function's own: {@code int} for i32, {@code long} for i64. It returns nothing; an error is thrown, as a {@link
 * WasiException} or as the {@link java.io.IOException} that caused it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface WasiFunction {
    /** The function's name in {@code wasi_snapshot_preview1}. */
    String value();
}
