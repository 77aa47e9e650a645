package dev.terrace;

import dev.terrace.core.types.TypeRegistry;
import dev.terrace.ffm.linux.Linux;
import dev.terrace.runtime.Interruption;
import dev.terrace.runtime.MemoryBudget;
import dev.terrace.runtime.MemoryPool;
import dev.terrace.runtime.Tier;
import dev.terrace.runtime.Tiering;
import dev.terrace.runtime.gc.ObjectLayouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What modules and stores share: configuration, types and tiers. A program usually has one.
 *
 * <p>From text to a result:
 *
 * {@snippet :
 * try (Engine engine = Engine.create();
 *         Store store = new Store(engine)) {
 *     Module module = Module.fromWat(engine, """
 *             (module
 *               (import "host" "twice" (func $twice (param i32) (result i32)))
 *               (func (export "answer") (result i32)
 *                 i32.const 21
 *                 call $twice))
 *             """);
 *     Linker linker = new Linker(engine);
 *     linker.func("host", "twice", IntUnaryOperator.class, x -> 2 * x);
 *     Instance instance = linker.instantiate(store, module);
 *     Object[] results = instance.func("answer").call();   // { 42 }
 * }
 * }
 *
 * <p>Safe for use by several threads.
 */
public final class Engine implements AutoCloseable {
    private final Config config;
    private final TypeRegistry types = new TypeRegistry();
    private final ObjectLayouts objects = new ObjectLayouts();
    private final MemoryBudget memoryBudget;
    private final MemoryPool memoryPool;
    private final Tiering tiering;
    private final AtomicLong epoch = new AtomicLong();

    private Engine(Config config, List<Tier> tiers) {
        this.config = config;
        this.memoryBudget = new MemoryBudget(config.maxTotalMemoryBytes());
        this.memoryPool = config.pool().isPresent() && Linux.isSupported()
                ? new MemoryPool(config.pool().get(), memoryBudget)
                : null;
        this.tiering = new Tiering(config, tiers);
    }

    /** Creates an engine with the default configuration. */
    public static Engine create() {
        return create(Config.builder().build());
    }

    /**
     * Creates an engine.
     *
     * @throws IllegalStateException if the configuration asks for a tier that is not on the class path, or not for this
     *     system. Without any tier
     *     an engine can load, check and link modules, but their functions cannot be called.
     */
    public static Engine create(Config config) {
        Objects.requireNonNull(config);
        List<Tier> tiers = new ArrayList<>();
        for (Tier tier : ServiceLoader.load(Tier.class, Tier.class.getClassLoader())) {
            if (tier.isAvailable()) {
                tiers.add(tier);
            }
        }
        return create(config, tiers);
    }

    /** Creates an engine with tiers of the caller's choice, instead of those on the class path. */
    public static Engine create(Config config, List<Tier> tiers) {
        return new Engine(config, tiers);
    }

    /** Returns how the engine behaves. */
    public Config config() {
        return config;
    }

    /** Returns the canonical types of all modules of this engine. */
    public TypeRegistry types() {
        return types;
    }

    /** Returns the epoch: how often {@link #incrementEpoch} has been called. */
    public long epoch() {
        return epoch.get();
    }

    /**
     * Begins the next epoch. Calls into stores whose deadline it is are stopped within some milliseconds: see {@link
     * Store#setEpochDeadline}. Any thread may call this, usually one that does so at regular times.
     */
    public void incrementEpoch() {
        epoch.incrementAndGet();
        Interruption.timesHaveChanged();
    }

    /** Returns what the memories of all stores are taken from. */
    MemoryBudget memoryBudget() {
        return memoryBudget;
    }

    /** Returns what memories of modules are taken from if possible, or null. */
    MemoryPool memoryPool() {
        return memoryPool;
    }

    /** Returns the classes of structures and arrays. */
    ObjectLayouts objects() {
        return objects;
    }

    /** Returns what decides which tiers execute functions. */
    Tiering tiering() {
        return tiering;
    }

    /**
     * Ends the engine: nothing is compiled in the background any more, and the memory of its pool is given back. Its stores
     * should have been closed; what they have of the pool is given back when they are.
     */
    @Override
    public void close() {
        tiering.close();
        if (memoryPool != null) {
            memoryPool.close();
        }
    }

    @Override
    public String toString() {
        return "Engine[" + tiering + ", " + config + "]";
    }
}
