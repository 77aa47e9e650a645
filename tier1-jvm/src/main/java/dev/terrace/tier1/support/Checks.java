package dev.terrace.tier1.support;

import dev.terrace.runtime.Interruption;

/** What generated code calls to ask whether it may go on: see {@link dev.terrace.runtime.Checkpoints}. */
public final class Checks {
    private Checks() {}

    /**
     * Stops the call if that was asked for. As long as nothing in the process was, HotSpot's last compiler makes nothing of
     * this. The one before leaves it to be called, as it is larger than the 35 bytes of bytecode that it inlines: it would
     * make a dozen methods of it at each loop, and give up functions with many.
     */
    public static void poll(Context context) {
        try {
            Interruption.POLL.invokeExact(context.interruption);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("an interruption throws " + e, e);
        }
    }

    /** Uses up fuel. */
    public static void burn(int amount, Context context) {
        context.stack.burn(amount);
    }

    /** Uses up fuel for a range. */
    public static void burnByLength(int length, int shift, Context context) {
        context.stack.burn(Integer.toUnsignedLong(length) >>> shift);
    }

    /** Uses up fuel for a range. */
    public static void burnByLength(long length, int shift, Context context) {
        context.stack.burn(length >>> shift);
    }
}
