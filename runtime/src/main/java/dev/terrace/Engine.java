package dev.terrace;

import dev.terrace.core.types.TypeRegistry;
import dev.terrace.runtime.MemoryBudget;
import dev.terrace.runtime.Tier;
import dev.terrace.runtime.gc.ObjectLayouts;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;

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
    private final Optional<Tier> firstTier;

    private Engine(Config config, Optional<Tier> firstTier) {
        this.config = config;
        this.memoryBudget = new MemoryBudget(config.maxTotalMemoryBytes());
        this.firstTier = firstTier;
    }

    /** Creates an engine with the default configuration. */
    public static Engine create() {
        return create(Config.builder().build());
    }

    /**
     * Creates an engine.
     *
     * @throws IllegalStateException if the configuration asks for a tier that is not on the class path. Without any tier
     *     an engine can load, check and link modules, but their functions cannot be called.
     */
    public static Engine create(Config config) {
        Objects.requireNonNull(config);
        List<Tier> tiers = ServiceLoader.load(Tier.class, Tier.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(Tier::level))
                .toList();
        return new Engine(config, firstTier(config.tiers(), tiers));
    }

    private static Optional<Tier> firstTier(TierStrategy strategy, List<Tier> tiers) {
        Optional<String> wanted = strategy.tier();
        if (wanted.isEmpty()) {
            return tiers.stream().findFirst();
        }
        Optional<Tier> found =
                tiers.stream().filter(tier -> tier.name().equals(wanted.get())).findFirst();
        if (found.isEmpty()) {
            throw new IllegalStateException("no tier \"%s\" on the class path; there is: %s"
                    .formatted(
                            wanted.get(),
                            tiers.isEmpty()
                                    ? "none"
                                    : String.join(
                                            ", ", tiers.stream().map(Tier::name).toList())));
        }
        return found;
    }

    /** Returns how the engine behaves. */
    public Config config() {
        return config;
    }

    /** Returns the canonical types of all modules of this engine. */
    public TypeRegistry types() {
        return types;
    }

    /** Returns what the memories of all stores are taken from. */
    MemoryBudget memoryBudget() {
        return memoryBudget;
    }

    /** Returns the classes of structures and arrays. */
    ObjectLayouts objects() {
        return objects;
    }

    /** Returns the tier that functions start in, if there is any. */
    Optional<Tier> firstTier() {
        return firstTier;
    }

    /** Ends the engine. Its stores should have been closed. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "Engine[" + firstTier.map(tier -> "first tier " + tier.name()).orElse("no tier") + ", " + config + "]";
    }
}
