package dev.terrace.tier1.support;

import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.WasmFunction;
import java.util.function.BiFunction;

/** Makes the entries of functions when they are first needed. */
public final class Entries {
    private static BiFunction<FunctionInstance, Context, Entry> factory;

    private Entries() {}

    /** Sets what makes an entry of a function that an instance calls; the tier does when it is loaded. */
    public static void setFactory(BiFunction<FunctionInstance, Context, Entry> newFactory) {
        factory = newFactory;
    }

    /** Returns the entry of a function that a module defines. */
    public static Entry of(WasmFunction function) {
        return (Entry) Calls.entry(function, Context.of(function.instance()));
    }

    static Entry create(FunctionInstance function, Context caller) {
        Entry created = factory.apply(function, caller);
        function.direct = created;
        return created;
    }
}
