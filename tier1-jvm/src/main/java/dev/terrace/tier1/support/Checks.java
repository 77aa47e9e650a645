package dev.terrace.tier1.support;

import dev.terrace.runtime.Interruption;

/** What generated code calls to ask whether it may go on: see {@link dev.terrace.runtime.Checkpoints}. */
public final class Checks {
    private Checks() {}

    /** Stops the call if that was asked for. As long as nothing in the process was, HotSpot makes nothing of this. */
    public static void poll(Context context) throws Throwable {
        Interruption.POLL.invokeExact(context.interruption);
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
