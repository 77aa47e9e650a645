package dev.terrace.tests;

import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;

/**
 * What {@link ModuleUnloadingTest} runs in a Java virtual machine of its own with little room for classes: one engine, in
 * which modules are loaded, used and forgotten.
 */
public final class ManyModules {
    private ManyModules() {}

    private static String module(int number) {
        return """
            (module
              (memory 1)
              (type $unary (func (param i32) (result i32)))
              (table (export "table") 2 funcref)
              (elem (i32.const 0) $add $twice)
              (func $add (param i32) (result i32) (i32.add (local.get 0) (i32.const %d)))
              (func $twice (param i32) (result i32) (call $add (i32.mul (local.get 0) (i32.const 2))))
              (func (export "run") (param i32) (result i32)
                (local i32)
                (loop $next
                  (local.set 1
                    (i32.add
                      (local.get 1)
                      (call_indirect (type $unary) (local.get 0) (i32.and (local.get 0) (i32.const 1)))))
                  (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                (local.get 1)))
            """.formatted(number);
    }

    /**
     * Runs the modules.
     *
     * @param arguments the strategy's name, how functions are compiled, and how many modules
     */
    public static void main(String[] arguments) throws Exception {
        Config config = Config.builder()
                .tiers(TierStrategy.valueOf(arguments[0]))
                .compileMode(CompileMode.valueOf(arguments[1]))
                .callThreshold(1)
                .loopThreshold(1)
                .build();
        int count = Integer.parseInt(arguments[2]);
        long sum = 0;
        try (Engine engine = Engine.create(config)) {
            Linker linker = new Linker(engine);
            for (int i = 0; i < count; i++) {
                try (Store store = new Store(engine)) {
                    Func run = linker.instantiate(store, Module.fromWat(engine, module(i)))
                            .func("run");
                    sum += (int) run.call(10)[0];
                    sum += (int) run.call(10)[0];
                }
            }
        }
        System.out.println(sum);
    }
}
