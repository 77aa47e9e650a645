package dev.terrace.runtime;

import dev.terrace.core.module.ConstExpr;
import dev.terrace.core.module.DataSegment;
import dev.terrace.core.module.ElementSegment;
import dev.terrace.core.module.SegmentMode;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.validate.ValidModule;
import java.util.Arrays;
import java.util.List;

/**
 * Makes an instance of a module whose imports are resolved (specification, section 4.7.2), in two steps: {@link #allocate}
 * makes all its parts, and {@link #initialize} copies the active segments. The start function is left to the caller.
 */
public final class Instantiation {
    private final ModuleCode code;
    private final ValidModule valid;
    private final ExecutionStack stack;
    private final NativeMemory nativeMemory;
    private final long maxMemoryBytes;
    private final int maxTableElements;

    /**
     * Prepares an instantiation.
     *
     * @param code the module
     * @param stack the stack of the store, on which constant expressions are evaluated
     * @param nativeMemory where the store allocates memories
     * @param maxMemoryBytes how large a memory may be at most
     * @param maxTableElements how large a table may be at most
     */
    public Instantiation(
            ModuleCode code,
            ExecutionStack stack,
            NativeMemory nativeMemory,
            long maxMemoryBytes,
            int maxTableElements) {
        this.code = code;
        this.valid = code.valid();
        this.stack = stack;
        this.nativeMemory = nativeMemory;
        this.maxMemoryBytes = maxMemoryBytes;
        this.maxTableElements = maxTableElements;
    }

    /**
     * Makes an instance whose active segments have not been copied yet.
     *
     * @throws dev.terrace.LimitException if a memory or a table is larger than it may be
     */
    public ModuleInstance allocate(ImportedExterns imports) {
        TableInstance[] tables = Arrays.copyOf(imports.tables(), valid.tables().size());
        GlobalInstance[] globals =
                Arrays.copyOf(imports.globals(), valid.globals().size());
        Object[][] elements = new Object[valid.elements().size()][];
        ModuleInstance instance = new ModuleInstance(
                code,
                stack,
                imports.functions(),
                tables,
                memories(imports.memories()),
                globals,
                tags(imports.tags()),
                elements,
                code.dataSegments());
        // Constant expressions may use any function, and the globals before their own.
        ConstantEvaluator evaluator = new ConstantEvaluator(instance, stack);
        allocateGlobals(globals, imports.globals().length, evaluator);
        allocateTables(tables, imports.tables().length, evaluator);
        for (int i = 0; i < elements.length; i++) {
            elements[i] = references(valid.module().elements().get(i), instance, evaluator);
        }
        return instance;
    }

    private LinearMemory[] memories(LinearMemory[] imported) {
        List<MemoryType> types = valid.memories();
        LinearMemory[] memories = Arrays.copyOf(imported, types.size());
        for (int i = 0; i < memories.length; i++) {
            if (memories[i] == null) {
                memories[i] = new LinearMemory(types.get(i), maxMemoryBytes, nativeMemory);
            }
        }
        return memories;
    }

    private TagInstance[] tags(TagInstance[] imported) {
        List<DefType> types = valid.tags();
        TagInstance[] tags = Arrays.copyOf(imported, types.size());
        for (int i = 0; i < tags.length; i++) {
            if (tags[i] == null) {
                tags[i] = new TagInstance(types.get(i));
            }
        }
        return tags;
    }

    private void allocateGlobals(GlobalInstance[] globals, int imported, ConstantEvaluator evaluator) {
        List<GlobalType> types = valid.globals();
        for (int i = 0; i < globals.length; i++) {
            if (globals[i] == null) {
                GlobalInstance global = new GlobalInstance(types.get(i));
                if (i >= imported) {
                    int slot = evaluator.evaluate(
                            valid.module().globals().get(i - imported).init());
                    global.load(stack, slot);
                }
                globals[i] = global;
            }
        }
    }

    private void allocateTables(TableInstance[] tables, int imported, ConstantEvaluator evaluator) {
        List<TableType> types = valid.tables();
        for (int i = 0; i < tables.length; i++) {
            if (tables[i] == null) {
                ConstExpr init = i < imported
                        ? null
                        : valid.module().tables().get(i - imported).init();
                Object value = init == null ? null : evaluator.reference(init);
                tables[i] = new TableInstance(types.get(i), value, maxTableElements);
            }
        }
    }

    private static Object[] references(ElementSegment segment, ModuleInstance instance, ConstantEvaluator evaluator) {
        Object[] references = new Object[segment.size()];
        for (int i = 0; i < references.length; i++) {
            references[i] = segment.functions() != null
                    ? instance.function(segment.functions().get(i))
                    : evaluator.reference(segment.expressions().get(i));
        }
        return references;
    }

    /**
     * Copies the active element segments, then the active data segments, in order, and drops each after it was copied.
     *
     * @throws dev.terrace.Trap if one does not fit; those before it have been copied
     */
    public void initialize(ModuleInstance instance) {
        WasmModule module = valid.module();
        ConstantEvaluator evaluator = new ConstantEvaluator(instance, stack);
        for (int i = 0; i < module.elements().size(); i++) {
            ElementSegment segment = module.elements().get(i);
            if (segment.mode() == SegmentMode.ACTIVE) {
                AddressType address = valid.tables().get(segment.table()).address();
                long index = evaluator.address(segment.offset(), address);
                Object[] references = instance.elements(i);
                instance.table(segment.table()).init(index, references, 0, references.length);
            }
            if (segment.mode() != SegmentMode.PASSIVE) {
                instance.dropElements(i);
            }
        }
        for (int i = 0; i < module.data().size(); i++) {
            DataSegment segment = module.data().get(i);
            if (segment.mode() == SegmentMode.ACTIVE) {
                AddressType address = valid.memories().get(segment.memory()).address();
                long index = evaluator.address(segment.offset(), address);
                instance.memory(segment.memory()).init(index, instance.data(i), 0, segment.length());
                instance.dropData(i);
            }
        }
    }
}
