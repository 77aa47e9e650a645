package dev.terrace.tier2.run;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.core.types.ValType;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.runtime.DirectCode;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.RawMemory;
import dev.terrace.runtime.WasmFunction;
import dev.terrace.tier2.backend.RegisterSet;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A function as native code, or the rest of one from a loop header on: how Java enters it.
 *
 * <pre>
 *   Java's stack                    WebAssembly's stack
 *
 *   enter -> downcall ------------> frames of native code
 *         <- RETURNED
 *
 *   enter -> downcall ------------> frames of native code
 *         <- an exit                  | these stay while Java does what is asked for, and may
 *     call of another function        | enter other native code, whose frames go below them
 *         -> resume --------------> frames of native code
 *         <- RETURNED
 * </pre>
 *
 * <p>No Java frame is ever below a native one, so an exception has nothing to unwind there: where the frames of the activation
 * began is the end of the WebAssembly stack again.
 */
public final class NativeFunction implements DirectCode {
    static {
        // At the end of the Java stack, or when its heap is full, no class can be loaded any more.
        Exits.load();
    }

    private final long address;
    private final int codeBytes;
    private final CallShape shape;
    private final boolean burnsFuel;

    /** The slots of the frame that this takes over, with references in them; zero if there are none. */
    private final int takenSlots;

    private NativeFunction(FunctionCode function, long address, int codeBytes, CallShape shape, int takenSlots) {
        this.address = address;
        this.codeBytes = codeBytes;
        this.shape = shape;
        this.burnsFuel = function.module().tiering().burnsFuel();
        this.takenSlots = takenSlots;
    }

    /**
     * Creates a function.
     *
     * @param function what the code was made from
     * @param address where it is, for as long as the module can be reached
     * @param codeBytes how large it is
     */
    public static NativeFunction whole(FunctionCode function, long address, int codeBytes) {
        CallShape shape = CodeTable.of(function.module()).shape(function.index());
        return new NativeFunction(function, address, codeBytes, shape, 0);
    }

    /**
     * Creates the rest of a function. Its code has the types of the locals and of the loop header's operands for parameters.
     *
     * @param function what the code was made from
     * @param loop the number of the loop
     * @param address where the code is, for as long as the module can be reached
     * @param codeBytes how large it is
     */
    public static NativeFunction loop(FunctionCode function, int loop, long address, int codeBytes) {
        FunctionInfo info = function.info();
        CallShape shape =
                CallShape.of(loopParams(info, loop), info.type().func().results());
        return new NativeFunction(function, address, codeBytes, shape, info.usesRefs() ? info.frameSlots() : 0);
    }

    private static List<ValType> loopParams(FunctionInfo info, int loop) {
        List<ValType> types = new ArrayList<>(info.locals());
        types.addAll(info.loops().get(loop).operands());
        return types;
    }

    /** Returns how many of the values that code for a loop takes, or returns, are passed in no register. */
    public static int overflows(FunctionInfo info, int loop) {
        return Math.max(
                new ValuePlaces(loopParams(info, loop)).overflows(),
                new ValuePlaces(info.type().func().results()).overflows());
    }

    @Override
    public FunctionInstance enter(WasmFunction function, ExecutionStack stack, int base) {
        NativeInstance instance = NativeInstance.of(function.instance());
        NativeStore store = instance.store();
        long context = store.context();
        int top = stack.top;
        long mark = RawMemory.getLong(context + ContextLayout.WASM_SP);
        // The arguments leave their slots; what follows may use these.
        stack.top = base;
        try {
            shape.params().toContext(stack, base, store);
            if (takenSlots != 0) {
                Arrays.fill(stack.refs, base, base + takenSlots, null);
            }
            if (burnsFuel) {
                RawMemory.setLong(context + ContextLayout.FUEL, stack.fuel);
            }
            RawMemory.setLong(context + ContextLayout.EXIT_INSTANCE, instance.address());
            int exit = NativeRuntime.enter(context, address, shape.registers());
            FunctionInstance next = null;
            if (exit != ExitCode.RETURNED) {
                next = Exits.handle(exit, instance, stack, base, mark, burnsFuel);
            } else if (burnsFuel) {
                stack.fuel = RawMemory.getLong(context + ContextLayout.FUEL);
            }
            if (next == null) {
                shape.results().toSlots(stack, base, store);
            }
            return next;
        } catch (StackOverflowError error) {
            throw exhausted(error);
        } finally {
            stack.top = top;
            store.leave(mark);
            // By the instance, its module and so the code can be reached.
            Reference.reachabilityFence(instance);
        }
    }

    /**
     * Prepares a call whose arguments the caller puts into the context, to {@link #enter(RegisterSet, long, WasmFunction,
     * ExecutionStack) enter} it then.
     *
     * @return the address of the context
     */
    long begin(WasmFunction function, ExecutionStack stack) {
        NativeInstance instance = NativeInstance.of(function.instance());
        long context = instance.store().context();
        RawMemory.setLong(context + ContextLayout.EXIT_INSTANCE, instance.address());
        if (burnsFuel) {
            RawMemory.setLong(context + ContextLayout.FUEL, stack.fuel);
        }
        return context;
    }

    /**
     * Executes a call that {@link #begin} has prepared. The activation may use slots from the top of the stack on. Backtraces
     * know it by the name of this method.
     *
     * @param registers what stubs take along for the function's type
     * @return the function to {@linkplain #continueWith call} in place of this one, or null if results are in the context
     */
    FunctionInstance enter(RegisterSet registers, long context, WasmFunction function, ExecutionStack stack) {
        long mark = RawMemory.getLong(context + ContextLayout.WASM_SP);
        try {
            FunctionInstance next = null;
            int exit = NativeRuntime.enter(context, address, registers);
            if (exit != ExitCode.RETURNED) {
                next = goOn(exit, mark, function, stack);
            } else if (burnsFuel) {
                stack.fuel = RawMemory.getLong(context + ContextLayout.FUEL);
            }
            return next;
        } catch (StackOverflowError error) {
            throw exhausted(error);
        } finally {
            Reference.reachabilityFence(function);
        }
    }

    /** Executes the rest of an activation behind its first exit. */
    private FunctionInstance goOn(int exit, long mark, WasmFunction function, ExecutionStack stack) {
        NativeInstance instance = NativeInstance.of(function.instance());
        try {
            return Exits.handle(exit, instance, stack, stack.top, mark, burnsFuel);
        } finally {
            instance.store().leave(mark);
        }
    }

    /** Calls what {@link #enter(RegisterSet, long, WasmFunction, ExecutionStack)} has returned; results are in the context then. */
    void continueWith(FunctionInstance next, WasmFunction function, ExecutionStack stack) {
        int base = stack.top;
        FunctionInstance.continueWith(next, function.instance(), stack, base);
        shape.results()
                .toContext(stack, base, NativeInstance.of(function.instance()).store());
    }

    private static Trap exhausted(StackOverflowError error) {
        Trap trap = new Trap(TrapKind.STACK_EXHAUSTED, error);
        trap.addActivation(NativeFunction.class, List.of());
        return trap;
    }

    @Override
    public int codeBytes() {
        return codeBytes;
    }
}
