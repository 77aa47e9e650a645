package dev.terrace.runtime;

import java.lang.foreign.MemorySegment;

/**
 * An instance of a module (specification, section 4.2.5): the module's index spaces, resolved. Tiers index the arrays
 * directly.
 */
public final class ModuleInstance {
    private final ModuleCode code;
    private final FunctionInstance[] functions;
    private final TableInstance[] tables;
    private final LinearMemory[] memories;
    private final GlobalInstance[] globals;
    private final TagInstance[] tags;
    private final Object[][] elements;
    private final MemorySegment[] data;

    /**
     * Creates an instance of a module from its parts.
     *
     * @param code the module
     * @param functions all functions; those that the module defines may be null until they are asked for
     * @param tables all tables
     * @param memories all memories
     * @param globals all globals
     * @param tags all tags
     * @param elements the references of the element segments; one that has been dropped is empty
     * @param data the bytes of the data segments; one that has been dropped is empty
     */
    ModuleInstance(
            ModuleCode code,
            FunctionInstance[] functions,
            TableInstance[] tables,
            LinearMemory[] memories,
            GlobalInstance[] globals,
            TagInstance[] tags,
            Object[][] elements,
            MemorySegment[] data) {
        this.code = code;
        this.functions = functions;
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

    /** Returns a function by its index. */
    public FunctionInstance function(int index) {
        FunctionInstance function = functions[index];
        if (function == null) {
            function = new WasmFunction(this, code.function(index));
            functions[index] = function;
        }
        return function;
    }

    /** Returns a table by its index. */
    public TableInstance table(int index) {
        return tables[index];
    }

    /** Returns a memory by its index. */
    public LinearMemory memory(int index) {
        return memories[index];
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
        elements[index] = new Object[0];
    }

    /** Returns the bytes of a data segment: none once it has been dropped. */
    public MemorySegment data(int index) {
        return data[index];
    }

    /** Drops a data segment. */
    public void dropData(int index) {
        data[index] = MemorySegment.NULL;
    }
}
