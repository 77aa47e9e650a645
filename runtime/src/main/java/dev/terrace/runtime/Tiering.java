package dev.terrace.runtime;

import dev.terrace.ClimbMode;
import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.LimitException;
import dev.terrace.MemoryPlacement;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.FunctionCode.Progress;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides which tier executes a function: the tier controller of an engine.
 *
 * <p>Tiers below the highest count calls and loop iterations, each in its own code. When a count reaches its threshold the
 * tier asks {@link #hot}, which has the function compiled for a tier above that does not refuse it (see {@link ClimbMode}), by a
 * thread in the background or at once.
 */
public final class Tiering implements AutoCloseable {
    /** The answer that there is code for the next tier. */
    public static final long READY = 0;

    /** The answer that there will be no code for a higher tier. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Who waits for a compilation asks again so many times while the threshold would be reached once more. */
    private static final int POLLS_PER_THRESHOLD = 10;

    private final CompileMode mode;
    private final int callThreshold;
    private final int loopThreshold;
    private final int nativeCallThreshold;
    private final int nativeLoopThreshold;
    private final MemoryPlacement memoryPlacement;
    private final boolean polls;
    private final boolean burnsFuel;
    private final List<Tier> ladder;
    private final List<Tier> order;

    /** The tiers that functions climb to, in the order in which they are asked. */
    private final List<Tier> targets;

    private final TierLog log;
    private final CompileQueue queue;

    /**
     * Creates the controller of an engine.
     *
     * @param config what the engine's user wants
     * @param present the tiers that there are
     * @throws IllegalStateException if the configuration asks for a tier that is not there
     */
    public Tiering(Config config, List<Tier> present) {
        List<Tier> all = new ArrayList<>(present);
        all.sort(new ByLevel());
        this.mode = config.compileMode();
        this.callThreshold = config.callThreshold();
        this.loopThreshold = config.loopThreshold();
        this.nativeCallThreshold = config.nativeCallThreshold();
        this.nativeLoopThreshold = config.nativeLoopThreshold();
        this.polls = config.interruptible();
        this.burnsFuel = config.fuel();
        Optional<String> only = config.tiers().tier();
        this.ladder = only.isEmpty() ? List.copyOf(all) : List.of(find(all, only.get()));
        for (Tier tier : ladder) {
            tier.check(config);
        }
        this.order = order(all);
        this.targets = config.climb() == ClimbMode.DIRECT ? ladder.reversed() : ladder;
        this.memoryPlacement =
                config.memoryPlacement().orElse(needsNativeMemories() ? MemoryPlacement.NATIVE : MemoryPlacement.HEAP);
        this.log = new TierLog(config.tierListener());
        this.queue = new CompileQueue(config.compileThreads(), config.maxQueuedCompilations(), new HotCompiler());
    }

    private static final class ByLevel implements Comparator<Tier> {
        @Override
        public int compare(Tier a, Tier b) {
            return Integer.compare(a.level(), b.level());
        }
    }

    private final class HotCompiler implements CompileQueue.Compiler {
        @Override
        public void compile(FunctionCode function, int loop, Tier from, Tier to) {
            compileHot(function, loop, from, to);
        }
    }

    private static Tier find(List<Tier> present, String name) {
        for (Tier tier : present) {
            if (tier.name().equals(name)) {
                return tier;
            }
        }
        throw new IllegalStateException("no tier \"%s\" on the class path for this system; there is: %s"
                .formatted(
                        name,
                        present.isEmpty()
                                ? "none"
                                : present.stream().map(Tier::name).collect(Collectors.joining(", "))));
    }

    /** A function that a tier refuses is executed by the next lower one, even if only the one was asked for. */
    private List<Tier> order(List<Tier> present) {
        List<Tier> result = new ArrayList<>(mode.climbs() ? ladder : ladder.reversed());
        for (Tier tier : present.reversed()) {
            if (!ladder.contains(tier) && tier.level() < ladder.getFirst().level()) {
                result.add(tier);
            }
        }
        return List.copyOf(result);
    }

    /**
     * Returns the tiers in the order in which they are asked to execute a function that is called first.
     *
     * @throws IllegalStateException if there are none
     */
    List<Tier> order() {
        if (order.isEmpty()) {
            throw new IllegalStateException(
                    "no tier on the class path can execute functions; terrace-tier0-interp has the interpreter");
        }
        return order;
    }

    /** Returns the way that a tier has for the host to call functions of a type, if one has any: see {@link Tier#directCall}. */
    public Optional<MethodHandle> directCall(FuncType type) {
        return order.stream().flatMap(tier -> tier.directCall(type).stream()).findFirst();
    }

    /** Returns whether code polls for interruptions: see {@link Checkpoints}. */
    public boolean polls() {
        return polls;
    }

    /** Returns whether code uses up fuel: see {@link Checkpoints}. */
    public boolean burnsFuel() {
        return burnsFuel;
    }

    /** Returns whether there is a tier whose code works on memory outside the Java heap only. */
    public boolean needsNativeMemories() {
        for (Tier tier : ladder) {
            if (tier.needsNativeMemories()) {
                return true;
            }
        }
        return false;
    }

    /** Returns where linear memories are. */
    public MemoryPlacement memoryPlacement() {
        return memoryPlacement;
    }

    /** Returns the tiers that functions climb, the lowest first. */
    public List<Tier> ladder() {
        return ladder;
    }

    TierLog log() {
        return log;
    }

    /**
     * Refuses a module that no tier can execute.
     *
     * @throws LimitException if a function is too large for every tier
     */
    public void checkSupport(ValidModule module) {
        LimitException first = null;
        for (Tier tier : order) {
            try {
                tier.checkSupport(module);
                return;
            } catch (LimitException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Compiles what is to be compiled before a module is used at all. */
    public void loaded(ModuleCode module) {
        if (mode == CompileMode.EAGER && !order.isEmpty()) {
            queue.runAll(order.getFirst().compileAll(module));
        }
    }

    /** Returns whether code of a tier is to count calls and iterations: if functions can climb from there. */
    public boolean counts(Tier tier) {
        return mode.climbs() && ladder.getLast().level() > tier.level();
    }

    /** Returns whether a function's code of a tier is to count: if a higher tier may execute the function. */
    public boolean counts(Tier tier, FunctionCode function) {
        return counts(tier)
                && ladder.stream().anyMatch(higher -> higher.level() > tier.level() && higher.mayExecute(function));
    }

    /**
     * Returns how many calls, or iterations of a loop, make a function hot; at least 1.
     *
     * @param loop the number of a loop, or {@link FunctionCode#WHOLE} for calls
     * @param from the tier that counts
     */
    public int threshold(int loop, Tier from) {
        if (from.level() == ladder.getFirst().level()) {
            return loop == FunctionCode.WHOLE ? callThreshold : loopThreshold;
        }
        return loop == FunctionCode.WHOLE ? nativeCallThreshold : nativeLoopThreshold;
    }

    /**
     * Takes notice that a function has become hot in a tier that counts.
     *
     * @param loop the loop that has become hot, or {@link FunctionCode#WHOLE} for the function by its calls
     * @param from the tier that counts
     * @param count how many calls or iterations there were since this was last asked
     * @return {@link #READY} if there is code to enter: {@link FunctionCode#entry}, or {@link FunctionCode#loopEntry} of
     *     the loop; {@link #NEVER} if there is no need to count any more; else after how many calls or iterations to ask
     *     again
     */
    public long hot(FunctionCode function, int loop, Tier from, long count) {
        function.count(loop, count);
        int threshold = threshold(loop, from);
        Tier to;
        while ((to = next(function, loop, from)) != null) {
            Progress progress = function.begin(loop, to);
            if (progress == Progress.DONE) {
                return READY;
            }
            if (progress == Progress.BUSY) {
                return Math.max(1, threshold / POLLS_PER_THRESHOLD);
            }
            if (mode == CompileMode.BACKGROUND) {
                return request(function, loop, from, to) ? Math.max(1, threshold / POLLS_PER_THRESHOLD) : threshold;
            }
            if (!compileHot(function, loop, from, to)) {
                return threshold;
            }
        }
        return NEVER;
    }

    /** Returns the tier above one that a target is to climb to; null if all have refused it. */
    private Tier next(FunctionCode function, int loop, Tier from) {
        for (Tier tier : targets) {
            if (tier.level() > from.level() && function.refusal(loop, tier) == null && tier.mayExecute(function)) {
                return tier;
            }
        }
        return null;
    }

    private boolean request(FunctionCode function, int loop, Tier from, Tier to) {
        if (queue.offer(function, loop, from, to)) {
            log.requested(function, loop, from, to, reason(function, loop));
            return true;
        }
        function.end(loop, to);
        log.postponed(function, loop, from, to, "too many functions wait for compilation");
        return false;
    }

    /** Compiles a target that has been begun; returns false if Java had no room for it now. */
    private boolean compileHot(FunctionCode function, int loop, Tier from, Tier to) {
        try {
            compile(function, loop, from, to, reason(function, loop));
            return true;
        } catch (StackOverflowError | OutOfMemoryError e) {
            log.postponed(function, loop, from, to, "no room to compile: " + e);
            return false;
        } finally {
            function.end(loop, to);
        }
    }

    private static String reason(FunctionCode function, int loop) {
        return loop == FunctionCode.WHOLE
                ? function.calls() + " calls, " + function.iterations() + " iterations"
                : function.iterations() + " iterations";
    }

    /**
     * Compiles a target in this thread, and installs the code.
     *
     * @param from the tier that executes it so far; null if none does
     * @return the code that calls, or the loop, enter now; null if the tier refuses
     */
    CompiledFunction compile(FunctionCode function, int loop, Tier from, Tier tier, String reason) {
        long start = System.nanoTime();
        try {
            if (loop == FunctionCode.WHOLE) {
                CompiledFunction code = tier.compile(function);
                return function.install(tier, code, reason, since(start));
            }
            CompiledFunction code = tier.compileLoop(function, loop);
            function.installLoop(loop, from, tier, code, reason, since(start));
            return code;
        } catch (CompilationRefusedException | LimitException e) {
            function.refuse(loop, from, tier, e.getMessage(), null);
        } catch (RuntimeException | LinkageError e) {
            function.refuse(loop, from, tier, "it failed: " + e, e);
        }
        return null;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Ends the threads that compile: functions stay in the tiers that they are in. */
    @Override
    public void close() {
        queue.close();
    }

    @Override
    public String toString() {
        return ladder.isEmpty() ? "no tier" : ladder.stream().map(Tier::name).collect(Collectors.joining(" -> "));
    }
}
