package dev.terrace.runtime;

import dev.terrace.core.module.ConstExpr;
import dev.terrace.core.module.DataSegment;
import dev.terrace.core.module.ElementSegment;
import dev.terrace.core.module.SegmentMode;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.validate.ValidModule;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * What is the same in all instances of a module, found out once: values of globals, functions of element segments, and what
 * memories and tables contain behind the active segments. Immutable.
 *
 * <p>A module whose active segments all go to memories and tables of its own, to places that are known and exist, is
 * {@linkplain #isPrepared prepared}: nothing can fail when its segments are copied, so nobody can see in which order that
 * happens. This is what compilers make of programs.
 */
final class InstanceTemplate {
    private static final int[] EMPTY_TABLE = {};

    private final ValidModule valid;
    private final GlobalInstance[] globals;
    private final int[][] functions;
    private final MemoryImage[] memories;
    private final int[][] tables;
    private final MemorySegment[] data;
    private final Object[][] elements;
    private final boolean prepared;

    /**
     * Finds out what is the same in all instances.
     *
     * @param code the module
     * @param data the bytes of its data segments
     */
    InstanceTemplate(ModuleCode code, MemorySegment[] data) {
        this.valid = code.valid();
        this.globals = new GlobalInstance[valid.globals().size()];
        ConstantEvaluator evaluator = new ConstantEvaluator(code, globals);
        evaluateGlobals(evaluator);
        List<ElementSegment> elementSegments = valid.module().elements();
        this.functions = new int[elementSegments.size()][];
        for (int i = 0; i < functions.length; i++) {
            functions[i] = functions(elementSegments.get(i), evaluator);
        }
        this.memories = new MemoryImage[valid.memories().size()];
        this.tables = new int[valid.tables().size()][];
        this.prepared = makeMemories(data, evaluator) && makeTables(evaluator);
        this.data = data.clone();
        this.elements = new Object[elementSegments.size()][];
        if (!prepared) {
            Arrays.setAll(memories, _ -> new MemoryImage.Builder().build());
        } else {
            for (int i = 0; i < data.length; i++) {
                if (valid.module().data().get(i).mode() == SegmentMode.ACTIVE) {
                    this.data[i] = ModuleInstance.DROPPED_DATA;
                }
            }
            for (int i = 0; i < elements.length; i++) {
                if (elementSegments.get(i).mode() != SegmentMode.PASSIVE) {
                    elements[i] = ModuleInstance.DROPPED_ELEMENTS;
                }
            }
        }
    }

    private void evaluateGlobals(ConstantEvaluator evaluator) {
        int imported = globals.length - valid.module().globals().size();
        for (int i = imported; i < globals.length; i++) {
            ConstExpr init = valid.module().globals().get(i - imported).init();
            if (evaluator.isSameEverywhere(init)) {
                GlobalInstance global = new GlobalInstance(valid.globals().get(i));
                evaluator.load(global, init);
                globals[i] = global;
            }
        }
    }

    /** Returns the indices of a segment's functions, each plus one, and zeros for null; null if it has other references. */
    private static int[] functions(ElementSegment segment, ConstantEvaluator evaluator) {
        int[] functions = new int[segment.size()];
        for (int i = 0; i < functions.length; i++) {
            if (segment.functions() != null) {
                functions[i] = segment.functions().get(i) + 1;
            } else if (evaluator.isFunction(segment.expressions().get(i))) {
                functions[i] = evaluator.functionIndex(segment.expressions().get(i)) + 1;
            } else if (!evaluator.isNull(segment.expressions().get(i))) {
                return null;
            }
        }
        return functions;
    }

    /** Makes the images of memories; returns false if a data segment goes to another place than the class comment says. */
    private boolean makeMemories(MemorySegment[] bytes, ConstantEvaluator evaluator) {
        int imported = memories.length - valid.module().memories().size();
        MemoryImage.Builder[] images = new MemoryImage.Builder[memories.length];
        for (int i = 0; i < images.length; i++) {
            images[i] = new MemoryImage.Builder();
        }
        for (int i = 0; i < bytes.length; i++) {
            DataSegment segment = valid.module().data().get(i);
            if (segment.mode() != SegmentMode.ACTIVE) {
                continue;
            }
            if (segment.memory() < imported || !evaluator.isSameEverywhere(segment.offset())) {
                return false;
            }
            MemoryType type = valid.memories().get(segment.memory());
            long address = evaluator.address(segment.offset(), type.address());
            // Shifted the other way: the size of a memory that is too large to be made may be no 64-bit number.
            long lastPage = (address + segment.length() - 1) >>> type.pageSizeLog2();
            boolean isEmpty = address == 0 && segment.length() == 0;
            if (address < 0
                    || (!isEmpty && Long.compareUnsigned(lastPage, type.limits().min()) >= 0)) {
                return false;
            }
            images[segment.memory()].add(address, bytes[i]);
        }
        for (int i = 0; i < images.length; i++) {
            memories[i] = images[i].build();
        }
        return true;
    }

    /** Makes the images of tables; returns false if a segment goes to another place than the class comment says. */
    private boolean makeTables(ConstantEvaluator evaluator) {
        int imported = tables.length - valid.module().tables().size();
        Arrays.fill(tables, EMPTY_TABLE);
        for (int i = 0; i < functions.length; i++) {
            ElementSegment segment = valid.module().elements().get(i);
            if (segment.mode() != SegmentMode.ACTIVE) {
                continue;
            }
            int own = segment.table() - imported;
            if (own < 0
                    || functions[i] == null
                    || valid.module().tables().get(own).init() != null
                    || !evaluator.isSameEverywhere(segment.offset())) {
                return false;
            }
            TableType type = valid.tables().get(segment.table());
            long index = evaluator.address(segment.offset(), type.address());
            long end = index + functions[i].length;
            if (index < 0
                    || end > Integer.MAX_VALUE
                    || Long.compareUnsigned(end, type.limits().min()) > 0) {
                return false;
            }
            int[] image = tables[segment.table()];
            image = Arrays.copyOf(image, Math.max(image.length, (int) end));
            System.arraycopy(functions[i], 0, image, (int) index, functions[i].length);
            tables[segment.table()] = image;
        }
        return true;
    }

    /** Returns whether memories and tables are described by {@link #memory} and {@link #table}. */
    boolean isPrepared() {
        return prepared;
    }

    /** Returns what a new memory contains at first: nothing but zeros, unless the module is prepared. */
    MemoryImage memory(int index) {
        return memories[index];
    }

    /**
     * Returns the functions that a table of the module's own contains at first, if that is known: their indices, each plus
     * one, and zeros for null.
     */
    int[] table(int index) {
        return prepared ? tables[index] : EMPTY_TABLE;
    }

    /** Returns the value that a global has at first; null if that differs. */
    GlobalInstance global(int index) {
        return globals[index];
    }

    /** Returns the functions of an element segment, as {@link #table} has them; null if it has other references. */
    int[] functions(int segment) {
        return functions[segment];
    }

    /** Returns the bytes of the data segments, in the array itself: only for reading. */
    MemorySegment[] data() {
        return data;
    }

    /** Returns the dropped element segments, and null for all others, in the array itself: only for reading. */
    Object[][] elements() {
        return elements;
    }
}
