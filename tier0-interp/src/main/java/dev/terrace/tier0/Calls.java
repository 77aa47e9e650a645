package dev.terrace.tier0;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ValType;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.WasmFunction;
import java.util.Arrays;

/**
 * The parts of calls that are not in the dispatch loop itself. The methods that return an {@link InterpretedFunction}
 * return the callee if the loop can go on with it, or null.
 */
final class Calls {
    private Calls() {}

    /** Makes room for a frame that ends at a slot, and for a link. */
    static void grow(ExecutionStack stack, int frameEnd) {
        stack.ensure(frameEnd);
        stack.ensureCalls(stack.callTop + 2);
    }

    /**
     * Prepares a call to a function that the module defines, or makes the call if another tier executes it.
     *
     * @param number the callee's number among the functions that the module defines
     * @param base the slot of the first argument
     * @param top the first slot behind the caller's frame
     */
    static InterpretedFunction direct(ModuleInstance instance, int number, ExecutionStack stack, int base, int top) {
        int index = number + InterpretedModule.of(instance.code()).imported();
        return other(instance.function(index), instance, stack, base, top);
    }

    /**
     * Prepares a call to any function, makes room for its frame and link too, or makes the call if the loop cannot.
     *
     * @param base the slot of the first argument
     * @param top the first slot behind the caller's frame
     */
    static InterpretedFunction other(
            FunctionInstance target, ModuleInstance instance, ExecutionStack stack, int base, int top) {
        InterpretedFunction callee = ofInstance(target, instance);
        if (callee == null) {
            foreign(target, instance, stack, base, top);
        } else {
            grow(stack, base + callee.frameSlots);
        }
        return callee;
    }

    /** Calls a function through Java. */
    static void foreign(FunctionInstance target, ModuleInstance caller, ExecutionStack stack, int base, int top) {
        int end = base + target.slots();
        stack.ensure(end);
        stack.top = Math.max(top, end);
        target.call(caller, stack, base);
    }

    /**
     * Lets a function that the loop cannot go on with take the place of a frame, whose link is on top. If that is the link
     * of the activation's first frame it is removed, and the function is left to whoever entered the activation.
     *
     * @param fp the frame, where the function's arguments are
     * @return the function if it is left to the caller; null if it has returned, or what it threw has found a handler
     */
    static FunctionInstance replaceFrame(
            FunctionInstance target,
            InterpretedFunction[] functions,
            ModuleInstance instance,
            ExecutionStack stack,
            int fp) {
        int link = stack.callTop - 2;
        long caller = stack.calls[link];
        if (caller < 0) {
            stack.callTop = link;
            return target;
        }
        InterpretedFunction function = functions[(int) (caller >>> 32)];
        int callerFrame = (int) stack.calls[link + 1];
        try {
            foreign(target, instance, stack, fp, callerFrame + function.frameSlots);
        } catch (Throwable thrown) {
            stack.callTop = link;
            Unwinding.unwind(thrown, instance, functions, stack, function.code, (int) caller, callerFrame);
        }
        return null;
    }

    /**
     * Prepares a tail call: moves the arguments to where the caller's frame begins. The frame is then the callee's.
     *
     * @param caller the function that calls
     * @param base the slot of the first argument
     * @param fp the caller's frame
     */
    static InterpretedFunction tail(
            FunctionInstance target,
            InterpretedFunction caller,
            ModuleInstance instance,
            ExecutionStack stack,
            int base,
            int fp) {
        int arguments = slots(target.type().func().params());
        System.arraycopy(stack.slots, base, stack.slots, fp, arguments);
        if (caller.function().info().usesRefs()) {
            System.arraycopy(stack.refs, base, stack.refs, fp, arguments);
            Arrays.fill(stack.refs, fp + arguments, Math.max(fp + caller.frameSlots, base + arguments), null);
        }
        InterpretedFunction callee = ofInstance(target, instance);
        if (callee != null) {
            stack.ensure(fp + callee.frameSlots);
        }
        return callee;
    }

    /** Returns the register code of a function of an instance; null if it is another's, or of another tier. */
    private static InterpretedFunction ofInstance(FunctionInstance target, ModuleInstance instance) {
        return target instanceof WasmFunction wasm
                        && wasm.instance() == instance
                        && wasm.code().entry() instanceof InterpretedFunction callee
                ? callee
                : null;
    }

    /**
     * Returns the function that a call instruction calls.
     *
     * @param w the instruction
     * @param next the word behind it
     * @param y the slot of the callee, if the instruction has one
     * @throws Trap if there is no function of the right type
     */
    static FunctionInstance target(long w, long next, ModuleInstance instance, ExecutionStack stack, int y) {
        return switch (Op.op(w)) {
            case Op.CALL_INDIRECT, Op.RETURN_CALL_INDIRECT -> {
                InterpretedModule module = InterpretedModule.of(instance.code());
                int table = Op.z(next);
                DefType type = instance.code().type((int) (next >>> 32));
                yield instance.table(table).callee(module.tableIndex(table, stack.slots[y]), type);
            }
            case Op.CALL_REF, Op.RETURN_CALL_REF -> {
                if (!(stack.refs[y] instanceof FunctionInstance function)) {
                    throw new Trap(TrapKind.NULL_FUNCTION_REFERENCE);
                }
                yield function;
            }
            default -> instance.function(Op.z(w));
        };
    }

    /** Returns the slots that values take. */
    static int slots(Iterable<? extends ValType> types) {
        int slots = 0;
        for (ValType type : types) {
            slots += type.slots();
        }
        return slots;
    }
}
