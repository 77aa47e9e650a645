package dev.terrace;

/**
 * Is told what becomes of functions in the tiers. It is called by whichever thread decides or compiles, several at once
 * perhaps, and should be quick. What it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface TierListener {

    /** Takes note of a decision. */
    void onEvent(TierEvent event);
}
