package dev.terrace.tests;

import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import java.util.Base64;

/** A program for {@link StartUpTest}: loads a module and calls a function of it once. */
final class FirstCall {
    private FirstCall() {}

    /** Calls the function; the argument is the module in base64. */
    public static void main(String[] args) {
        Config config = Config.builder()
                .tiers(TierStrategy.JVM)
                .compileMode(CompileMode.EAGER)
                .build();
        try (Engine engine = Engine.create(config);
                Store store = new Store(engine)) {
            Module module = Module.fromBytes(engine, Base64.getDecoder().decode(args[0]));
            Func run = new Linker(engine).instantiate(store, module).func("run");
            System.out.println("result " + run.call(20)[0]);
        }
    }
}
