package dev.terrace.tier0;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.WasmException;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.TagInstance;
import java.util.Arrays;

/**
 * What happens when something is thrown in the dispatch loop. A handler is looked for in the frames of the loop's own
 * activation, from the innermost to the one that was entered: they need no unwinding in Java. If there is one, the link
 * that says where to go on is pushed, as if the handler had made a call, and the loop returns with that link in place;
 * whoever started the loop starts it again there:
 *
 * <pre>
 *   calls   ... | link of the handler's frame | handler's number and place | handler's frame |
 * </pre>
 *
 * <p>If there is none, the exception leaves the loop as a Java exception, and the next activation outside sees it as one
 * that its call instruction has thrown.
 */
final class Unwinding {
    /** Stands for a place in the code: the loop returns, and goes on where the link on top says. */
    static final int ELSEWHERE = -1;

    private Unwinding() {}

    /**
     * Executes {@code throw} or {@code throw_ref}.
     *
     * @param w the instruction
     * @param pc the place behind it
     * @return the place to go on at, or {@link #ELSEWHERE}
     * @throws WasmException if no frame of the activation has a handler
     */
    static int raise(long w, long[] code, int pc, int fp, ModuleInstance instance, ExecutionStack stack) {
        WasmException exception = exception(w, fp, instance, stack);
        InterpretedFunction[] functions = InterpretedModule.of(instance.code()).functions;
        InterpretedFunction function = functions[(int) code[0]];
        int row = function.handlers().find(pc - 1, exception, instance);
        if (row >= 0) {
            forget(stack, function.handlers().receive(row, exception, stack, fp), fp + function.frameSlots);
            return function.handlers().target(row);
        }
        if (catches(exception, instance, functions, stack, function, pc, fp)) {
            return ELSEWHERE;
        }
        exception.noteStack();
        throw exception;
    }

    private static WasmException exception(long w, int fp, ModuleInstance instance, ExecutionStack stack) {
        if (Op.op(w) == Op.THROW) {
            TagInstance tag = instance.tag(Op.z(w));
            return WasmException.thrown(instance, tag, stack, fp + Op.x(w));
        }
        if (!(stack.refs[fp + Op.x(w)] instanceof WasmException exception)) {
            throw new Trap(TrapKind.NULL_EXCEPTION_REFERENCE);
        }
        exception.clearBacktrace();
        return exception;
    }

    /**
     * Handles what was thrown by an instruction: returns if the loop is to go on where the link on top says, and else
     * throws it, or what Java means by it.
     *
     * @param code the code that was running
     * @param pc behind the first word of the instruction that was running, or behind its last
     * @param fp its frame
     */
    static void unwind(
            Throwable thrown,
            ModuleInstance instance,
            InterpretedFunction[] functions,
            ExecutionStack stack,
            long[] code,
            int pc,
            int fp) {
        InterpretedFunction function = functions[(int) code[0]];
        if (thrown instanceof WasmException exception
                && catches(exception, instance, functions, stack, function, pc, fp)) {
            return;
        }
        if (thrown instanceof IndexOutOfBoundsException && MemoryOps.isInside(code[pc - 1], fp, instance, stack)) {
            // Another thread has made a shared memory larger than the loop knew it: the access is tried again.
            goOn(stack, code[0], pc - 1, fp);
            return;
        }
        throw Backtrace.unwind(thrown, instance, functions, stack, code, pc, fp);
    }

    /** Looks for a handler in the frames of an activation; if there is one, makes the loop go on there. */
    private static boolean catches(
            WasmException exception,
            ModuleInstance instance,
            InterpretedFunction[] functions,
            ExecutionStack stack,
            InterpretedFunction innermost,
            int pc,
            int fp) {
        InterpretedFunction function = innermost;
        int at = pc;
        int base = fp;
        int link = stack.callTop;
        while (true) {
            int row = function.handlers().find(at - 1, exception, instance);
            if (row >= 0) {
                stack.callTop = link;
                int end = function.handlers().receive(row, exception, stack, base);
                forget(stack, end, fp + innermost.frameSlots);
                goOn(stack, function.code[0], function.handlers().target(row), base);
                return true;
            }
            link -= 2;
            long caller = stack.calls[link];
            if (caller < 0) {
                return false;
            }
            function = functions[(int) (caller >>> 32)];
            at = (int) caller;
            base = (int) stack.calls[link + 1];
        }
    }

    /** Pushes the link that says where the loop goes on. */
    static void goOn(ExecutionStack stack, long number, int place, int fp) {
        int link = stack.callTop;
        stack.ensureCalls(link + 2);
        stack.calls[link] = number << 32 | place;
        stack.calls[link + 1] = fp;
        stack.callTop = link + 2;
    }

    /** Forgets references that no frame uses any more. */
    private static void forget(ExecutionStack stack, int from, int to) {
        if (from < to) {
            Arrays.fill(stack.refs, from, to, null);
        }
    }
}
