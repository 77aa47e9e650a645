package dev.terrace.tests.stress;

import dev.terrace.ClimbMode;
import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Module;
import dev.terrace.PoolConfig;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.core.Feature;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import dev.terrace.wasi.Wasi;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** An engine that all threads use, with a module that stays, and a memory that they share. */
final class World implements AutoCloseable {
    private static final int SHARED_MUTEX_COUNT = 64;
    private static final int SHARED_ATOMIC_COUNT = 128;

    /** One guest in so many has a module of its own, which is garbage afterwards. */
    private static final int GUESTS_PER_MODULE = 4;

    private static final int POOL_SLOTS = 12;

    private final Kind kind;
    private final Engine engine;
    private final Linker linker;
    private final LinkedModule resident;
    private final Store sharedStore;
    private final Memory shared;
    private final LinkedModule counter;
    private final AtomicLong counted = new AtomicLong();

    /** A configuration. */
    enum Kind {
        NATIVE(config -> config.tiers(TierStrategy.NATIVE)),
        CHECKED(config -> config.tiers(TierStrategy.NATIVE).signals(false)),
        POOLED(config -> config.tiers(TierStrategy.NATIVE)
                .optLevel(0)
                .pool(PoolConfig.ofSlots(POOL_SLOTS).withWhenExhausted(PoolConfig.WhenExhausted.GROW))),
        LAZY(config ->
                config.tiers(TierStrategy.NATIVE).compileMode(CompileMode.LAZY).maxStackBytes(256 << 10)),
        CLIMBING(config -> climbing(config).compileMode(CompileMode.BACKGROUND)),
        CLIMBING_DIRECTLY(
                config -> climbing(config).compileMode(CompileMode.BACKGROUND).climb(ClimbMode.DIRECT)),
        CLIMBING_AT_ONCE(config -> climbing(config)
                .compileMode(CompileMode.SYNC)
                .callThreshold(1)
                .loopThreshold(1)
                .nativeCallThreshold(2)
                .nativeLoopThreshold(2)),
        WITH_FUEL(config -> climbing(config).fuel(true));

        private final UnaryOperator<Config.Builder> settings;

        Kind(UnaryOperator<Config.Builder> settings) {
            this.settings = settings;
        }

        private static Config.Builder climbing(Config.Builder config) {
            return config.tiers(TierStrategy.AUTO)
                    .climb(ClimbMode.STEPS)
                    .callThreshold(3)
                    .loopThreshold(20)
                    .nativeCallThreshold(10)
                    .nativeLoopThreshold(100);
        }
    }

    /** Makes the engine of a kind, and compiles what stays in it. */
    World(Kind kind) {
        this.kind = kind;
        this.engine = Engine.create(kind.settings
                .apply(Config.builder().maxStackBytes(1 << 20).enable(Feature.THREADS))
                .build());
        this.linker = new Linker(engine).functions("host", new GuestHost());
        Wasi.addTo(linker);
        this.resident = load(0);
        this.sharedStore = new Store(engine);
        this.shared = new Memory(
                sharedStore,
                new MemoryType(AddressType.I32, Limits.of(1, 16), true, MemoryType.DEFAULT_PAGE_SIZE_LOG2));
        this.counter =
                new Linker(engine).define("env", "memory", shared).link(Module.fromWat(engine, GuestModules.COUNTER));
    }

    private LinkedModule load(int number) {
        return linker.link(Module.fromWat(engine, GuestModules.main(number)));
    }

    Kind kind() {
        return kind;
    }

    Engine engine() {
        return engine;
    }

    boolean hasFuel() {
        return engine.config().fuel();
    }

    /** Makes a guest, of the module that stays or of one that is loaded for it. */
    Guest newGuest(Random random) {
        int number = random.nextInt(GUESTS_PER_MODULE) == 0 ? random.nextInt() : 0;
        return new Guest(this, number == 0 ? resident : load(number), number, random);
    }

    /** Returns a guest's module for its other instance. */
    Module partner() {
        return Module.fromWat(engine, GuestModules.PARTNER_MODULE);
    }

    /** Counts in the shared memory. */
    void count(Store store, int times) {
        counter.instantiate(store).func("count").call(times);
        counted.addAndGet(times);
    }

    /** Returns what is wrong with the counts in the shared memory now that nobody counts; empty if nothing is. */
    String miscounted() {
        long byMutex = shared.readLong(SHARED_MUTEX_COUNT);
        long byAtomics = shared.readLong(SHARED_ATOMIC_COUNT);
        return byMutex == counted.get() && byAtomics == counted.get()
                ? ""
                : "%s: counted %d with a mutex and %d atomically, not %d"
                        .formatted(kind, byMutex, byAtomics, counted.get());
    }

    @Override
    public void close() {
        sharedStore.close();
        engine.close();
    }
}
