package dev.terrace.tier2.run;

import dev.terrace.LimitException;
import dev.terrace.core.types.DefType;
import dev.terrace.ffm.linux.WasmStack;
import dev.terrace.ffm.linux.WasmStackPool;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.RawMemory;
import dev.terrace.runtime.StackReserve;
import dev.terrace.runtime.WasmFunction;
import java.io.Closeable;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What native code of a store runs with: the context, the WebAssembly stack, and the numbers by which it knows Java's objects.
 * Made when native code is first entered in the store.
 *
 * <p>What native code passes is never trusted to be right: a wrong number ends in an InternalError, and not in a process that
 * crashes.
 */
final class NativeStore implements Closeable {
    private static final Cleaner CLEANER = Cleaner.create();

    /** How many stacks of each size are kept that no store uses. */
    private static final int IDLE_STACKS = 64;

    private static final long SMALLEST_STACK = 64 << 10;

    private static final Map<Long, WasmStackPool> POOLS = new ConcurrentHashMap<>();

    private final ExecutionStack stack;
    private final long context;
    private final long stackTop;
    private final Cleaner.Cleanable lease;
    private final StoreMemory memory = new StoreMemory();
    private final Handles handles = new Handles(this);
    private final List<NativeInstance> instances = new ArrayList<>(2);
    private final Map<FunctionInstance, KnownFunction> functions = new HashMap<>();
    private KnownFunction[] byNumber = new KnownFunction[16];
    private NativeInstance lastInstance;

    /**
     * A function that native code has a reference to.
     *
     * @param function the function
     * @param number its number in the store
     * @param record the address of its record
     * @param shape how it is called
     */
    record KnownFunction(FunctionInstance function, int number, long record, CallShape shape) {}

    /** A stack that is given back once. */
    private record StackLease(WasmStackPool pool, WasmStack stack) implements Runnable {
        @Override
        public void run() {
            pool.give(stack);
        }
    }

    private NativeStore(ExecutionStack stack) {
        this.stack = stack;
        WasmStackPool pool = POOLS.computeIfAbsent(
                Math.max(stack.maxBytes(), SMALLEST_STACK),
                bytes -> new WasmStackPool(bytes, ContextLayout.BYTES, IDLE_STACKS));
        WasmStack wasmStack = pool.take();
        this.lease = CLEANER.register(this, new StackLease(pool, wasmStack));
        this.context = wasmStack.top();
        this.stackTop = wasmStack.top();
        // What it holds is left over from others.
        for (int offset = 0; offset < ContextLayout.GPR; offset += Long.BYTES) {
            RawMemory.setLong(context + offset, 0);
        }
        RawMemory.setLong(context + ContextLayout.WASM_SP, stackTop);
        RawMemory.setLong(context + ContextLayout.STACK_LIMIT, wasmStack.limit());
        stack.interruption.setNativeFlag(context + ContextLayout.POLL, this);
    }

    /** Returns what there is for the store of a stack. */
    static NativeStore of(ExecutionStack stack) {
        if (stack.tierState() instanceof NativeStore store) {
            return store;
        }
        NativeStore created = new NativeStore(stack);
        stack.setTierState(created);
        return created;
    }

    /** Gives the stack back: nothing runs in the store any more. */
    @Override
    public void close() {
        stack.interruption.removeNativeFlag();
        lease.clean();
    }

    ExecutionStack stack() {
        return stack;
    }

    /** Returns the address of the context. */
    long context() {
        return context;
    }

    /** Returns where the first frame on the WebAssembly stack begins, downwards. */
    long stackTop() {
        return stackTop;
    }

    /** Returns what blocks and records are allocated in. */
    StoreMemory memory() {
        return memory;
    }

    // Instances

    /** Adds an instance; returns its number. */
    int add(NativeInstance instance) {
        instances.add(instance);
        return instances.size() - 1;
    }

    /**
     * Returns the instance whose block has an address, which comes from native code.
     *
     * @throws InternalError if there is none
     */
    NativeInstance instance(long address) {
        NativeInstance last = lastInstance;
        return last != null && last.address() == address ? last : findInstance(address);
    }

    private NativeInstance findInstance(long address) {
        if (address % Long.BYTES == 0 && memory.contains(address, InstanceLayout.ID + Long.BYTES)) {
            long number = RawMemory.getLong(address + InstanceLayout.ID);
            if (number >= 0 && number < instances.size()) {
                NativeInstance instance = instances.get((int) number);
                if (instance.address() == address) {
                    lastInstance = instance;
                    return instance;
                }
            }
        }
        throw new InternalError("native code has passed %#x for an instance".formatted(address));
    }

    // References

    /** Returns what native code knows a reference by. */
    long toNative(Object reference, boolean isFunction) {
        if (reference == null) {
            return 0;
        }
        return isFunction ? record((FunctionInstance) reference) : handles.handle(reference);
    }

    /**
     * Returns the reference that native code knows by a number.
     *
     * @throws InternalError if it is none
     */
    Object fromNative(long bits, boolean isFunction) {
        if (bits == 0) {
            return null;
        }
        return isFunction ? function(bits) : handles.object(bits);
    }

    /**
     * Forgets an activation, with the handles if there is no other.
     *
     * @param mark where the WebAssembly stack ended before it
     */
    void leave(long mark) {
        RawMemory.setLong(context + ContextLayout.WASM_SP, mark);
        if (mark == stackTop) {
            handles.clear();
        }
    }

    /** Returns the address of the record of a function, which is made when it is first asked for. */
    long record(FunctionInstance function) {
        KnownFunction known = functions.get(function);
        return known != null ? known.record : addFunction(function).record;
    }

    private KnownFunction addFunction(FunctionInstance function) {
        StackReserve.check();
        long record = memory.allocate(InstanceLayout.RECORD_BYTES).address();
        CallShape shape = CallShape.of(function.type());
        int number = functions.size();
        KnownFunction known = new KnownFunction(function, number, record, shape);
        RawMemory.setInt(record + InstanceLayout.RECORD_NUMBER, number);
        if (!(function instanceof WasmFunction wasm && setRecord(record, wasm))) {
            setRecord(record, StubSlots.of(ExitCode.CALL_FUNCTION, shape.registers()), 0, number, function.type());
        }
        if (number == byNumber.length) {
            byNumber = Arrays.copyOf(byNumber, 2 * number);
        }
        byNumber[number] = known;
        functions.put(function, known);
        return known;
    }

    /**
     * Writes a record by which a function of a module is called without leaving native code, if it has some; returns false
     * if its instance cannot be prepared for native code.
     */
    boolean setRecord(long record, WasmFunction function) {
        try {
            NativeInstance instance = NativeInstance.of(function.instance());
            int index = function.code().index();
            setRecord(record, instance.table().slot(index), instance.address(), index, function.type());
            return true;
        } catch (LimitException _) {
            return false;
        }
    }

    /** Writes a record, but for the number. */
    static void setRecord(long record, long slot, long instance, int index, DefType type) {
        RawMemory.setLong(record + InstanceLayout.RECORD_CODE, slot);
        RawMemory.setLong(record + InstanceLayout.RECORD_INSTANCE, instance);
        RawMemory.setInt(record + InstanceLayout.RECORD_INDEX, index);
        RawMemory.setInt(record + InstanceLayout.RECORD_TYPE, type.id());
    }

    /**
     * Returns the function of a record, whose address comes from native code.
     *
     * @throws InternalError if it is none
     */
    FunctionInstance function(long record) {
        if (record % Long.BYTES == 0 && memory.contains(record, InstanceLayout.RECORD_BYTES)) {
            int number = RawMemory.getInt(record + InstanceLayout.RECORD_NUMBER);
            if (number >= 0 && number < functions.size() && byNumber[number].record == record) {
                return byNumber[number].function;
            }
        }
        throw new InternalError("native code has passed %#x for a function".formatted(record));
    }

    /**
     * Returns a function by its number, which comes from native code.
     *
     * @throws InternalError if there is none
     */
    KnownFunction known(int number) {
        if (number < 0 || number >= functions.size()) {
            throw new InternalError("native code has called function number " + number + " of the store");
        }
        return byNumber[number];
    }
}
