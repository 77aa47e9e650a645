package dev.terrace.tests;

import dev.terrace.ClimbMode;
import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What {@link VirtualThreadsTest} runs in a Java virtual machine of its own with two carriers: guests in virtual threads that
 * all need the same code for the first time, at the same time; again and again, each time in a new engine. Prints how often,
 * and what was wrong.
 */
public final class ManyClimbs {
    private static final int GUESTS = 100;
    private static final int FUNCTIONS = 12;

    private ManyClimbs() {}

    /** A module whose functions have a signature each, call one another and host functions, and make objects if asked to. */
    private static String module(boolean objects) {
        StringBuilder text = new StringBuilder("(module ");
        if (objects) {
            text.append("(type $cell (struct (field i32) (field (ref null $cell))))");
        }
        for (int i = 0; i < FUNCTIONS; i++) {
            text.append("(import \"host\" \"h%d\" (func $h%<d (param %s) (result i32)))".formatted(i, params(i)));
        }
        for (int i = 0; i < FUNCTIONS; i++) {
            text.append("(func $f%d (param %s) (result i32) (local $i i32) (local $sum i32)".formatted(i, params(i)));
            text.append("(loop $next (local.set $sum (i32.add (local.get $sum) (call $h%d %s)))"
                    .formatted(i, arguments(i)));
            if (i + 1 < FUNCTIONS) {
                text.append("(local.set $sum (i32.add (local.get $sum) (call $f%d %s)))"
                        .formatted(i + 1, constants(i + 1)));
            }
            if (objects) {
                text.append("(local.set $sum (i32.add (local.get $sum) (struct.get $cell 0"
                        + " (struct.new $cell (i32.const 0) (ref.null $cell)))))");
            }
            text.append("(br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))"
                    + " (i32.const 2)))) (local.get $sum))");
        }
        return text.append("(func (export \"run\") (result i32) (call $f0 ")
                .append(constants(0))
                .append(")))")
                .toString();
    }

    private static String params(int function) {
        return "i32 " + "i64 ".repeat(function % 4) + "f64 ".repeat(function / 4);
    }

    private static String constants(int function) {
        return "(i32.const 1)" + "(i64.const 2)".repeat(function % 4) + "(f64.const 3)".repeat(function / 4);
    }

    private static String arguments(int function) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 1 + function % 4 + function / 4; i++) {
            all.append("(local.get %d)".formatted(i));
        }
        return all.toString();
    }

    private static List<Class<?>> others(int function) {
        List<Class<?>> all = new ArrayList<>(Collections.nCopies(function % 4, long.class));
        all.addAll(Collections.nCopies(function / 4, double.class));
        return all;
    }

    /** Runs rounds in the tiers of the name given, and in the mode, and the way of climbing. */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[3]);
        int wrong = 0;
        for (int round = 0; round < rounds; round++) {
            Config config = Config.builder()
                    .tiers(TierStrategy.valueOf(arguments[0]))
                    .compileMode(CompileMode.valueOf(arguments[1]))
                    .climb(ClimbMode.valueOf(arguments[2]))
                    .callThreshold(1)
                    .loopThreshold(1)
                    .nativeCallThreshold(1)
                    .nativeLoopThreshold(1)
                    .build();
            try (Engine engine = Engine.create(config);
                    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                wrong += run(link(engine, false), engine, executor);
                wrong += run(link(engine, true), engine, executor);
            }
        }
        System.out.println(rounds + " rounds, wrong: " + wrong);
    }

    private static LinkedModule link(Engine engine, boolean objects) {
        Module module = Module.fromWat(engine, module(objects));
        Linker linker = new Linker(engine);
        for (int i = 0; i < FUNCTIONS; i++) {
            MethodHandle first = MethodHandles.dropArguments(MethodHandles.identity(int.class), 1, others(i));
            linker.func("host", "h" + i, first);
        }
        return linker.link(module);
    }

    private static int run(LinkedModule linked, Engine engine, ExecutorService executor) throws Exception {
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < GUESTS; i++) {
            results.add(executor.submit(() -> {
                try (Store store = new Store(engine)) {
                    return (int) linked.instantiate(store).func("run").call()[0];
                }
            }));
        }
        int wrong = 0;
        for (Future<Integer> result : results) {
            // Each function calls the next twice.
            wrong += result.get() == (2 << FUNCTIONS) - 2 ? 0 : 1;
        }
        return wrong;
    }
}
