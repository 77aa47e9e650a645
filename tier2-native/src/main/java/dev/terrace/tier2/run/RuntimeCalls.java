package dev.terrace.tier2.run;

import dev.terrace.WasmException;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import dev.terrace.runtime.Atomics;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.LinearMemory;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.RawMemory;
import dev.terrace.runtime.StackReserve;
import dev.terrace.runtime.TableInstance;
import dev.terrace.runtime.TagInstance;
import java.util.List;

/** Does what native code leaves to Java: the {@linkplain RuntimeFunction runtime functions}. */
final class RuntimeCalls {
    private static final RuntimeFunction[] FUNCTIONS = RuntimeFunction.values();

    private RuntimeCalls() {}

    /** Executes a runtime function: takes its arguments from the context, and leaves its result there. */
    static void execute(int number, NativeInstance caller, ExecutionStack stack) {
        if (number < 0 || number >= FUNCTIONS.length) {
            throw new InternalError("native code has called runtime function number " + number);
        }
        NativeStore store = caller.store();
        ModuleInstance instance = caller.instance();
        switch (FUNCTIONS[number]) {
            case MEMORY_GROW -> {
                StackReserve.check();
                setResult(store, instance.memory(index(store, 0)).grow(word(store, 1)), isMemory64(store, instance));
            }
            case MEMORY_FILL ->
                instance.memory(index(store, 0)).fill(word(store, 1), (int) word(store, 2), word(store, 3));
            case MEMORY_COPY -> {
                LinearMemory source = instance.memory(index(store, 1));
                instance.memory(index(store, 0)).copy(word(store, 2), source, word(store, 3), word(store, 4));
            }
            case MEMORY_INIT -> {
                LinearMemory memory = instance.memory(index(store, 1));
                memory.init(word(store, 2), instance.data(index(store, 0)), word(store, 3), word(store, 4));
            }
            case DATA_DROP -> instance.dropData(index(store, 0));
            case ATOMIC_NOTIFY -> {
                LinearMemory memory = instance.memory(index(store, 0));
                setResult(store, Atomics.wake(memory, atomicPlace(store), (int) word(store, 3)));
            }
            case ATOMIC_WAIT32 -> await(store, instance, 2, stack);
            case ATOMIC_WAIT64 -> await(store, instance, 3, stack);
            case TABLE_GET -> {
                Object reference = table(store, instance, 0).get(word(store, 1));
                setResult(store, store.toNative(reference, hasFunctions(store, instance, 0)));
            }
            case TABLE_SET -> {
                Object reference = store.fromNative(word(store, 2), hasFunctions(store, instance, 0));
                table(store, instance, 0).set(word(store, 1), reference);
            }
            case TABLE_SIZE -> setResult(store, table(store, instance, 0).size());
            case TABLE_GROW -> {
                StackReserve.check();
                Object reference = store.fromNative(word(store, 1), hasFunctions(store, instance, 0));
                long before = table(store, instance, 0).grow(word(store, 2), reference);
                setResult(store, before, isTable64(store, instance));
            }
            case TABLE_FILL -> {
                Object reference = store.fromNative(word(store, 2), hasFunctions(store, instance, 0));
                table(store, instance, 0).fill(word(store, 1), reference, word(store, 3));
            }
            case TABLE_COPY -> {
                TableInstance source = table(store, instance, 1);
                table(store, instance, 0).copy(word(store, 2), source, word(store, 3), word(store, 4));
            }
            case TABLE_INIT -> {
                Object[] elements = instance.elements(index(store, 0));
                table(store, instance, 1).init(word(store, 2), elements, word(store, 3), word(store, 4));
            }
            case ELEM_DROP -> instance.dropElements(index(store, 0));
            case GLOBAL_GET -> {
                int global = index(store, 0);
                setResult(store, store.toNative(instance.global(global).ref, isFunctionGlobal(instance, global)));
            }
            case GLOBAL_SET -> {
                int global = index(store, 0);
                instance.global(global).ref = store.fromNative(word(store, 1), isFunctionGlobal(instance, global));
            }
            case REF_FUNC -> setResult(store, store.record(instance.function(index(store, 0))));
            case TABLE_FUNCTION -> {
                TableInstance table = table(store, instance, 0);
                long place = word(store, 2);
                FunctionInstance function = table.callee(place, instance.code().type(index(store, 1)));
                long record = store.record(function);
                table.mirror().set((int) place, record);
                setResult(store, record);
            }
            case THROW -> throw exception(store, instance);
            case THROW_REF -> throw WasmException.again(store.fromNative(word(store, 0), false));
        }
    }

    private static long place(NativeStore store, int operand) {
        return store.context() + ContextLayout.overflow(operand);
    }

    private static long word(NativeStore store, int operand) {
        return RawMemory.getLong(place(store, operand));
    }

    private static int index(NativeStore store, int operand) {
        return RawMemory.getInt(place(store, operand));
    }

    private static void setResult(NativeStore store, long value) {
        RawMemory.setLong(store.context() + ContextLayout.GPR, value);
    }

    /** Sets a result that is an i64, or else an i32. */
    private static void setResult(NativeStore store, long value, boolean isLong) {
        setResult(store, isLong ? value : value & 0xFFFF_FFFFL);
    }

    private static boolean isMemory64(NativeStore store, ModuleInstance instance) {
        return instance.code().valid().memories().get(index(store, 0)).address() == AddressType.I64;
    }

    private static boolean isTable64(NativeStore store, ModuleInstance instance) {
        return instance.code().valid().tables().get(index(store, 0)).address() == AddressType.I64;
    }

    private static TableInstance table(NativeStore store, ModuleInstance instance, int operand) {
        return instance.table(index(store, operand));
    }

    private static boolean hasFunctions(NativeStore store, ModuleInstance instance, int operand) {
        return ValuePlaces.isFunction(
                instance.code().valid().tables().get(index(store, operand)).element());
    }

    private static boolean isFunctionGlobal(ModuleInstance instance, int global) {
        return ValuePlaces.isFunction((RefType) instance.global(global).type().value());
    }

    private static long atomicPlace(NativeStore store) {
        return Atomics.place(word(store, 1), word(store, 2));
    }

    private static void await(NativeStore store, ModuleInstance instance, int widthLog2, ExecutionStack stack) {
        LinearMemory memory = instance.memory(index(store, 0));
        int result = Atomics.await(
                memory, atomicPlace(store), widthLog2, word(store, 3), word(store, 4), stack.interruption);
        setResult(store, result);
    }

    private static WasmException exception(NativeStore store, ModuleInstance instance) {
        TagInstance tag = instance.tag(index(store, 0));
        long[] slots = new long[tag.payloadSlots()];
        Object[] refs = tag.hasReferences() ? new Object[slots.length] : null;
        List<ValType> payload = tag.payload();
        int slot = 0;
        for (int i = 0; i < payload.size(); i++) {
            if (payload.get(i) instanceof RefType type) {
                refs[slot] = store.fromNative(word(store, i + 1), ValuePlaces.isFunction(type));
            } else {
                slots[slot] = word(store, i + 1);
                if (payload.get(i).slots() == 2) {
                    slots[slot + 1] = RawMemory.getLong(place(store, i + 1) + Long.BYTES);
                }
            }
            slot += payload.get(i).slots();
        }
        WasmException exception = WasmException.thrown(instance, tag, slots, refs);
        exception.noteStack();
        return exception;
    }
}
