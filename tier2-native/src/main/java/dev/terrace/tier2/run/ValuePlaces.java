package dev.terrace.tier2.run;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.RawMemory;
import dev.terrace.tier2.backend.CallPlaces;
import dev.terrace.tier2.ssa.Type;
import java.util.List;

/**
 * Where arguments, or results, are while they pass between Java and native code: which slot of the execution stack and which
 * place in the context belong together.
 */
final class ValuePlaces {
    private static final byte I32 = 0;
    private static final byte WORD = 1;
    private static final byte VECTOR = 2;
    private static final byte FUNCTION = 3;
    private static final byte OBJECT = 4;

    private final byte[] kinds;
    private final int[] places;
    private final int general;
    private final int vector;
    private final int overflows;

    /** Finds the places of values. */
    ValuePlaces(List<ValType> types) {
        this.kinds = new byte[types.size()];
        this.places = new int[types.size()];
        List<Type> ssaTypes = types.stream().map(Type::of).toList();
        int[] numbers = CallPlaces.of(ssaTypes);
        int inGeneral = 0;
        int inVector = 0;
        int overflow = 0;
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = kind(types.get(i));
            if (numbers[i] < 0) {
                places[i] = ContextLayout.overflow(~numbers[i]);
                overflow++;
            } else if (ssaTypes.get(i).isGeneral()) {
                places[i] = ContextLayout.gpr(numbers[i]);
                inGeneral++;
            } else {
                places[i] = ContextLayout.xmm(numbers[i]);
                inVector++;
            }
        }
        this.general = inGeneral;
        this.vector = inVector;
        this.overflows = overflow;
    }

    private static byte kind(ValType type) {
        return switch (type) {
            case NumType number -> number == NumType.I32 ? I32 : WORD;
            case VecType _ -> VECTOR;
            case RefType reference -> isFunction(reference) ? FUNCTION : OBJECT;
        };
    }

    /** Returns whether native code knows references of a type as records of functions, and not by handles. */
    static boolean isFunction(RefType type) {
        return switch (type.heap()) {
            case AbsHeapType heap -> heap.top() == AbsHeapType.FUNC;
            case DefType heap -> heap.comp() instanceof FuncType;
            case TypeIndex heap -> throw new IllegalArgumentException("not a type of a valid module: " + heap);
        };
    }

    /** Returns how many values are in general registers. */
    int general() {
        return general;
    }

    /** Returns how many values are in registers for floating-point numbers and vectors. */
    int vector() {
        return vector;
    }

    /** Returns where in the context a value is. */
    int place(int index) {
        return places[index];
    }

    /** Returns how many values are in no register. */
    int overflows() {
        return overflows;
    }

    /** Moves values from slots into the context; references are forgotten in the slots. */
    void toContext(ExecutionStack stack, int base, NativeStore store) {
        long context = store.context();
        long[] slots = stack.slots;
        int slot = base;
        for (int i = 0; i < kinds.length; i++) {
            long place = context + places[i];
            switch (kinds[i]) {
                case I32 -> RawMemory.setLong(place, slots[slot] & 0xFFFF_FFFFL);
                case WORD -> RawMemory.setLong(place, slots[slot]);
                case VECTOR -> {
                    RawMemory.setLong(place, slots[slot]);
                    RawMemory.setLong(place + Long.BYTES, slots[++slot]);
                }
                default -> {
                    Object reference = stack.refs[slot];
                    stack.refs[slot] = null;
                    RawMemory.setLong(place, store.toNative(reference, kinds[i] == FUNCTION));
                }
            }
            slot++;
        }
    }

    /** Moves values from the context into slots, which exist. */
    void toSlots(ExecutionStack stack, int base, NativeStore store) {
        long context = store.context();
        long[] slots = stack.slots;
        int slot = base;
        for (int i = 0; i < kinds.length; i++) {
            long place = context + places[i];
            switch (kinds[i]) {
                case I32, WORD -> slots[slot] = RawMemory.getLong(place);
                case VECTOR -> {
                    slots[slot] = RawMemory.getLong(place);
                    slots[++slot] = RawMemory.getLong(place + Long.BYTES);
                }
                default -> stack.refs[slot] = store.fromNative(RawMemory.getLong(place), kinds[i] == FUNCTION);
            }
            slot++;
        }
    }
}
