package dev.terrace.runtime;

/** What code tests that polls: see {@link Interruption}. */
class PollFlag {
    /** Not zero if there may be a reason to stop. */
    int pending;
}
