package dev.terrace.examples;

import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;

/**
 * The three ways to call a function: with boxed values, as an interface, and as a method handle. The last two box nothing.
 * Run it in the repository's root, where {@code examples/fib.wat} is.
 */
public final class TypedCalls {
    private TypedCalls() {}

    public static void main(String[] args) throws Throwable {
        run(Path.of("examples", "fib.wat"), System.out);
    }

    static void run(Path file, PrintStream out) throws Throwable {
        try (Engine engine = Engine.create();
                Store store = new Store(engine)) {
            Instance instance = load(engine, store, file);
            Func fib = instance.func("fib");

            Object[] results = fib.call(20);
            out.println("boxed:         " + results[0]);

            IntUnaryOperator operator = fib.as(IntUnaryOperator.class);
            out.println("as interface:  " + operator.applyAsInt(20));

            // Of type (int)long, so the cast to long is part of the call's type.
            MethodHandle handle = instance.func("fib_loop").handle();
            out.println("as handle:     " + (long) handle.invokeExact(90));
        }
    }

    private static Instance load(Engine engine, Store store, Path file) throws IOException {
        return new Linker(engine).instantiate(store, Module.fromFile(engine, file));
    }
}
