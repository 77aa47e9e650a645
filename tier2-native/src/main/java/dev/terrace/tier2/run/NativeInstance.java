package dev.terrace.tier2.run;

import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.GlobalInstance;
import dev.terrace.runtime.LinearMemory;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.RawMemory;
import dev.terrace.runtime.StackReserve;
import dev.terrace.runtime.WasmFunction;
import java.lang.foreign.MemorySegment;

/**
 * What native code knows of an instance: its block, which {@link InstanceLayout} describes. Made when native code of the
 * instance is first entered, or referred to.
 */
final class NativeInstance {
    private final ModuleInstance instance;
    private final CodeTable table;
    private final NativeStore store;
    private final MemorySegment block;
    private final long address;

    /** The records of the imported functions: the instance's own, or those that it shares with others. */
    private final MemorySegment imports;

    private final boolean sharesImports;

    private NativeInstance(ModuleInstance instance) {
        this.instance = instance;
        this.table = CodeTable.of(instance.code());
        this.store = NativeStore.of(instance.stack());
        InstanceLayout layout = table.layout();
        prepareMemories(layout);
        this.block = store.memory().allocate(layout.bytes());
        this.address = block.address();
        FunctionInstance[] functions = instance.importedFunctions();
        MemorySegment shared = table.sharedImports(functions);
        this.sharesImports = shared != null;
        this.imports = sharesImports ? shared : ownImports(functions);
        set(InstanceLayout.CONTEXT, store.context());
        set(InstanceLayout.IMPORTS, imports.address());
        set(InstanceLayout.ID, store.add(this));
        describeMemories(layout);
        describeTables(layout);
        findImportedGlobals(layout);
        // Nothing fails from here on: globals move once.
        moveOwnGlobals(layout);
    }

    /**
     * Returns what native code knows of an instance.
     *
     * @throws dev.terrace.LimitException if there is no room for it, or a memory cannot be used by native code
     */
    static NativeInstance of(ModuleInstance instance) {
        return instance.nativeState() instanceof NativeInstance known ? known : make(instance);
    }

    private static NativeInstance make(ModuleInstance instance) {
        StackReserve.check();
        NativeInstance made = new NativeInstance(instance);
        instance.setNativeState(made);
        return made;
    }

    /** Comes first: it may fail. */
    private void prepareMemories(InstanceLayout layout) {
        for (int i = 0; i < layout.memories(); i++) {
            instance.memory(i).prepareForNative(layout.isGuarded(i));
        }
    }

    private void describeMemories(InstanceLayout layout) {
        for (int i = 0; i < layout.memories(); i++) {
            LinearMemory memory = instance.memory(i);
            long descriptor = memory.descriptor();
            set(layout.memoryDescriptor(i), descriptor);
            set(layout.memoryBase(i), RawMemory.getLong(descriptor + InstanceLayout.DESCRIPTOR_ADDRESS));
        }
    }

    private void describeTables(InstanceLayout layout) {
        for (int i = 0; i < instance.tables().length; i++) {
            if (layout.hasFunctions(i)) {
                set(layout.tableDescriptor(i), instance.table(i).mirror().address());
            }
        }
    }

    private void findImportedGlobals(InstanceLayout layout) {
        GlobalInstance[] globals = instance.globals();
        for (int i = 0; i < globals.length && layout.isImportedGlobal(i); i++) {
            if (layout.hasCell(i)) {
                set(layout.global(i), cell(globals[i]));
            }
        }
    }

    private void moveOwnGlobals(InstanceLayout layout) {
        GlobalInstance[] globals = instance.globals();
        for (int i = 0; i < globals.length; i++) {
            if (layout.hasCell(i) && !layout.isImportedGlobal(i)) {
                globals[i].moveTo(address + layout.global(i), block);
            }
        }
    }

    /** Returns the address of the cell of a global that others may have in common. */
    private long cell(GlobalInstance global) {
        if (global.address() == 0 && global.owner() != null && global.type().mutable()) {
            // It is in the block of the instance that defines it.
            of(global.owner());
        }
        if (global.address() != 0) {
            return global.address();
        }
        MemorySegment cell = store.memory().allocate(2 * Long.BYTES);
        global.moveTo(cell.address(), cell);
        return cell.address();
    }

    private void set(int offset, long value) {
        RawMemory.setLong(address + offset, value);
    }

    private MemorySegment ownImports(FunctionInstance[] functions) {
        MemorySegment records = store.memory().allocate((long) functions.length * InstanceLayout.RECORD_BYTES);
        for (int i = 0; i < functions.length; i++) {
            table.setImport(records.address(), i, functions[i].type());
        }
        return records;
    }

    /** Has calls of an import that a module defines go there without Java, from now on. */
    void bindImport(int index, WasmFunction function) {
        if (!sharesImports) {
            boolean _ = store.setRecord(imports.address() + (long) index * InstanceLayout.RECORD_BYTES, function);
        }
    }

    /** Returns the instance. */
    ModuleInstance instance() {
        return instance;
    }

    /** Returns what is the same in all instances of the module. */
    CodeTable table() {
        return table;
    }

    /** Returns the store that the instance is in. */
    NativeStore store() {
        return store;
    }

    /** Returns the address of the block. */
    long address() {
        return address;
    }
}
