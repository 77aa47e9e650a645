package dev.terrace.runtime;

import dev.terrace.MemoryPlacement;
import dev.terrace.core.module.ConstExpr;
import dev.terrace.core.module.DataSegment;
import dev.terrace.core.module.ElementSegment;
import dev.terrace.core.module.SegmentMode;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.MemoryType;
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
    private final InstanceTemplate template;
    private final ExecutionStack stack;
    private final NativeMemory nativeMemory;
    private final MemoryPlacement placement;
    private final Quota quota;

    /**
     * Prepares an instantiation.
     *
     * @param code the module
     * @param stack the stack of the store, on which constant expressions are evaluated
     * @param nativeMemory where the store allocates memories
     * @param placement where memories are
     * @param quota what the store may have
     */
    public Instantiation(
            ModuleCode code, ExecutionStack stack, NativeMemory nativeMemory, MemoryPlacement placement, Quota quota) {
        this.code = code;
        this.valid = code.valid();
        this.template = code.template();
        this.stack = stack;
        this.nativeMemory = nativeMemory;
        this.placement = placement;
        this.quota = quota;
    }

    /**
     * Makes an instance. If the module is {@linkplain InstanceTemplate#isPrepared prepared} that is all; if it is not, its
     * active segments have not been copied yet.
     *
     * @throws dev.terrace.LimitException if that is more than the store may have
     */
    public ModuleInstance allocate(ImportedExterns imports) {
        quota.addInstance();
        TableInstance[] tables = Arrays.copyOf(imports.tables(), valid.tables().size());
        GlobalInstance[] globals =
                Arrays.copyOf(imports.globals(), valid.globals().size());
        ModuleInstance instance = new ModuleInstance(
                code, stack, imports.functions(), tables, memories(imports.memories()), globals, tags(imports.tags()));
        // Constant expressions may use any function, and the globals before their own.
        allocateGlobals(instance, imports.globals().length);
        allocateTables(instance, imports.tables().length);
        evaluateElements(instance);
        return instance;
    }

    private LinearMemory[] memories(LinearMemory[] imported) {
        List<MemoryType> types = valid.memories();
        LinearMemory[] memories = Arrays.copyOf(imported, types.size());
        for (int i = 0; i < memories.length; i++) {
            if (memories[i] == null) {
                memories[i] = nativeMemory.memory(types.get(i), quota, placement, template.memory(i));
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

    private void allocateGlobals(ModuleInstance instance, int imported) {
        GlobalInstance[] globals = instance.globals();
        for (int i = 0; i < globals.length; i++) {
            if (globals[i] == null) {
                GlobalInstance known = template.global(i);
                // What nobody can change, instances share.
                globals[i] = known != null && !known.type().mutable()
                        ? known
                        : new GlobalInstance(valid.globals().get(i), instance);
                setFirstValue(instance, i, imported);
            }
        }
    }

    private void setFirstValue(ModuleInstance instance, int index, int imported) {
        GlobalInstance global = instance.global(index);
        GlobalInstance known = template.global(index);
        if (known != null) {
            if (known != global) {
                global.set(known);
            }
        } else if (index < imported) {
            global.set(new GlobalInstance(global.type()));
        } else {
            new ConstantEvaluator(instance, stack)
                    .load(global, valid.module().globals().get(index - imported).init());
        }
    }

    private void allocateTables(ModuleInstance instance, int imported) {
        TableInstance[] tables = instance.tables();
        for (int i = 0; i < tables.length; i++) {
            if (tables[i] == null) {
                Object init = firstElement(instance, i, imported);
                tables[i] = new TableInstance(valid.tables().get(i), init, quota);
                tables[i].fill(template.table(i), instance);
            }
        }
    }

    private Object firstElement(ModuleInstance instance, int table, int imported) {
        ConstExpr init = table < imported
                ? null
                : valid.module().tables().get(table - imported).init();
        return init == null ? null : new ConstantEvaluator(instance, stack).reference(init);
    }

    /**
     * Makes an instance what it was after {@link #allocate}, in place. What it imports is not its own and stays as it is.
     *
     * @param imports what it was made with
     */
    public void reset(ModuleInstance instance, ImportedExterns imports) {
        for (int i = 0; i < valid.memories().size(); i++) {
            if (isOwn(imports.memories(), i)) {
                instance.memory(i).reset(template.memory(i));
            }
        }
        for (int i = 0; i < valid.globals().size(); i++) {
            if (isOwn(imports.globals(), i)) {
                setFirstValue(instance, i, imports.globals().length);
            }
        }
        for (int i = 0; i < valid.tables().size(); i++) {
            if (isOwn(imports.tables(), i)) {
                instance.table(i).reset(firstElement(instance, i, imports.tables().length));
                instance.table(i).fill(template.table(i), instance);
            }
        }
        instance.resetSegments();
        evaluateElements(instance);
    }

    private static boolean isOwn(Object[] imported, int index) {
        return index >= imported.length || imported[index] == null;
    }

    /** Evaluates the segments with references that are more than functions, each of which is made once. */
    private void evaluateElements(ModuleInstance instance) {
        List<ElementSegment> segments = valid.module().elements();
        for (int i = 0; i < segments.size(); i++) {
            if (template.functions(i) == null) {
                ConstantEvaluator evaluator = new ConstantEvaluator(instance, stack);
                Object[] references = segments.get(i).expressions().stream()
                        .map(evaluator::reference)
                        .toArray();
                if (instance.elements(i) == null) {
                    instance.setElements(i, references);
                }
            }
        }
    }

    /**
     * Copies the active element segments, then the active data segments, in order, and drops each after it was copied, unless
     * the module is prepared.
     *
     * @throws dev.terrace.Trap if one does not fit; those before it have been copied
     */
    public void initialize(ModuleInstance instance) {
        if (template.isPrepared()) {
            return;
        }
        nativeMemory.touch();
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
