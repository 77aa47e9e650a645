package dev.terrace;

import dev.terrace.runtime.ImportedExterns;
import dev.terrace.runtime.Instantiation;
import dev.terrace.runtime.ModuleInstance;

/**
 * A module with its imports resolved and type-checked, ready for any number of instances: where all imports are host
 * functions, instances share them, and making one takes no work for any import.
 *
 * <p>Immutable, and safe for use by several threads. If an import was taken from a store, instances can be made in that
 * store only; a shared memory is an import that binds to none.
 */
public final class LinkedModule {
    private final Module module;
    private final ImportedExterns imports;
    private final Store boundStore;
    private final ImportType boundBy;

    /**
     * Creates a linked module.
     *
     * @param module the module
     * @param imports what it imports
     * @param boundStore the store that some imports belong to, or null
     * @param boundBy the first import that belongs to a store, for messages, or null
     */
    LinkedModule(Module module, ImportedExterns imports, Store boundStore, ImportType boundBy) {
        this.module = module;
        this.imports = imports;
        this.boundStore = boundStore;
        this.boundBy = boundBy;
    }

    /** Returns the module. */
    public Module module() {
        return module;
    }

    /**
     * Makes an instance: creates its memories, tables and globals, copies its active segments and runs its start function
     * (specification, section 4.7.2). If that fails on the way, what was written to imported memories, tables and globals
     * stays written.
     *
     * @param store the store that it will live in
     * @throws Trap if a segment does not fit or the start function traps
     * @throws WasmException if the start function throws an exception
     * @throws LimitException if that is more than the store may have or there is room for
     * @throws IllegalArgumentException if the store is of another engine, or an import belongs to another store
     */
    public Instance instantiate(Store store) {
        if (store.engine() != module.engine()) {
            throw new IllegalArgumentException("the store and the module belong to different engines");
        }
        if (boundStore != null && boundStore != store) {
            throw new IllegalArgumentException(
                    "import " + boundBy + " belongs to another store than the one to instantiate in");
        }
        Instantiation instantiation = instantiation(store);
        int base = store.enter(0);
        try {
            ModuleInstance allocated = instantiation.allocate(imports);
            Instance instance = new Instance(store, this, allocated);
            allocated.setCaller(new Caller(store, instance));
            begin(store, instantiation, allocated, base);
            return instance;
        } finally {
            store.leave(base, 0);
        }
    }

    /** Does what {@link Instance#reset} says. */
    void reset(Store store, ModuleInstance instance) {
        if (module.definesSharedMemory()) {
            throw new IllegalStateException("an instance that defines a shared memory cannot be reset");
        }
        Instantiation instantiation = instantiation(store);
        int base = store.enterFirst();
        try {
            instantiation.reset(instance, imports);
            begin(store, instantiation, instance, base);
        } finally {
            store.leave(base, 0);
        }
    }

    private Instantiation instantiation(Store store) {
        return new Instantiation(
                module.code(),
                store.stack(),
                store.nativeMemory(),
                store.engine().tiering().memoryPlacement(),
                store.quota());
    }

    /** Copies active segments and runs the start function. */
    private void begin(Store store, Instantiation instantiation, ModuleInstance instance, int base) {
        instantiation.initialize(instance);
        int start = module.code().valid().module().start();
        if (start >= 0) {
            store.invoke(instance, instance.function(start), base);
        }
    }

    @Override
    public String toString() {
        return "LinkedModule[" + module + (boundStore == null ? "" : ", bound to a store by " + boundBy) + "]";
    }
}
