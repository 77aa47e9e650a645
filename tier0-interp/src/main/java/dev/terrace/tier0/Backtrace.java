package dev.terrace.tier0;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.WasmException;
import dev.terrace.WasmFrame;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.gc.HeapReserve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What happens when something leaves the dispatch loop. */
final class Backtrace {
    /** A backtrace names this many frames at most: a stack that is exhausted has a million. */
    private static final int MAX_FRAMES = 100;

    static {
        // When the Java heap is full no class can be loaded any more.
        new Trap(TrapKind.OUT_OF_MEMORY).addActivation(Interpreter.class, List.of());
    }

    private Backtrace() {}

    /**
     * Unwinds the frames of one activation of the loop.
     *
     * @param thrown what was thrown
     * @param code the code that was running
     * @param pc behind the instruction that was running
     * @param fp its frame
     * @return what to throw: the same, unless it is Java's word for a trap
     */
    static RuntimeException unwind(
            Throwable thrown,
            ModuleInstance instance,
            InterpretedFunction[] functions,
            ExecutionStack stack,
            long[] code,
            int pc,
            int fp) {
        Throwable result = translated(thrown, Op.op(code[pc - 1]));
        long[] calls = stack.calls;
        int link = stack.callTop - 2;
        InterpretedFunction function = functions[(int) code[0]];
        int end = Math.min(fp + function.frameSlots, stack.refs.length);
        int base = fp;
        int at = pc;
        int room = result instanceof Trap || result instanceof WasmException ? MAX_FRAMES : 0;
        List<WasmFrame> frames = new ArrayList<>(Math.min(room, 4));
        while (true) {
            if (frames.size() < room) {
                frames.add(frame(function, at - 1));
            }
            if (calls[link] < 0) {
                break;
            }
            function = functions[(int) (calls[link] >>> 32)];
            at = (int) calls[link];
            base = (int) calls[link + 1];
            link -= 2;
        }
        if (base < end) {
            Arrays.fill(stack.refs, base, end, null);
        }
        addFrames(result, frames);
        return sneaky(result);
    }

    private static void addFrames(Throwable thrown, List<WasmFrame> frames) {
        if (thrown instanceof Trap trap) {
            trap.addActivation(Interpreter.class, frames);
        } else if (thrown instanceof WasmException exception) {
            exception.addActivation(Interpreter.class, frames);
        }
    }

    private static WasmFrame frame(InterpretedFunction function, int pc) {
        FunctionCode code = function.function();
        return code.module().frame(code.index(), function.offsets().find(pc));
    }

    /**
     * Returns the trap that an exception stands for, or else the exception. Only the loop's own accesses to memory and
     * allocations throw through an instruction of theirs, so an exception of the host is never taken for one.
     */
    private static Throwable translated(Throwable thrown, int op) {
        if (thrown.getClass() == IndexOutOfBoundsException.class && op >= Op.LOAD8_S && op <= Op.STORE64_SUM) {
            return new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        if (thrown instanceof OutOfMemoryError error && op >= Op.TAKE_REF) {
            return HeapReserve.outOfMemory(error);
        }
        return thrown instanceof StackOverflowError error ? new Trap(TrapKind.STACK_EXHAUSTED, error) : thrown;
    }

    /** Throws anything unchanged, past the compiler's check of exceptions. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
