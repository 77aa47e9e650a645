package dev.terrace.tier1.support;

import dev.terrace.runtime.GlobalInstance;

/** Writes of globals. */
public final class Globals {
    private Globals() {}

    /** Sets a number. */
    public static void set(long bits, Context context, int index) {
        context.globals[index].setBits(bits);
    }

    /** Sets a number where globals do not move. */
    public static void setInPlace(long bits, Context context, int index) {
        context.globals[index].bits = bits;
    }

    /** Sets a vector. */
    public static void set(long low, long high, Context context, int index) {
        GlobalInstance global = context.globals[index];
        global.setBits(low);
        global.setHighBits(high);
    }

    /** Sets a reference. */
    public static void set(Object reference, Context context, int index) {
        context.globals[index].ref = reference;
    }
}
