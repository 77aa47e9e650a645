package dev.terrace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The overloads of {@link LambdaLinker}: which one the compiler chooses, and what the function then is. */
class HostLambdaTest {
    private final Engine engine = Engine.create();
    private final Store store = new Store(engine);
    private final Linker linker = new Linker(engine);
    private final List<Object> seen = new ArrayList<>();

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    /** Returns what has been defined as "env" "f", which must be of a type. */
    private Func function(String type) {
        Module module = Module.fromWat(
                engine, "(module (import \"env\" \"f\" (func $f %s)) (export \"f\" (func $f)))".formatted(type));
        return linker.instantiate(store, module).func("f");
    }

    private static int next(int a) {
        return a + 1;
    }

    private static void greet(Caller caller, int a) {
        caller.data(StringBuilder.class).append(a);
    }

    @Test
    void theTypesOfParametersAndResultAreTheLambdas() {
        linker.func("env", "f", (int a, int b) -> a - b);
        assertEquals(7, function("(param i32 i32) (result i32)").call(10, 3)[0]);
        linker.allowShadowing(true).func("env", "f", (int a, long b) -> a - b);
        assertEquals(7L, function("(param i32 i64) (result i64)").call(10, 3L)[0]);
        linker.func("env", "f", (float a, int b) -> a / b);
        assertEquals(2.5f, function("(param f32 i32) (result f32)").call(5f, 2)[0]);
        linker.func("env", "f", (double a) -> Math.sqrt(a));
        assertEquals(3.0, function("(param f64) (result f64)").call(9.0)[0]);
        linker.func("env", "f", (int a, int b, long c) -> (int) c + a * b);
        assertEquals(7, function("(param i32 i32 i64) (result i32)").call(1, 2, 5L)[0]);
        linker.func("env", "f", (int a, int b, int c, int d, int e, int f) -> a + 10 * b + 100 * c + d * e * f);
        assertEquals(
                321, function("(param i32 i32 i32 i32 i32 i32) (result i32)").call(1, 2, 3, 0, 0, 0)[0]);
        linker.func("env", "f", () -> 1L << 40);
        assertEquals(1L << 40, function("(result i64)").call()[0]);
    }

    @Test
    void aLambdaWithoutAValueHasNoResult() {
        linker.func("env", "f", () -> seen.clear());
        assertEquals(0, function("").call().length);
        linker.allowShadowing(true).func("env", "f", (long a) -> {
            seen.add(a);
        });
        function("(param i64)").call(5L);
        assertEquals(List.of(5L), seen);
    }

    @Test
    void aLambdaWithACallerIsToldWhoCalls() {
        linker.func(
                "env",
                "f",
                (Caller caller, int a) -> caller.data(StringBuilder.class).length() + a);
        store.putData(StringBuilder.class, new StringBuilder("four"));
        assertEquals(5, function("(param i32) (result i32)").call(1)[0]);
    }

    @Test
    void methodsOfIntsCanBeReferredTo() {
        linker.func("env", "f", HostLambdaTest::next);
        assertEquals(4, function("(param i32) (result i32)").call(3)[0]);
        linker.allowShadowing(true).func("env", "f", Integer::sum);
        assertEquals(7, function("(param i32 i32) (result i32)").call(3, 4)[0]);
        linker.func("env", "f", HostLambdaTest::greet);
        store.putData(StringBuilder.class, new StringBuilder());
        function("(param i32)").call(3);
        assertEquals("3", store.data(StringBuilder.class).toString());
    }

    @Test
    void aCheckedExceptionPassesUnchanged() {
        IOException thrown = new IOException();
        linker.func("env", "f", (int a) -> {
            if (a > 0) {
                throw thrown;
            }
            return a;
        });
        Func f = function("(param i32) (result i32)");
        assertEquals(0, f.call(0)[0]);
        assertSame(thrown, assertThrows(IOException.class, () -> f.call(1)));
    }

    @Test
    void anAsynchronousLambdaHasTheResultThatIsSaid() {
        linker.asyncFunc("env", "f", long.class, (int a) -> CompletableFuture.supplyAsync(() -> a * 2L));
        assertEquals(42L, function("(param i32) (result i64)").call(21)[0]);
        linker.allowShadowing(true).asyncFunc("env", "f", void.class, (Caller caller, long a) -> {
            seen.add(caller.store());
            return CompletableFuture.runAsync(() -> seen.add(a));
        });
        function("(param i64)").call(5L);
        assertEquals(List.of(store, 5L), seen);
        linker.asyncFunc("env", "f", String.class, () -> CompletableFuture.completedFuture("text"));
        assertEquals("text", function("(result externref)").call()[0]);
    }

    @Test
    void noInterfaceOfAnOverloadBoxesANumber() {
        Class<?>[] lambdas = HostLambda.class.getDeclaredClasses();
        assertEquals(2 * 25 * 6, lambdas.length);
        for (Class<?> lambda : lambdas) {
            var method = HostFunctions.singleMethod(lambda);
            assertTrue(
                    Arrays.stream(method.getParameterTypes())
                            .allMatch(type -> type.isPrimitive() || type == Caller.class),
                    lambda.getName());
            assertTrue(
                    method.getReturnType().isPrimitive() || Stages.isStage(method.getReturnType()), lambda.getName());
        }
    }

    @Test
    void theSourcesAreWhatTheirGeneratorWrites(@TempDir Path folder) throws Exception {
        Path runtime = Path.of(System.getProperty("terrace.root"), "runtime");
        Process generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        runtime.resolve("src/build/GenerateLambdas.java").toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(generator.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, generator.waitFor(), output);
        for (String name : List.of("HostLambda.java", "LambdaLinker.java")) {
            Path file = Path.of("dev/terrace").resolve(name);
            assertEquals(
                    Files.readString(folder.resolve(file)),
                    Files.readString(runtime.resolve("src/main/generated").resolve(file)));
        }
    }
}
