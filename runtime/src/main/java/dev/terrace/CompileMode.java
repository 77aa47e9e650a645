package dev.terrace;

import java.util.Locale;

/** When functions are compiled, and by whom. */
public enum CompileMode {
    /**
     * Functions start in the lowest tier, and those that are used much are compiled for the next one by threads in the
     * background, the hottest first. The usual choice with several tiers.
     */
    BACKGROUND,
    /**
     * As {@link #BACKGROUND}, but the thread in which a function is used much compiles it itself, at once: the same program
     * then makes the same decisions every time.
     */
    SYNC,
    /** Functions are compiled for the highest tier when their module is loaded, by several threads. */
    EAGER,
    /** Each function is compiled for the highest tier when it is called first. */
    LAZY;

    /** Returns whether functions climb from tier to tier while they run. */
    public boolean climbs() {
        return this == BACKGROUND || this == SYNC;
    }

    /** Returns the name that flags use: {@code background}, {@code sync}, {@code eager} or {@code lazy}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
