package dev.terrace.tier1;

import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.LinkThreads;
import dev.terrace.runtime.ModuleCode;
import dev.terrace.runtime.Tier;
import dev.terrace.tier1.support.Climbing;
import dev.terrace.tier1.support.Context;
import dev.terrace.tier1.support.Entries;
import dev.terrace.tier1.support.Entry;
import dev.terrace.tier1.support.LoopCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The middle tier: translates functions to bytecode of the Java virtual machine, which HotSpot compiles. */
public final class JvmTier implements Tier {
    static final Tier INSTANCE = new JvmTier();

    static {
        Entries.setFactory(new BiFunction<>() {
            @Override
            public Entry apply(FunctionInstance function, Context caller) {
                return JvmModule.newEntry(function, caller);
            }
        });
        Climbing.setTier(INSTANCE);
    }

    /** Creates the tier; for {@link java.util.ServiceLoader}. */
    public JvmTier() {}

    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public int level() {
        return 1;
    }

    @Override
    public CompiledFunction compile(FunctionCode function) {
        JvmModule.of(function.module()).compile(function);
        return JvmFunction.INSTANCE;
    }

    @Override
    public CompiledFunction compileLoop(FunctionCode function, int loop) {
        LoopCode entry = JvmModule.of(function.module()).compileLoop(function, loop);
        return new JvmLoop(entry);
    }

    @Override
    public List<Runnable> compileAll(ModuleCode module) {
        // The first function of a shard loads the class, and with it the others.
        List<Runnable> tasks = new ArrayList<>();
        for (List<FunctionCode> shard : JvmModule.of(module).shards()) {
            tasks.add(new ShardTask(this, shard));
        }
        return tasks;
    }

    /** Compiles the functions of a shard. */
    private record ShardTask(Tier tier, List<FunctionCode> shard) implements Runnable, Supplier<Void> {
        @Override
        public void run() {
            LinkThreads.callAtOnce(this);
        }

        @Override
        public Void get() {
            for (FunctionCode function : shard) {
                function.tryCompile(tier);
            }
            return null;
        }
    }

    @Override
    public List<String> forms() {
        return List.of("bytecode");
    }

    @Override
    public String print(FunctionCode function, String form) {
        return JvmModule.of(function.module()).print(function);
    }
}
