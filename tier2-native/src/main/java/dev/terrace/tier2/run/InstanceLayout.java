package dev.terrace.tier2.run;

import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.ModuleCode;

/**
 * Where native code finds the parts of an instance: offsets in bytes in the instance's block, the same for all instances of
 * a module.
 *
 * <pre>
 *   0    address of the store's context
 *   8    the instance's number in its store
 *   16   address of the records of the imported functions
 *   24   a memory: address of its descriptor { address of the first byte, bytes }, its first byte if guarded
 *        ...
 *        a table: address of its descriptor { address of the elements, how many }
 *        ...
 *        an imported global: address of its cell, 8 bytes; a global of its own: the cell, 16 bytes
 * </pre>
 */
public final class InstanceLayout {
    /** The address of the store's context. */
    public static final int CONTEXT = 0;

    /** The instance's number in its store. */
    public static final int ID = 8;

    /** The address of the records of the imported functions. */
    public static final int IMPORTS = 16;

    private static final int MEMORIES = 24;

    /** The size of a function's record. */
    public static final int RECORD_BYTES = 32;

    /** In a record: the address of the slot with the address of the code. */
    public static final int RECORD_CODE = 0;

    /** In a record: the address of the block of the instance that the function runs in. */
    public static final int RECORD_INSTANCE = 8;

    /** In a record: what is in the index register at a call, an int. */
    public static final int RECORD_INDEX = 16;

    /** In a record: the number of the function's type among all types of the engine, an int. */
    public static final int RECORD_TYPE = 20;

    /** In a record: the number of the function in its store, an int; for Java. */
    public static final int RECORD_NUMBER = 24;

    /** In a descriptor of a memory or table: the address of what it describes. */
    public static final int DESCRIPTOR_ADDRESS = 0;

    /** In a descriptor: the bytes of a memory, or the elements of a table. */
    public static final int DESCRIPTOR_SIZE = 8;

    private final ValidModule module;
    private final boolean signals;
    private final int importedGlobals;
    private final int tables;
    private final int[] globals;
    private final int bytes;

    /**
     * Lays out a module's instances.
     *
     * @param signals whether accesses outside a memory may be found by signals
     */
    public InstanceLayout(ValidModule module, boolean signals) {
        this.module = module;
        this.signals = signals;
        this.importedGlobals = (int) module.importTypes().stream()
                .filter(GlobalType.class::isInstance)
                .count();
        this.tables = MEMORIES + 16 * module.memories().size();
        int offset = tables + 8 * module.tables().size();
        this.globals = new int[module.globals().size()];
        for (int i = 0; i < globals.length; i++) {
            if (i >= importedGlobals) {
                offset = (offset + 15) & -16;
            }
            globals[i] = offset;
            offset += i < importedGlobals ? 8 : 16;
        }
        this.bytes = (offset + 15) & -16;
    }

    /** Returns the layout of the instances of a module, under its engine's configuration. */
    public static InstanceLayout of(ModuleCode code) {
        return new InstanceLayout(code.valid(), code.config().signals());
    }

    /** Returns the module. */
    public ValidModule module() {
        return module;
    }

    /** Returns the size of an instance's block in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Returns how many memories there are. */
    int memories() {
        return module.memories().size();
    }

    /**
     * Returns whether accesses to a memory need no check, as what is outside is not accessible: its first byte has always
     * the same address, and an access by a 32-bit index and a 32-bit offset that is outside faults.
     */
    public boolean isGuarded(int memory) {
        MemoryType type = module.memories().get(memory);
        return signals && type.address() == AddressType.I32 && type.pageSizeLog2() == 16;
    }

    /** Returns where the address of a memory's descriptor is. */
    public int memoryDescriptor(int memory) {
        return MEMORIES + 16 * memory;
    }

    /** Returns where the address of the first byte of a guarded memory is. */
    public int memoryBase(int memory) {
        return MEMORIES + 16 * memory + 8;
    }

    /** Returns where the address of a table's descriptor is. */
    public int tableDescriptor(int table) {
        return tables + 8 * table;
    }

    /** Returns whether a global is imported, so that there is the address of its cell and not the cell. */
    public boolean isImportedGlobal(int global) {
        return global < importedGlobals;
    }

    /** Returns where the cell of a global is, or its address. */
    public int global(int global) {
        return globals[global];
    }

    /** Returns whether native code calls functions of a table. */
    boolean hasFunctions(int table) {
        return ValuePlaces.isFunction(module.tables().get(table).element());
    }

    /** Returns whether a global has a cell: if it is not a reference. */
    public boolean hasCell(int global) {
        return !(module.globals().get(global).value() instanceof RefType);
    }
}
