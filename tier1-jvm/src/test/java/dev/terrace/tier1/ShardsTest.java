package dev.terrace.tier1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierEvent;
import dev.terrace.TierStrategy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ShardsTest {
    private static final int FUNCTIONS = 3000;

    /** Functions that each call the next one, some of them large, and the last one with too many parameters for Java. */
    private static String manyFunctions() {
        StringBuilder text = new StringBuilder("(module\n");
        for (int i = 0; i < FUNCTIONS; i++) {
            text.append("(func $f%d (export \"f%d\") (param i32) (result i32)".formatted(i, i));
            if (i % 100 == 99) {
                text.append("(drop (i32.add (local.get 0) (i32.const 123456)))".repeat(300));
            }
            String argument = "(i32.add (local.get 0) (i32.const 1))";
            text.append(i == FUNCTIONS - 1 ? argument : "(call $f%d %s)".formatted(i + 1, argument));
            text.append(")\n");
        }
        return text.append("(func (param")
                .append(" i64".repeat(200))
                .append(")))")
                .toString();
    }

    @Test
    void allFunctionsOfAModuleAreCompiledInClassesOfSeveral() {
        List<TierEvent> events = new CopyOnWriteArrayList<>();
        Config config = Config.builder()
                .tiers(TierStrategy.JVM)
                .compileMode(CompileMode.EAGER)
                .compileThreads(2)
                .tierListener(events::add)
                .build();
        try (Engine engine = Engine.create(config);
                Store store = new Store(engine)) {
            Module module = Module.fromWat(engine, manyFunctions());
            assertEquals(FUNCTIONS, count(events, TierEvent.Kind.COMPILED));
            assertEquals(1, count(events, TierEvent.Kind.REFUSED));
            Instance instance = new Linker(engine).instantiate(store, module);
            assertEquals(FUNCTIONS, instance.func("f0").call(0)[0]);
            assertEquals(FUNCTIONS, count(events, TierEvent.Kind.COMPILED));
        }
    }

    private static long count(List<TierEvent> events, TierEvent.Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).count();
    }

    @Test
    void aModuleWithoutFunctionsHasNoShards() {
        Config config = Config.builder()
                .tiers(TierStrategy.JVM)
                .compileMode(CompileMode.EAGER)
                .build();
        try (Engine engine = Engine.create(config)) {
            assertTrue(Module.fromWat(engine, "(module)").exports().isEmpty());
        }
    }
}
