package dev.terrace.tier1.support;

import dev.terrace.core.types.DefType;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.GlobalInstance;
import dev.terrace.runtime.Interruption;
import dev.terrace.runtime.LinearMemory;
import dev.terrace.runtime.ModuleCode;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.TableInstance;

/**
 * What generated code needs of the instance that it runs in: its last parameter. Everything stands in a field of its own,
 * so that the compiler reads it once in a method and not once for each access.
 */
public final class Context {
    /** The instance. */
    public final ModuleInstance instance;

    /** The stack of the instance's store. */
    public final ExecutionStack stack;

    /** What ends calls from outside. */
    public final Interruption interruption;

    /** The first memory, or null. */
    public final LinearMemory memory;

    /** All globals. */
    public final GlobalInstance[] globals;

    /** All tables. */
    public final TableInstance[] tables;

    /** All types. */
    public final DefType[] types;

    /** The imported functions. */
    public final FunctionInstance[] imported;

    /** The function that is to be called next, in place of the one that returns: see {@link TailCalls}. */
    public FunctionInstance tail;

    private final ModuleCode code;

    private Context(ModuleInstance instance) {
        this.instance = instance;
        this.stack = instance.stack();
        this.interruption = stack.interruption;
        this.memory = instance.hasMemory() ? instance.memory(0) : null;
        this.globals = instance.globals();
        this.tables = instance.tables();
        this.types = instance.code().types();
        this.imported = instance.importedFunctions();
        this.code = instance.code();
    }

    /** Returns the context of an instance. */
    public static Context of(ModuleInstance instance) {
        if (instance.tierState() instanceof Context context) {
            return context;
        }
        Context created = new Context(instance);
        instance.setTierState(created);
        return created;
    }

    /** Returns the module with its code. */
    public ModuleCode code() {
        return code;
    }

    /** Returns a type by its index. */
    public DefType type(int index) {
        return code.type(index);
    }

    /** Returns a table by its index. */
    public TableInstance table(int index) {
        return instance.table(index);
    }

    /** Returns a memory by its index. */
    public LinearMemory memory(int index) {
        return instance.memory(index);
    }

    /** Returns a function by its index, as a reference. */
    public Object function(int index) {
        return instance.function(index);
    }
}
