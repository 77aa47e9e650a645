package dev.terrace;

/** What a store does when its engine's epoch reaches the store's deadline: see {@link Store#setEpochDeadline}. */
@FunctionalInterface
public interface EpochCallback {
    /**
     * Decides what becomes of the call that is running. It runs in the thread of that call, between two instructions of
     * WebAssembly; what it throws ends the call. Meanwhile functions of the store cannot be called, and its memories and
     * tables cannot grow: that throws IllegalStateException.
     *
     * @param store the store
     * @return for how many ticks beyond the present epoch the store may go on; none ends the call with the trap "deadline
     *     exceeded"
     */
    long deadlineReached(Store store);
}
