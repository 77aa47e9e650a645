package dev.terrace;

import java.util.Optional;

/** What a host function sees of whoever calls it. There is one for each instance and one for the host. */
public final class Caller {
    private final Store store;
    private final Optional<Instance> instance;
    private Memory memory;

    Caller(Store store, Instance instance) {
        this.store = store;
        this.instance = Optional.ofNullable(instance);
    }

    /** Returns the store that the call happens in. */
    public Store store() {
        return store;
    }

    /**
     * Returns what the host has put into the store: short for {@code store().data(type)}.
     *
     * @throws java.util.NoSuchElementException if there is nothing of that class
     */
    public <T> T data(Class<T> type) {
        return store.data(type);
    }

    /** Returns the instance that calls; empty if the host calls the function itself. */
    public Optional<Instance> instance() {
        return instance;
    }

    /** Returns what the calling instance exports by a name; empty if there is no such export or the host calls. */
    public Optional<Extern> export(String name) {
        return instance.flatMap(i -> i.export(name));
    }

    /**
     * Returns the function that the calling instance exports by a name, such as its allocator.
     *
     * @throws java.util.NoSuchElementException if there is none
     * @throws IllegalStateException if the host calls
     */
    public Func func(String name) {
        return instance.orElseThrow(() -> new IllegalStateException(
                        "a host function that calls its caller's " + Names.quote(name) + " was called by the host"))
                .func(name);
    }

    /**
     * Returns the calling instance's memory: the one exported as "memory", or else the only one that it has. Empty if there is
     * none, or if the host calls.
     */
    public Optional<Memory> findMemory() {
        if (memory == null && instance.isPresent()) {
            memory = instance.get().mainMemory().orElse(null);
        }
        return Optional.ofNullable(memory);
    }

    /**
     * Returns the calling instance's memory: the one exported as "memory", or else the only one that it has.
     *
     * @throws IllegalStateException if there is none, or if the host calls
     */
    public Memory memory() {
        return findMemory()
                .orElseThrow(() -> new IllegalStateException(
                        instance.isEmpty()
                                ? "a host function that needs its caller's memory was called by the host"
                                : "the caller has no memory: nothing is exported as \"memory\""
                                        + ", and it has none or several"));
    }

    @Override
    public String toString() {
        return "Caller[" + instance.map(Instance::toString).orElse("host") + "]";
    }
}
