package dev.terrace.bench;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.PoolConfig;
import dev.terrace.Store;
import java.util.function.IntBinaryOperator;

/** Instances of Terrace, in all tiers together. */
final class TerraceInstances implements InstanceMaker {
    private final Engine engine;
    private final LinkedModule linked;

    TerraceInstances(InstanceModule module, boolean pooled) {
        Config.Builder config = Config.builder();
        if (pooled) {
            config.pool(PoolConfig.ofSlots(16));
        }
        this.engine = Engine.create(config.build());
        Linker linker = new Linker(engine);
        for (int i = 0; i < module.imports(); i++) {
            linker.func("host", "f" + i, IntBinaryOperator.class, Integer::sum);
        }
        this.linked = linker.link(Module.fromBytes(engine, module.bytes()));
    }

    @Override
    public void instantiate() {
        try (Store store = new Store(engine)) {
            linked.instantiate(store);
        }
    }

    @Override
    public void instantiateAndCall() {
        try (Store store = new Store(engine)) {
            linked.instantiate(store).func("touch").call();
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
