package dev.terrace;

import dev.terrace.core.Feature;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How an engine behaves. Immutable; made with {@link #builder}. */
public final class Config {
    private final Set<Feature> features;
    private final TierStrategy tiers;
    private final CompileMode compileMode;
    private final ClimbMode climb;
    private final int callThreshold;
    private final int loopThreshold;
    private final int nativeCallThreshold;
    private final int nativeLoopThreshold;
    private final int optLevel;
    private final boolean signals;
    private final String cpu;
    private final int compileThreads;
    private final int maxQueuedCompilations;
    private final Optional<TierListener> tierListener;
    private final long maxStackBytes;
    private final int maxNestedCalls;
    private final Optional<MemoryPlacement> memoryPlacement;
    private final long maxMemoryBytes;
    private final long maxTotalMemoryBytes;
    private final int maxTableElements;
    private final boolean deterministic;
    private final boolean fuel;
    private final boolean interruptible;
    private final Optional<PoolConfig> pool;

    private Config(Builder builder) {
        this.features = Collections.unmodifiableSet(EnumSet.copyOf(builder.features));
        this.tiers = builder.tiers;
        this.compileMode = builder.compileMode == null ? usual(builder.tiers) : builder.compileMode;
        this.climb = builder.climb;
        this.callThreshold = builder.callThreshold;
        this.loopThreshold = builder.loopThreshold;
        this.nativeCallThreshold = builder.nativeCallThreshold;
        this.nativeLoopThreshold = builder.nativeLoopThreshold;
        this.optLevel = builder.optLevel;
        this.signals = builder.signals;
        this.cpu = builder.cpu;
        this.compileThreads = builder.compileThreads;
        this.maxQueuedCompilations = builder.maxQueuedCompilations;
        this.tierListener = Optional.ofNullable(builder.tierListener);
        this.maxStackBytes = builder.maxStackBytes;
        this.maxNestedCalls = builder.maxNestedCalls;
        this.memoryPlacement = placement(builder);
        this.maxMemoryBytes = builder.maxMemoryBytes;
        this.maxTotalMemoryBytes = builder.maxTotalMemoryBytes;
        this.maxTableElements = builder.maxTableElements;
        this.deterministic = builder.deterministic;
        this.fuel = builder.fuel;
        this.interruptible = builder.interruptible;
        this.pool = Optional.ofNullable(builder.pool);
    }

    private static Optional<MemoryPlacement> placement(Builder builder) {
        if (builder.pool == null) {
            return Optional.ofNullable(builder.memoryPlacement);
        }
        if (builder.memoryPlacement == MemoryPlacement.HEAP) {
            throw new IllegalArgumentException("a pool has memories outside the Java heap: MemoryPlacement.NATIVE");
        }
        return Optional.of(MemoryPlacement.NATIVE);
    }

    private static CompileMode usual(TierStrategy tiers) {
        return switch (tiers) {
            case AUTO -> CompileMode.BACKGROUND;
            case INTERPRETER -> CompileMode.LAZY;
            case JVM, NATIVE -> CompileMode.EAGER;
        };
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the features that modules may use; WebAssembly 3.0 by default. */
    public Set<Feature> features() {
        return features;
    }

    /** Returns which tiers execute functions; all that there are by default. */
    public TierStrategy tiers() {
        return tiers;
    }

    /**
     * Returns when functions are compiled; {@link CompileMode#BACKGROUND} by default. If one tier alone executes functions
     * it is {@link CompileMode#EAGER}, and for the interpreter {@link CompileMode#LAZY}.
     */
    public CompileMode compileMode() {
        return compileMode;
    }

    /** Returns which way functions climb from tier to tier; {@link ClimbMode#DIRECT} by default. */
    public ClimbMode climb() {
        return climb;
    }

    /**
     * Returns how many calls in the lowest tier make a function hot, so that it is compiled for a higher tier; 500 by
     * default.
     */
    public int callThreshold() {
        return callThreshold;
    }

    /**
     * Returns how many iterations in the lowest tier, in all calls together, make a loop hot, so that it is entered in a
     * higher tier; 5,000 by default.
     */
    public int loopThreshold() {
        return loopThreshold;
    }

    /**
     * Returns how many calls in a tier above the lowest make a function hot, so that it is compiled to machine code; 3,000 by
     * default. A function that the tiers between refuse becomes hot by {@link #callThreshold}.
     */
    public int nativeCallThreshold() {
        return nativeCallThreshold;
    }

    /**
     * Returns how many iterations do the same with a loop; 30,000 by default. In one call: code above the lowest tier counts
     * them in a variable of its own, all loops of the function together.
     */
    public int nativeLoopThreshold() {
        return nativeLoopThreshold;
    }

    /** Returns how much is done to make machine code fast: 0 for one quick pass, 2, the default, for everything. */
    public int optLevel() {
        return optLevel;
    }

    /**
     * Returns whether machine code may rely on signals of the operating system: so by default. Then most accesses to memories
     * are not checked; those outside end in a signal that becomes a trap, for which a handler is installed in the process.
     * Without, machine code checks each access.
     */
    public boolean signals() {
        return signals;
    }

    /** Returns how the processor that machine code is for differs from this one; empty if it does not. */
    public String cpu() {
        return cpu;
    }

    /**
     * Returns how many threads of the engine compile at most: half the number of processors by default, but at least one
     * and at most four. There are none while there is nothing to compile.
     */
    public int compileThreads() {
        return compileThreads;
    }

    /**
     * Returns how many hot functions may wait for their compilation; 1,000 by default. Others stay where they are until
     * they have been used as much again.
     */
    public int maxQueuedCompilations() {
        return maxQueuedCompilations;
    }

    /** Returns who is told what becomes of functions in the tiers; nobody by default. */
    public Optional<TierListener> tierListener() {
        return tierListener;
    }

    /** Returns the size in bytes that a store's execution stack may reach; 8 MiB by default. */
    public long maxStackBytes() {
        return maxStackBytes;
    }

    /**
     * Returns how often the host may call into a store while calls from there to the host are still running; 200 by
     * default. One more ends in the trap "call stack exhausted".
     */
    public int maxNestedCalls() {
        return maxNestedCalls;
    }

    /**
     * Returns where linear memories are; outside the Java heap if they are {@linkplain #pool pooled}. If it is not said here
     * they are outside where functions can become machine code, and otherwise on the heap.
     */
    public Optional<MemoryPlacement> memoryPlacement() {
        return memoryPlacement;
    }

    /** Returns the size in bytes that a memory may reach, whatever its type says; 4 GiB by default. */
    public long maxMemoryBytes() {
        return maxMemoryBytes;
    }

    /**
     * Returns the size in bytes that all memories of the engine may reach together; twice the size that the Java heap may
     * reach by default.
     */
    public long maxTotalMemoryBytes() {
        return maxTotalMemoryBytes;
    }

    /** Returns the number of elements that a table may reach, whatever its type says; 10 million by default. */
    public int maxTableElements() {
        return maxTableElements;
    }

    /** Returns whether relaxed instructions must have the same results everywhere; not so by default. */
    public boolean deterministic() {
        return deterministic;
    }

    /** Returns whether code counts what it uses up; not so by default. */
    public boolean fuel() {
        return fuel;
    }

    /** Returns whether calls can be stopped from outside; so by default. */
    public boolean interruptible() {
        return interruptible;
    }

    /** Returns how memories of instances are reused; they are not by default. */
    public Optional<PoolConfig> pool() {
        return pool;
    }

    @Override
    public String toString() {
        return ("Config[tiers=%s, compileMode=%s, climb=%s, callThreshold=%d, loopThreshold=%d, nativeCallThreshold=%d,"
                        + " nativeLoopThreshold=%d, optLevel=%d, signals=%s, cpu=%s, compileThreads=%d,"
                        + " maxQueuedCompilations=%d, maxStackBytes=%d, maxNestedCalls=%d, memoryPlacement=%s,"
                        + " maxMemoryBytes=%d, maxTotalMemoryBytes=%d, maxTableElements=%d, deterministic=%s,"
                        + " fuel=%s, interruptible=%s,"
                        + " pool=%s, features=%s]")
                .formatted(
                        tiers,
                        compileMode,
                        climb,
                        callThreshold,
                        loopThreshold,
                        nativeCallThreshold,
                        nativeLoopThreshold,
                        optLevel,
                        signals,
                        cpu.isEmpty() ? "host" : cpu,
                        compileThreads,
                        maxQueuedCompilations,
                        maxStackBytes,
                        maxNestedCalls,
                        memoryPlacement.map(MemoryPlacement::toString).orElse("auto"),
                        maxMemoryBytes,
                        maxTotalMemoryBytes,
                        maxTableElements,
                        deterministic,
                        fuel,
                        interruptible,
                        pool,
                        features);
    }

    /** Collects what a {@link Config} says. */
    public static final class Builder {
        private static final long MIN_STACK_BYTES = 64 << 10;
        private static final long MAX_STACK_BYTES = 8L << 30;
        private static final long LARGEST_MEMORY = 1L << 48;
        private static final int MAX_THREADS = 256;
        private static final int MAX_OPT_LEVEL = 2;
        private static final int MAX_QUEUED = 1_000_000;

        private final Set<Feature> features = EnumSet.copyOf(Feature.WASM3);
        private TierStrategy tiers = TierStrategy.AUTO;
        private CompileMode compileMode;
        private ClimbMode climb = ClimbMode.DIRECT;
        private int callThreshold = 500;
        private int loopThreshold = 5_000;
        private int nativeCallThreshold = 3_000;
        private int nativeLoopThreshold = 30_000;
        private int optLevel = MAX_OPT_LEVEL;
        private boolean signals = true;
        private String cpu = "";
        private int compileThreads = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
        private int maxQueuedCompilations = 1_000;
        private TierListener tierListener;
        private long maxStackBytes = 8 << 20;
        private int maxNestedCalls = 200;
        private MemoryPlacement memoryPlacement;
        private long maxMemoryBytes = 1L << 32;
        private long maxTotalMemoryBytes = Math.clamp(Runtime.getRuntime().maxMemory(), 0, LARGEST_MEMORY / 2) * 2;
        private int maxTableElements = 10_000_000;
        private boolean deterministic;
        private boolean fuel;
        private boolean interruptible = true;
        private PoolConfig pool;

        private Builder() {}

        /** Sets the features that modules may use, instead of all that were set before. */
        public Builder features(Set<Feature> newFeatures) {
            features.clear();
            features.addAll(newFeatures);
            return this;
        }

        /** Lets modules use a feature. */
        public Builder enable(Feature feature) {
            features.add(feature);
            return this;
        }

        /** Refuses modules that use a feature. */
        public Builder disable(Feature feature) {
            features.remove(feature);
            return this;
        }

        /** Sets which tiers execute functions. */
        public Builder tiers(TierStrategy strategy) {
            tiers = Objects.requireNonNull(strategy);
            return this;
        }

        /** Sets when functions are compiled. */
        public Builder compileMode(CompileMode mode) {
            compileMode = Objects.requireNonNull(mode);
            return this;
        }

        /** Sets which way functions climb from tier to tier. */
        public Builder climb(ClimbMode way) {
            climb = Objects.requireNonNull(way);
            return this;
        }

        /**
         * Sets how many calls in the lowest tier make a function hot.
         *
         * @param calls at least 1: a function that has been called once is compiled
         */
        public Builder callThreshold(int calls) {
            callThreshold = (int) check("callThreshold", calls, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets how many iterations in the lowest tier make a loop hot.
         *
         * @param iterations at least 1: a loop is entered in the next tier at once
         */
        public Builder loopThreshold(int iterations) {
            loopThreshold = (int) check("loopThreshold", iterations, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets how many calls in a tier above the lowest make a function hot.
         *
         * @param calls at least 1
         */
        public Builder nativeCallThreshold(int calls) {
            nativeCallThreshold = (int) check("nativeCallThreshold", calls, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets how many iterations in one call in a tier above the lowest make a loop hot.
         *
         * @param iterations at least 1
         */
        public Builder nativeLoopThreshold(int iterations) {
            nativeLoopThreshold = (int) check("nativeLoopThreshold", iterations, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets how much is done to make machine code fast.
         *
         * @param level 0 or 2
         */
        public Builder optLevel(int level) {
            if (level != 0 && level != MAX_OPT_LEVEL) {
                throw new IllegalArgumentException("optLevel must be 0 or 2: " + level);
            }
            optLevel = level;
            return this;
        }

        /** Sets whether machine code may rely on signals of the operating system. */
        public Builder signals(boolean on) {
            signals = on;
            return this;
        }

        /**
         * Sets what machine code may use of the processor, by changes of what it has: names of features after a plus or
         * minus, such as {@code +avx2,-bmi2}. Code that uses what the processor lacks can be printed, and is not run.
         */
        public Builder cpu(String changes) {
            cpu = Objects.requireNonNull(changes);
            return this;
        }

        /**
         * Sets how many threads compile at most.
         *
         * @param threads from 1 to 256
         */
        public Builder compileThreads(int threads) {
            compileThreads = (int) check("compileThreads", threads, 1, MAX_THREADS);
            return this;
        }

        /**
         * Sets how many hot functions may wait for their compilation.
         *
         * @param functions from 1 to 1 million
         */
        public Builder maxQueuedCompilations(int functions) {
            maxQueuedCompilations = (int) check("maxQueuedCompilations", functions, 1, MAX_QUEUED);
            return this;
        }

        /** Sets who is told what becomes of functions in the tiers. */
        public Builder tierListener(TierListener listener) {
            tierListener = Objects.requireNonNull(listener);
            return this;
        }

        /**
         * Sets the size in bytes that a store's execution stack may reach: the locals and operands of all active
         * functions, at 8 bytes each.
         *
         * @param bytes from 64 KiB to 8 GiB
         */
        public Builder maxStackBytes(long bytes) {
            maxStackBytes = check("maxStackBytes", bytes, MIN_STACK_BYTES, MAX_STACK_BYTES);
            return this;
        }

        /**
         * Sets how often the host may call into a store while calls from there to the host are still running. Each of
         * these uses the Java stack.
         *
         * @param calls at least 1
         */
        public Builder maxNestedCalls(int calls) {
            maxNestedCalls = (int) check("maxNestedCalls", calls, 1, Integer.MAX_VALUE);
            return this;
        }

        /** Sets where linear memories are. */
        public Builder memoryPlacement(MemoryPlacement placement) {
            memoryPlacement = Objects.requireNonNull(placement);
            return this;
        }

        /**
         * Sets the size in bytes that a memory may reach.
         *
         * @param bytes from 0 to 2 to the power of 48; memories with 32-bit addresses stay below 4 GiB in any case
         */
        public Builder maxMemoryBytes(long bytes) {
            maxMemoryBytes = check("maxMemoryBytes", bytes, 0, LARGEST_MEMORY);
            return this;
        }

        /**
         * Sets the size in bytes that all memories of the engine may reach together. One that grows needs room for its old
         * and its new size at the same time.
         *
         * @param bytes from 0 to 2 to the power of 48
         */
        public Builder maxTotalMemoryBytes(long bytes) {
            maxTotalMemoryBytes = check("maxTotalMemoryBytes", bytes, 0, LARGEST_MEMORY);
            return this;
        }

        /**
         * Sets the number of elements that a table may reach.
         *
         * @param elements at least 0
         */
        public Builder maxTableElements(int elements) {
            maxTableElements = (int) check("maxTableElements", elements, 0, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets whether the relaxed vector instructions must follow the specification's deterministic profile (appendix
         * "Profiles"), so that they have the same results on every machine and in every tier. Otherwise a tier may choose
         * what the machine does fastest among the results that the specification allows. The interpreter follows the
         * profile in any case. Which bits a NaN has is left open either way.
         */
        public Builder deterministic(boolean on) {
            deterministic = on;
            return this;
        }

        /**
         * Sets whether code counts the instructions that it executes, and stops when the store's fuel is used up: see {@link
         * Store#setFuel}. It is slower then.
         */
        public Builder fuel(boolean on) {
            fuel = on;
            return this;
        }

        /**
         * Has memories of instances reused, for programs that make many short-lived ones. They are outside the Java heap then
         * ({@link MemoryPlacement#NATIVE}).
         */
        public Builder pool(PoolConfig newPool) {
            pool = Objects.requireNonNull(newPool);
            return this;
        }

        /**
         * Sets whether calls can be stopped from outside: by interrupting their thread, by {@link Store#interrupt}, by a
         * deadline or an epoch. It costs nothing in compiled code until the first call in the process is stopped; after that
         * a test in each loop and function.
         */
        public Builder interruptible(boolean on) {
            interruptible = on;
            return this;
        }

        /**
         * Returns the configuration.
         *
         * @throws IllegalArgumentException if memories are to be pooled and on the Java heap
         */
        public Config build() {
            return new Config(this);
        }

        private static long check(String what, long value, long min, long max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException("%s must be from %d to %d: %d".formatted(what, min, max, value));
            }
            return value;
        }
    }
}
