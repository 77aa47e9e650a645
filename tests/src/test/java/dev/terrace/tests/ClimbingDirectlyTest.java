package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierEvent;
import dev.terrace.TierEvent.Kind;
import dev.terrace.TierStrategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where functions go from the interpreter, as engines are usually configured. */
class ClimbingDirectlyTest {
    private final List<TierEvent> events = new ArrayList<>();

    @BeforeEach
    void needsNativeCode() {
        assumeTrue(Tiers.all().contains(TierStrategy.NATIVE), "there is no native code on this machine");
    }

    /** Calls functions three times each, and returns what they were compiled for; they are hot after the first call. */
    private List<String> compiled(String text, String... functions) {
        Config config = Config.builder()
                .compileMode(CompileMode.SYNC)
                .callThreshold(1)
                .tierListener(events::add)
                .build();
        try (Engine engine = Engine.create(config);
                Store store = new Store(engine)) {
            Instance instance = new Linker(engine).instantiate(store, Module.fromWat(engine, text));
            for (String name : functions) {
                Func function = instance.func(name);
                for (int i = 0; i < 3; i++) {
                    assertEquals(42, function.call(41)[0]);
                }
            }
        }
        return events.stream()
                .filter(event -> event.kind() == Kind.COMPILED)
                .map(event -> event.function() + " " + event.to())
                .toList();
    }

    @Test
    void functionsBecomeMachineCodeAndNotBytecode() {
        assertEquals(List.of("0 interp", "0 native"), compiled("""
            (module (func (export "next") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
            """, "next"));
    }

    @Test
    void functionsThatHandleExceptionsBecomeBytecode() {
        assertEquals(List.of("0 interp", "0 native", "1 interp", "1 jvm"), compiled("""
            (module
              (func (export "next") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
              (func (export "handler") (param i32) (result i32)
                (block $caught
                  (try_table (catch_all $caught)
                    (return (i32.add (local.get 0) (i32.const 1)))))
                (i32.const 0)))
            """, "next", "handler"));
    }

    @Test
    void modulesThatDefineObjectsBecomeBytecodeAsAWhole() {
        assertEquals(List.of("0 interp", "0 jvm"), compiled("""
            (module
              (type $pair (struct (field i32 i32)))
              (func (export "next") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
            """, "next"));
    }
}
