package dev.terrace;

import dev.terrace.core.types.GlobalType;
import dev.terrace.runtime.GlobalInstance;

/** A global variable in a store (specification, section 4.2.9). */
public final class Global implements Extern {
    private final Store store;
    private final GlobalInstance global;

    Global(Store store, GlobalInstance global) {
        this.store = store;
        this.global = global;
    }

    /**
     * Creates a global.
     *
     * @param store the store that it will belong to
     * @param type its type
     * @param value its first value, boxed
     * @throws IllegalArgumentException if the value is not of the type
     */
    public Global(Store store, GlobalType type, Object value) {
        Values.requireCanonical(type.value());
        this(store, new GlobalInstance(type));
        Values.store(store, global, value);
    }

    @Override
    public GlobalType type() {
        return global.type();
    }

    @Override
    public Store store() {
        return store;
    }

    /** Returns the global itself. */
    GlobalInstance global() {
        return global;
    }

    /** Returns the value, boxed. */
    public Object get() {
        return Values.load(store, global);
    }

    /**
     * Sets the value.
     *
     * @throws IllegalStateException if the global is immutable
     * @throws IllegalArgumentException if the value is not of the global's type
     */
    public void set(Object value) {
        if (!type().mutable()) {
            throw new IllegalStateException("an immutable global cannot be set: " + type());
        }
        Values.store(store, global, value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Global that && that.global == global;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(global);
    }

    @Override
    public String toString() {
        return "Global[" + type() + " = " + get() + "]";
    }
}
