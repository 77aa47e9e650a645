package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierEvent;
import dev.terrace.TierStrategy;
import dev.terrace.WasmException;
import dev.terrace.core.Feature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Functions that are too large for one method of Java do in every tier what they do in the interpreter. */
class HugeFunctionsTest {
    private static final Execution INTERPRETER =
            new Execution(TierStrategy.INTERPRETER.toString(), config -> config.tiers(TierStrategy.INTERPRETER));

    private static final int[] ARGUMENTS = {0, 1, 7, -1, 1_000_003};

    private static Map<String, String> modules() {
        Map<String, String> modules = new LinkedHashMap<>();
        for (int seed = 1; seed <= 3; seed++) {
            modules.put("interpreter " + seed, HugeFunctions.interpreter(seed, 150));
            modules.put("straight " + seed, HugeFunctions.straight(seed, 1_500));
            modules.put("nested " + seed, HugeFunctions.nested(seed, 150));
            modules.put("expression " + seed, HugeFunctions.expression(seed, 3_000));
            modules.put("mixed " + seed, HugeFunctions.mixed(seed, 25));
        }
        return modules;
    }

    /** HotSpot would compile both, but the larger one late, or not well. */
    @Test
    void functionsOfAMiddleSizeAreDividedToo() {
        assertFalse(isDivided(100));
        assertTrue(isDivided(300));
    }

    private static boolean isDivided(int statements) {
        String statement = "(if (local.get 0) (then (local.set 0 (i32.mul (local.get 0) (i32.const 7)))))";
        String text = "(module (func (param i32) (result i32) " + statement.repeat(statements) + " (local.get 0)))";
        try (Engine engine =
                Engine.create(Config.builder().tiers(TierStrategy.JVM).build())) {
            // The name of a method for a part of a function has the range of the part.
            return Module.fromWat(engine, text).printCode("0", "bytecode").contains("func:");
        }
    }

    @TestFactory
    Stream<DynamicContainer> behaveAsInTheInterpreter() {
        Map<String, String> modules = modules();
        return Execution.all().stream()
                .filter(execution -> !execution.name().equals(INTERPRETER.name()))
                .map(execution -> dynamicContainer(
                        execution.toString(),
                        modules.entrySet().stream()
                                .map(module -> dynamicTest(
                                        module.getKey(),
                                        () -> assertEquals(
                                                outcomes(INTERPRETER, module.getValue()),
                                                outcomes(execution, module.getValue()))))));
    }

    /**
     * Returns what calls result in, and the memory behind each; no tier may refuse the function, unless it is the native one
     * for handlers of exceptions, which it leaves to the tier below.
     */
    private static List<String> outcomes(Execution execution, String wat) {
        List<TierEvent> refusals = new CopyOnWriteArrayList<>();
        List<String> outcomes = new ArrayList<>();
        try (Engine engine = Engine.create(execution
                        .config()
                        .features(Feature.ALL)
                        .deterministic(true)
                        .tierListener(event -> {
                            boolean refused = event.kind() == TierEvent.Kind.REFUSED && !hasHandlers(event);
                            if (refused || event.kind() == TierEvent.Kind.FAILED) {
                                refusals.add(event);
                            }
                        })
                        .build());
                Store store = new Store(engine)) {
            Instance instance = new Linker(engine).instantiate(store, Module.fromWat(engine, wat));
            instance.func("ref").call(3, "reference");
            Memory memory = instance.memory("memory");
            for (int first : ARGUMENTS) {
                for (int second : ARGUMENTS) {
                    String outcome;
                    try {
                        outcome =
                                List.of(instance.func("f").call(first, second)).toString();
                    } catch (WasmException e) {
                        outcome = "an exception";
                    }
                    outcomes.add(outcome + " " + sum(memory));
                }
            }
        }
        assertEquals(List.of(), refusals);
        return outcomes;
    }

    private static boolean hasHandlers(TierEvent refusal) {
        return refusal.to().equals("native") && refusal.reason().startsWith("the instruction try");
    }

    private static long sum(Memory memory) {
        long sum = 0;
        for (int address = 0; address < 2048; address += 8) {
            sum = 31 * sum + memory.readLong(address);
        }
        return sum;
    }
}
