package dev.terrace.runtime;

import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.validate.FunctionInfo;

/** The code of one function of a module, in the tier that it has climbed to. Shared by all instances of the module. */
public final class FunctionCode {
    private final ModuleCode module;
    private final int index;
    private final FunctionInfo info;
    private volatile CompiledFunction entry;

    FunctionCode(ModuleCode module, int index, FunctionInfo info) {
        this.module = module;
        this.index = index;
        this.info = info;
    }

    /** Returns the module that the function is part of. */
    public ModuleCode module() {
        return module;
    }

    /** Returns the function's index in its module, imports included. */
    public int index() {
        return index;
    }

    /** Returns what validation found out about the function. */
    public FunctionInfo info() {
        return info;
    }

    /** Returns the function's body. */
    public FunctionBody body() {
        return module.valid().module().bodies().get(index - module.valid().importedFunctions());
    }

    /** Returns what to enter to call the function; the first call of all compiles it for the lowest tier. */
    public CompiledFunction entry() {
        CompiledFunction current = entry;
        return current != null ? current : enterFirstTier();
    }

    private synchronized CompiledFunction enterFirstTier() {
        if (entry == null) {
            entry = module.firstTier().compile(this);
        }
        return entry;
    }

    /** Returns the function's name and index, as far as it has a name. */
    @Override
    public String toString() {
        String name = module.valid().module().names().functions().get(index);
        return name == null ? "func " + index : name + " (func " + index + ")";
    }
}
