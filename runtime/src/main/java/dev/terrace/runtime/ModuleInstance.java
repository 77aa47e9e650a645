package dev.terrace.runtime;

import dev.terrace.Caller;
import java.lang.foreign.MemorySegment;

/**
 * An instance of a module (specification, section 4.2.5): the module's index spaces, resolved. {@link Instantiation} makes
 * it.
 *
 * <p>The imported functions are in an array that all instances of a linked module share if they are all the host's. The
 * module's own are made when they are first asked for, and kept in pieces that are made with them: a program has thousands,
 * of which few are ever referred to. The segments are the template's until one is dropped or made.
 */
public final class ModuleInstance {
    /** The bytes of a data segment that has been dropped. */
    static final MemorySegment DROPPED_DATA = MemorySegment.ofArray(new byte[0]);

    /** The references of an element segment that has been dropped. */
    static final Object[] DROPPED_ELEMENTS = new Object[0];

    private static final int FUNCTIONS_LOG2 = 6;

    private final ModuleCode code;
    private final FunctionInstance[] imported;
    private final WasmFunction[][] defined;
    private final InstanceTemplate template;
    private final TableInstance[] tables;
    private final LinearMemory[] memories;
    private final GlobalInstance[] globals;
    private final TagInstance[] tags;
    private Object[][] elements;
    private MemorySegment[] data;
    private final ExecutionStack stack;
    private Caller caller;
    private Object tierState;
    private Object nativeState;

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
     */
    ModuleInstance(
            ModuleCode code,
            ExecutionStack stack,
            FunctionInstance[] imported,
            TableInstance[] tables,
            LinearMemory[] memories,
            GlobalInstance[] globals,
            TagInstance[] tags) {
        this.code = code;
        this.stack = stack;
        this.imported = imported;
        int functions = code.valid().info().size();
        this.defined = new WasmFunction[(functions + (1 << FUNCTIONS_LOG2) - 1) >>> FUNCTIONS_LOG2][];
        this.tables = tables;
        this.memories = memories;
        this.globals = globals;
        this.tags = tags;
        this.template = code.template();
        this.elements = template.elements();
        this.data = template.data();
    }

    /** Returns the module with its code. */
    public ModuleCode code() {
        return code;
    }

    /** Returns the stack of the store that the instance is in. */
    public ExecutionStack stack() {
        return stack;
    }

    /** Returns what the Java code of a tier keeps for the instance, or null. */
    public Object tierState() {
        return tierState;
    }

    /** Sets what the Java code of a tier keeps for the instance. */
    public void setTierState(Object state) {
        this.tierState = state;
    }

    /** Returns what native code keeps for the instance, or null. */
    public Object nativeState() {
        return nativeState;
    }

    /** Sets what native code keeps for the instance. */
    public void setNativeState(Object state) {
        this.nativeState = state;
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
        WasmFunction[] piece = defined[own >>> FUNCTIONS_LOG2];
        if (piece == null) {
            piece = new WasmFunction[1 << FUNCTIONS_LOG2];
            defined[own >>> FUNCTIONS_LOG2] = piece;
        }
        int place = own & ((1 << FUNCTIONS_LOG2) - 1);
        WasmFunction function = piece[place];
        if (function == null) {
            function = new WasmFunction(this, code.function(index));
            piece[place] = function;
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

    /** Returns the references of an element segment: none once it has been dropped; null before they have been evaluated. */
    public Object[] elements(int index) {
        Object[] references = elements[index];
        int[] functions = template.functions(index);
        if (references == null && functions != null) {
            references = new Object[functions.length];
            for (int i = 0; i < functions.length; i++) {
                references[i] = functions[i] == 0 ? null : function(functions[i] - 1);
            }
            setElements(index, references);
        }
        return references;
    }

    /** Brings back the segments that were dropped. */
    void resetSegments() {
        elements = template.elements();
        data = template.data();
    }

    /** Sets the references of an element segment. */
    void setElements(int index, Object[] references) {
        if (elements == template.elements()) {
            elements = elements.clone();
        }
        elements[index] = references;
    }

    /** Drops an element segment. */
    public void dropElements(int index) {
        setElements(index, DROPPED_ELEMENTS);
    }

    /** Returns the bytes of a data segment: none once it has been dropped. */
    public MemorySegment data(int index) {
        return data[index];
    }

    /** Drops a data segment. */
    public void dropData(int index) {
        if (data == template.data()) {
            data = data.clone();
        }
        data[index] = DROPPED_DATA;
    }

    @Override
    public String toString() {
        String name = code.valid().module().names().module();
        return "instance of " + (name == null ? "a module without a name" : name);
    }
}
