package dev.terrace.tier1.support;

import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.LoopEntry;
import dev.terrace.runtime.ModuleCode;
import dev.terrace.runtime.Tier;
import dev.terrace.runtime.Tiering;
import dev.terrace.runtime.WasmFunction;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What generated code calls when it has counted so many calls or iterations that its function may be hot, and to leave for
 * the code of a higher tier. There is one for each module.
 *
 * <p>Threads that run the same function at the same time may lose a count, here too: it need not be exact.
 */
public final class Climbing {
    /** A count from which on nothing is counted down: there will be no code to leave for. */
    public static final int ENDLESS = 1 << 30;

    private static Tier tier;

    private final ModuleCode module;

    /** How many calls, and iterations, each function may make before it asks, by the last answer. */
    private final int[] calls;

    private final int[] iterations;

    /** The loops of each function that no higher tier enters; null if there are none. */
    private final BitSet[] refused;

    private Climbing(ModuleCode module) {
        this.module = module;
        int functions = module.functions().size();
        this.calls = new int[functions];
        this.iterations = new int[functions];
        this.refused = new BitSet[functions];
        Arrays.fill(calls, callThreshold(module.tiering()));
        Arrays.fill(iterations, loopThreshold(module.tiering()));
    }

    /** Sets the tier that counts; it does when it is loaded. */
    public static void setTier(Tier newTier) {
        tier = newTier;
    }

    /** Returns how many calls a function makes before it asks. */
    public static int callThreshold(Tiering tiering) {
        return Math.min(tiering.threshold(FunctionCode.WHOLE, tier), ENDLESS - 1);
    }

    /** Returns how many iterations of loops a call makes before it asks. */
    public static int loopThreshold(Tiering tiering) {
        return Math.min(tiering.threshold(0, tier), ENDLESS - 1);
    }

    private static Climbing of(Context context) {
        return context.code().shared(Climbing.class, Climbing::new);
    }

    /** Asks what to do about a function that has been called so often; returns zero if it is to be left, or the next count. */
    public static int hotByCalls(Context context, int function) {
        return of(context).hotByCalls(function);
    }

    /** Asks the same about a loop that has been iterated so often. */
    public static int hotByIterations(Context context, int function, int loop) {
        return of(context).hotByIterations(function, loop);
    }

    private int hotByCalls(int function) {
        FunctionCode code = module.function(function);
        int number = function - module.valid().importedFunctions();
        long answer = module.tiering().hot(code, FunctionCode.WHOLE, tier, calls[number]);
        if (answer == Tiering.READY) {
            return 0;
        }
        calls[number] = (int) Math.min(answer, ENDLESS);
        return calls[number];
    }

    private int hotByIterations(int function, int loop) {
        FunctionCode code = module.function(function);
        int number = function - module.valid().importedFunctions();
        long answer = module.tiering().hot(code, loop, tier, iterations[number]);
        if (answer == Tiering.READY) {
            return 0;
        }
        boolean endless = answer == Tiering.NEVER && refuse(number, loop, code);
        // The function's other loops may be entered.
        long next = answer == Tiering.NEVER ? loopThreshold(module.tiering()) : answer;
        iterations[number] = endless ? ENDLESS : (int) Math.min(next, ENDLESS - 1);
        return iterations[number];
    }

    /** Remembers that no higher tier enters a loop; returns whether that holds for all loops of the function. */
    private synchronized boolean refuse(int number, int loop, FunctionCode code) {
        if (refused[number] == null) {
            refused[number] = new BitSet();
        }
        refused[number].set(loop);
        long iterated = code.info().loops().stream()
                .filter(header -> header.backEdges() > 0)
                .count();
        return refused[number].cardinality() >= iterated;
    }

    /** Returns a count by which the next call asks, if calls are counted. */
    public static int askAtNextCall(int calls) {
        return calls > 1 && calls < ENDLESS ? 1 : calls;
    }

    /** Calls a function through slots, which hold the arguments, and then the results. */
    public static void call(Context context, int function, int base) {
        WasmFunction callee = (WasmFunction) context.function(function);
        Calls.call(callee, context, base, callee.slots());
    }

    /** Runs the rest of a function in a higher tier: slots hold the canonical frame of a loop, and then the results. */
    public static void callLoop(Context context, int function, int loop, int base) {
        LoopEntry callee = loop(context, function, loop);
        Calls.call(callee, context, base, callee.slots());
    }

    /** Leaves the rest of a function to whoever has called it: see {@link TailCalls}. */
    public static void tailCallLoop(Context context, int function, int loop) {
        TailCalls.set(loop(context, function, loop), context);
    }

    private static LoopEntry loop(Context context, int function, int loop) {
        WasmFunction callee = (WasmFunction) context.function(function);
        return new LoopEntry(callee, callee.code().loopEntry(loop));
    }
}
