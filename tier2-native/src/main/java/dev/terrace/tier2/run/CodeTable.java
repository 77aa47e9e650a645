package dev.terrace.tier2.run;

import dev.terrace.LimitException;
import dev.terrace.core.types.DefType;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.ffm.linux.CodeArena;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.HostFunction;
import dev.terrace.runtime.ModuleCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What native code of a module has in common: where the parts of an instance are, the shapes of calls, and the slots with the
 * addresses of the functions' code. All instances of the module share it.
 *
 * <pre>
 *   slots:  | code of function n | code of function n + 1 | ...     n: the number of imports
 *             native code, or the stub that leaves for Java
 * </pre>
 *
 * <p>Calls go through the slots, so that to give a function other code is to write one word.
 */
public final class CodeTable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final ModuleCode module;
    private final InstanceLayout layout;
    private final int imported;
    private final CallShape[] shapes;
    private final CodeArena.Block slots;

    /** The records that were made last; threads that race here make equal ones. */
    private volatile SharedImports sharedImports;

    /**
     * Records of the imports of a linked module.
     *
     * @param imported the functions; what they are is the same as long as this array is
     * @param records the records, or null if not all functions are the host's: instances have their own then
     */
    private record SharedImports(WeakReference<FunctionInstance[]> imported, MemorySegment records) {}

    private CodeTable(ModuleCode module) {
        ValidModule valid = module.valid();
        this.module = module;
        this.layout = new InstanceLayout(valid, module.config().signals());
        this.imported = valid.importedFunctions();
        this.shapes = shapes(valid);
        CodeArena arena = NativeRuntime.started().arena();
        int defined = valid.info().size();
        this.slots = arena.allocateData(Math.max(1, defined) * (long) Long.BYTES, Long.BYTES)
                .orElseThrow(() -> new LimitException("no room for the code addresses of " + defined + " functions"));
        for (int i = 0; i < defined; i++) {
            setCode(imported + i, callStub(imported + i));
        }
        CodeArena.Block allocated = slots;
        CLEANER.register(this, () -> arena.free(allocated));
    }

    private static CallShape[] shapes(ValidModule valid) {
        Map<DefType, CallShape> known = new HashMap<>();
        return valid.functions().stream()
                .map(type -> known.computeIfAbsent(type, CallShape::of))
                .toArray(CallShape[]::new);
    }

    /**
     * Returns the table of a module; it is made when it is first asked for, after {@link NativeRuntime#start}.
     *
     * @throws LimitException if there is no room for it
     */
    public static CodeTable of(ModuleCode module) {
        return module.shared(CodeTable.class, CodeTable::new);
    }

    /** Returns where the parts of an instance are. */
    public InstanceLayout layout() {
        return layout;
    }

    /** Returns the shape of calls of a function, imports included. */
    CallShape shape(int function) {
        return shapes[function];
    }

    /** Returns how many functions are imported. */
    int imported() {
        return imported;
    }

    /** Returns how many functions there are, imports included. */
    int functions() {
        return shapes.length;
    }

    /**
     * Returns the address of the slot with the address of a function's code.
     *
     * @param function the index of a function that the module defines
     */
    public long slot(int function) {
        return slots.address() + (long) (function - imported) * Long.BYTES;
    }

    /**
     * Has calls of a function go to native code from now on.
     *
     * @param function the index of a function that the module defines
     * @param code the address of its code
     */
    public void setCode(int function, long code) {
        VarHandle.releaseFence();
        slots.memory().setAtIndex(ValueLayout.JAVA_LONG, function - imported, code);
    }

    private long callStub(int function) {
        return NativeRuntime.started().stubs().call(ExitCode.CALL_DEFINED, shapes[function].registers());
    }

    /**
     * Returns the records of the imported functions that all instances share which import the same functions; null if there are
     * none, as not all of these are the host's.
     */
    MemorySegment sharedImports(FunctionInstance[] functions) {
        SharedImports last = sharedImports;
        if (last == null || last.imported.get() != functions) {
            last = new SharedImports(new WeakReference<>(functions), makeSharedImports(functions));
            sharedImports = last;
        }
        return last.records;
    }

    private MemorySegment makeSharedImports(FunctionInstance[] functions) {
        if (!Arrays.stream(functions).allMatch(HostFunction.class::isInstance)) {
            return null;
        }
        MemorySegment records = Arena.ofAuto()
                .allocate(Math.max(1, functions.length) * (long) InstanceLayout.RECORD_BYTES, StoreMemory.ALIGNMENT);
        for (int i = 0; i < functions.length; i++) {
            setImport(records.address(), i, functions[i].type());
        }
        return records;
    }

    /** Writes the record of an import that leaves for Java. */
    void setImport(long records, int index, DefType type) {
        long record = records + (long) index * InstanceLayout.RECORD_BYTES;
        NativeStore.setRecord(record, StubSlots.of(ExitCode.CALL_IMPORT, shapes[index].registers()), 0, index, type);
    }

    @Override
    public String toString() {
        return "code of " + module.valid().module().names().module();
    }
}
