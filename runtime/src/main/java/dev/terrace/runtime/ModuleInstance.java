package dev.terrace.runtime;

import dev.terrace.Caller;
import java.lang.foreign.MemorySegment;

/**
 * An instance of a module (specification, section 4.2.5): the module's index spaces, resolved. {@link Instantiation} makes
 * it.
 *
 * <p>The functions are in two arrays: the imported ones, in an array that all instances of a linked module share if they
 * are all the host's, and the module's own, which are made when they are first asked for.
 */
public final class ModuleInstance {
    private static final MemorySegment DROPPED_DATA = MemorySegment.ofArray(new byte[0]);
    private static final Object[] DROPPED_ELEMENTS = new Object[0];

    private final ModuleCode code;
    private final FunctionInstance[] imported;
    private final WasmFunction[] defined;
    private final TableInstance[] tables;
    private final LinearMemory[] memories;
    private final GlobalInstance[] globals;
    private final TagInstance[] tags;
    private final Object[][] elements;
    private final MemorySegment[] data;
    private final ExecutionStack stack;
    private Caller caller;
    private Object tierState;

    /**
     * Creates an instance of a module from its parts.
     *
     * @param code the module
     * @param stack the stack of the store
     * @param imported the imported functions
     * @param tables all tables
     * @param memories all memories
     * @param globals all globals
     * @param tags all tags
     * @param elements the references of the element segments
     * @param data the bytes of the data segments
     */
    ModuleInstance(
            ModuleCode code,
            ExecutionStack stack,
            FunctionInstance[] imported,
            TableInstance[] tables,
            LinearMemory[] memories,
            GlobalInstance[] globals,
            TagInstance[] tags,
            Object[][] elements,
            MemorySegment[] data) {
        this.code = code;
        this.stack = stack;
        this.imported = imported;
        this.defined = new WasmFunction[code.valid().info().size()];
        this.tables = tables;
        this.memories = memories;
        this.globals = globals;
        this.tags = tags;
        this.elements = elements;
        this.data = data;
    }

    /** Returns the module with its code. */
    public ModuleCode code() {
        return code;
    }

    /** Returns the stack of the store that the instance is in. */
    public ExecutionStack stack() {
        return stack;
    }

    /** Returns what a tier keeps for the instance, or null. */
    public Object tierState() {
        return tierState;
    }

    /** Sets what a tier keeps for the instance. */
    public void setTierState(Object state) {
        this.tierState = state;
    }

    /** Returns what host functions see of this instance when it calls them. */
    public Caller caller() {
        return caller;
    }

    /** Sets what host functions see of this instance; once, before any function runs. */
    public void setCaller(Caller newCaller) {
        this.caller = newCaller;
    }

    /** Returns the imported functions, in the array itself: only for reading. */
    public FunctionInstance[] importedFunctions() {
        return imported;
    }

    /** Returns a function by its index. */
    public FunctionInstance function(int index) {
        int own = index - imported.length;
        if (own < 0) {
            return imported[index];
        }
        WasmFunction function = defined[own];
        if (function == null) {
            function = new WasmFunction(this, code.function(index));
            defined[own] = function;
        }
        return function;
    }

    /** Returns all tables, in the array itself: only for reading. */
    public TableInstance[] tables() {
        return tables;
    }

    /** Returns a table by its index. */
    public TableInstance table(int index) {
        return tables[index];
    }

    /** Returns a memory by its index. */
    public LinearMemory memory(int index) {
        return memories[index];
    }

    /** Returns whether there is any memory. */
    public boolean hasMemory() {
        return memories.length != 0;
    }

    /** Returns all globals, in the array itself: only for reading. */
    public GlobalInstance[] globals() {
        return globals;
    }

    /** Returns a global by its index. */
    public GlobalInstance global(int index) {
        return globals[index];
    }

    /** Returns a tag by its index. */
    public TagInstance tag(int index) {
        return tags[index];
    }

    /** Returns the references of an element segment: none once it has been dropped. */
    public Object[] elements(int index) {
        return elements[index];
    }

    /** Drops an element segment. */
    public void dropElements(int index) {
        elements[index] = DROPPED_ELEMENTS;
    }

    /** Returns the bytes of a data segment: none once it has been dropped. */
    public MemorySegment data(int index) {
        return data[index];
    }

    /** Drops a data segment. */
    public void dropData(int index) {
        data[index] = DROPPED_DATA;
    }

    @Override
    public String toString() {
        String name = code.valid().module().names().module();
        return "instance of " + (name == null ? "a module without a name" : name);
    }
}
