package dev.terrace.bench;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.runtime.Tier;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;

/** Terrace with some of its tiers. */
record TerracePeer(TierStrategy strategy) implements JvmPeer {

    /** Returns a peer for each single tier that there is, and if there are several one for all of them together. */
    static List<TerracePeer> available() {
        List<String> tiers = ServiceLoader.load(Tier.class).stream()
                .map(provider -> provider.get().name())
                .toList();
        return Arrays.stream(TierStrategy.values())
                .filter(strategy -> strategy.tier().map(tiers::contains).orElse(tiers.size() > 1))
                .map(TerracePeer::new)
                .toList();
    }

    /** Returns an engine that uses these tiers. */
    Engine engine() {
        return Engine.create(Config.builder().tiers(strategy).build());
    }

    @Override
    public String name() {
        return "terrace-" + strategy;
    }

    @Override
    public boolean runs(Workload workload) {
        return true;
    }

    @Override
    public LoadedKernel load(Kernel kernel) {
        Engine engine = engine();
        Store store = new Store(engine);
        Module module = Module.fromBytes(engine, kernel.bytes());
        MethodHandle function = new Linker(engine)
                .instantiate(store, module)
                .func(kernel.export())
                .handle()
                .asType(MethodType.methodType(long.class, int.class));
        return new LoadedKernel() {
            @Override
            public long run(int argument) throws Throwable {
                return (long) function.invokeExact(argument);
            }

            @Override
            public void close() {
                store.close();
                engine.close();
            }
        };
    }

    @Override
    public LoadedProgram load(Program program) {
        return new TerraceProgram(engine(), program);
    }

    @Override
    public Object compile(byte[] bytes) {
        return Module.fromBytes(engine(), bytes);
    }

    @Override
    public List<String> command(Program program) {
        List<String> command =
                new ArrayList<>(List.of(Repository.root().resolve("terrace").toString(), "run", "--tier=" + strategy));
        program.directory().ifPresent(directory -> command.add("--dir=" + directory));
        command.add(program.module().toString());
        command.addAll(program.arguments());
        return command;
    }
}
