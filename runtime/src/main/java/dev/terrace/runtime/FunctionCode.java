package dev.terrace.runtime;

import dev.terrace.LimitException;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.validate.FunctionInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The code of one function of a module, in the tier that it has climbed to. Shared by all instances of the module.
 *
 * <p>There is code for the whole function, and for each loop at which a higher tier enters it: "target" means either, by
 * the loop's number or {@link #WHOLE}. For each target a tier is asked at most once.
 */
public final class FunctionCode {
    /** Stands for the whole function where the number of a loop might be. */
    public static final int WHOLE = -1;

    private final ModuleCode module;
    private final int index;
    private final FunctionInfo info;
    private volatile CompiledFunction entry;
    private Checkpoints checkpoints;

    /** The tier of the entry; guarded by this. */
    private Tier tier;

    /** What has happened since the function was first compiled; null as long as it is nothing. Guarded by this. */
    private Climb climb;

    /** What a tier can be asked to compile. */
    private record Target(int loop, Tier tier) {}

    /** Code that is entered at a loop. */
    private record LoopCode(Tier tier, CompiledFunction code) {}

    /** What has become of a target. */
    enum Progress {
        /** Nobody compiles it yet; whoever asked now does. */
        BEGUN,
        /** Somebody compiles it, or will. */
        BUSY,
        /** There is code for it, of this tier or a higher one. */
        DONE
    }

    /** How hot the function is, and what the tiers above said about it. */
    private static final class Climb {
        private final Map<Target, String> refusals = new HashMap<>(2);
        private final Set<Target> busy = new HashSet<>(2);
        private final Map<Integer, LoopCode> loops = new HashMap<>(2);
        private long calls;
        private long iterations;
    }

    FunctionCode(ModuleCode module, int index, FunctionInfo info) {
        this.module = module;
        this.index = index;
        this.info = info;
    }

    /** Returns the module that the function is part of. */
    public ModuleCode module() {
        return module;
    }

    /** Returns the function's index in its module, imports included. */
    public int index() {
        return index;
    }

    /** Returns what validation found out about the function. */
    public FunctionInfo info() {
        return info;
    }

    /** Returns the function's body. */
    public FunctionBody body() {
        return module.valid().module().bodies().get(index - module.valid().importedFunctions());
    }

    /** Returns where the function's code uses up fuel; found out when it is first asked for. */
    public Checkpoints checkpoints() {
        // Threads that race here find out the same.
        Checkpoints found = checkpoints;
        if (found == null) {
            found = Checkpoints.of(this);
            checkpoints = found;
        }
        return found;
    }

    /**
     * Returns what to enter to call the function; the first call of all compiles it.
     *
     * @throws LimitException if no tier executes the function
     */
    public CompiledFunction entry() {
        CompiledFunction current = entry;
        return current != null ? current : enterFirstTier();
    }

    /** Returns what {@link #entry} does, but null if the function was never called. */
    public CompiledFunction presentEntry() {
        return entry;
    }

    private CompiledFunction enterFirstTier() {
        for (Tier candidate : module.tiering().order()) {
            CompiledFunction code = tryCompile(candidate, "first call");
            if (code != null) {
                return code;
            }
        }
        throw new LimitException("no tier executes " + this + ": " + String.join("; ", refusals()));
    }

    /** Returns the tier that calls of the function enter; empty if it has not been compiled yet. */
    public synchronized Optional<Tier> tier() {
        return Optional.ofNullable(tier);
    }

    /** Returns the code that is entered at a loop with the canonical frame there; null if there is none. */
    public synchronized CompiledFunction loopEntry(int loop) {
        LoopCode code = climb == null ? null : climb.loops.get(loop);
        return code == null ? null : code.code;
    }

    /** Returns why a tier does not execute the function, if it has refused to. */
    public synchronized Optional<String> refusal(Tier by) {
        return Optional.ofNullable(refusal(WHOLE, by));
    }

    /**
     * Compiles the function for a tier, in this thread, unless there is code of this tier or a higher one.
     *
     * @return the code to enter; null if the tier refuses the function, now or earlier
     */
    public CompiledFunction tryCompile(Tier by) {
        return tryCompile(by, "asked for by the tier");
    }

    CompiledFunction tryCompile(Tier by, String reason) {
        Tier present;
        synchronized (this) {
            present = tier;
            if (tier != null && tier.level() >= by.level()) {
                return entry;
            }
            if (refusal(WHOLE, by) != null) {
                return null;
            }
        }
        // Without the lock: a tier may load classes, and what loads classes may ask for this function.
        return module.tiering().compile(this, WHOLE, present, by, reason);
    }

    /**
     * Makes calls of the function enter code that a tier has made, unless they enter code of that tier or a higher one
     * already. It is logged.
     *
     * @param by the tier
     * @param code the code
     * @param reason why it was made, for people to read
     * @param time how long that took
     * @return the code that calls enter now
     */
    public CompiledFunction install(Tier by, CompiledFunction code, String reason, Duration time) {
        Tier before;
        synchronized (this) {
            before = tier;
            if (before != null && before.level() >= by.level()) {
                return entry;
            }
            CompiledFunction replaced = entry;
            entry = code;
            tier = by;
            if (replaced != null) {
                replaced.replaced();
            }
        }
        module.tiering().log().compiled(this, WHOLE, before, by, reason, time, code);
        return code;
    }

    /** Makes a loop enter code that a tier has made, unless there is some of that tier or a higher one already. */
    void installLoop(int loop, Tier from, Tier by, CompiledFunction code, String reason, Duration time) {
        synchronized (this) {
            LoopCode present = climb().loops.get(loop);
            if (present != null && present.tier.level() >= by.level()) {
                return;
            }
            climb.loops.put(loop, new LoopCode(by, code));
        }
        module.tiering().log().compiled(this, loop, from, by, reason, time, code);
    }

    /**
     * Remembers that a tier does not execute the function. It is logged.
     *
     * @param reason why, for people to read
     */
    public void refuse(Tier by, String reason) {
        refuse(WHOLE, tier().orElse(null), by, reason, null);
    }

    /** Remembers that a tier does not compile a target; {@code failure} is what it threw if it should not have. */
    void refuse(int loop, Tier from, Tier by, String reason, Throwable failure) {
        synchronized (this) {
            if (climb().refusals.putIfAbsent(new Target(loop, by), reason) != null) {
                return;
            }
        }
        module.tiering().log().refused(this, loop, from, by, reason, failure);
    }

    /** Returns why a tier does not compile a target; null if it has not refused to. */
    synchronized String refusal(int loop, Tier by) {
        return climb == null ? null : climb.refusals.get(new Target(loop, by));
    }

    private synchronized Iterable<String> refusals() {
        return climb == null ? List.of() : List.copyOf(climb.refusals.values());
    }

    /** Asks for the right to compile a target; the answer {@link Progress#BEGUN} gives it, until {@link #end}. */
    synchronized Progress begin(int loop, Tier by) {
        LoopCode code = climb().loops.get(loop);
        Tier present = loop == WHOLE ? tier : code == null ? null : code.tier;
        if (present != null && present.level() >= by.level()) {
            return Progress.DONE;
        }
        return climb.busy.add(new Target(loop, by)) ? Progress.BEGUN : Progress.BUSY;
    }

    /** Gives the right to compile a target back. */
    synchronized void end(int loop, Tier by) {
        climb().busy.remove(new Target(loop, by));
    }

    /** Adds to the calls, or to the iterations of loops, that have been counted. */
    synchronized void count(int loop, long count) {
        if (loop == WHOLE) {
            climb().calls += count;
        } else {
            climb().iterations += count;
        }
    }

    /** Returns how many calls have been counted. */
    synchronized long calls() {
        return climb == null ? 0 : climb.calls;
    }

    /** Returns how many iterations of loops have been counted. */
    synchronized long iterations() {
        return climb == null ? 0 : climb.iterations;
    }

    private Climb climb() {
        if (climb == null) {
            climb = new Climb();
        }
        return climb;
    }

    /** Returns the function's name and index, as far as it has a name. */
    @Override
    public String toString() {
        String name = module.valid().module().names().functions().get(index);
        return name == null ? "func " + index : name + " (func " + index + ")";
    }
}
