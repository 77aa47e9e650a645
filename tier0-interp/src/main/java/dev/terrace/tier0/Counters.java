package dev.terrace.tier0;

import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.LoopEntry;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.Tier;
import dev.terrace.runtime.Tiering;
import dev.terrace.runtime.WasmFunction;

/**
 * The counts of calls and of loop iterations, by which functions become hot. A count is the word behind {@link Op#COUNT}:
 *
 * <pre>
 *   63             32 31              0
 *   | counted in all |  still to count |
 * </pre>
 *
 * <p>The dispatch loop counts down; when nothing is left the tier controller is asked. Threads that run the same function
 * at the same time may lose a count: it need not be exact.
 */
final class Counters {
    /** The place of a function's count of calls. */
    private static final int CALLS = InterpretedFunction.ENTRY + 1;

    private static final Tier TIER = new InterpreterTier();

    private Counters() {}

    /** Returns how many calls, or iterations of a loop, there are before the tier controller is asked. */
    static int threshold(Tiering tiering, int loop) {
        return tiering.threshold(loop, TIER);
    }

    /** Returns the word that counts so many times; at least once. */
    static long word(long count) {
        return Math.min(count, Integer.MAX_VALUE) * (1L << 32 | 1);
    }

    /**
     * Asks the tier controller what to do about code that has become hot.
     *
     * @param w the instruction that counts
     * @param pc the place behind the count
     * @return the rest of the function in a higher tier, for which the frame is to be left; null to go on here
     */
    static FunctionInstance hot(long w, long[] code, int pc, InterpretedFunction[] functions, ModuleInstance instance) {
        FunctionCode function = functions[(int) code[0]].function();
        Tiering tiering = function.module().tiering();
        int loop = Op.z(w);
        long answer = tiering.hot(function, loop, TIER, code[pc - 1] >>> 32);
        if (answer != Tiering.READY) {
            code[pc - 1] = word(answer);
            return null;
        }
        if (loop == FunctionCode.WHOLE) {
            code[pc - 1] = word(Tiering.NEVER);
            return null;
        }
        // Whichever call comes to the loop next enters the other tier there; better, it begins there.
        code[pc - 1] = 1;
        askAtNextCall(code);
        return new LoopEntry((WasmFunction) instance.function(function.index()), function.loopEntry(loop));
    }

    private static void askAtNextCall(long[] code) {
        long total = code[CALLS] >>> 32;
        int left = (int) code[CALLS];
        if (left > 1 && total < Integer.MAX_VALUE) {
            code[CALLS] = (total - left + 1) << 32 | 1;
        }
    }
}
