package dev.terrace.tier2.run;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.WasmException;
import dev.terrace.WasmFrame;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.RawMemory;
import dev.terrace.runtime.WasmFunction;
import java.util.Arrays;
import java.util.List;

/** What Java does when native code leaves: see {@link ExitCode}. */
final class Exits {
    private static final TrapKind[] TRAP_KINDS = TrapKind.values();

    /** What is known once the native runtime is there. */
    private static final class Stubs {
        /** How far above the stack pointer a call that leaves has its return address. */
        static final int CALL_FRAME_BYTES = NativeRuntime.started().stubs().exitFrameBytes(ExitCode.CALL_FUNCTION);
    }

    private final NativeStore store;
    private final long context;
    private final ExecutionStack stack;
    private final int base;
    private final long entryReturn;

    /** The WebAssembly stack pointer at the last exit. */
    private long sp;

    private Exits(NativeStore store, ExecutionStack stack, int base, long entryReturn) {
        this.store = store;
        this.context = store.context();
        this.stack = stack;
        this.base = base;
        this.entryReturn = entryReturn;
    }

    /** Has the classes loaded that a trap needs. */
    static void load() {
        new Trap(TrapKind.STACK_EXHAUSTED).addActivation(NativeFunction.class, NativeFrames.of(0, 0, false, 0));
    }

    /**
     * Does what an activation of native code has left for, and resumes it, until it is over.
     *
     * @param firstExit why it has left first
     * @param entered the instance whose function was entered
     * @param base where the slots begin that the activation may use
     * @param mark where the WebAssembly stack ended before
     * @param burnsFuel whether fuel is counted
     * @return the function to call in place of the activation, with its arguments at the base; null if there are results
     */
    static FunctionInstance handle(
            int firstExit, NativeInstance entered, ExecutionStack stack, int base, long mark, boolean burnsFuel) {
        Exits exits = new Exits(entered.store(), stack, base, NativeRuntime.entryReturnAddress(mark));
        return exits.run(firstExit, burnsFuel);
    }

    private FunctionInstance run(int firstExit, boolean burnsFuel) {
        int exit = firstExit;
        try {
            while (true) {
                if (burnsFuel) {
                    stack.fuel = RawMemory.getLong(context + ContextLayout.FUEL);
                }
                if (exit == ExitCode.RETURNED) {
                    return null;
                }
                sp = RawMemory.getLong(context + ContextLayout.WASM_SP);
                FunctionInstance next = handle(exit);
                if (next != null) {
                    return next;
                }
                if (burnsFuel) {
                    RawMemory.setLong(context + ContextLayout.FUEL, stack.fuel);
                }
                // What was entered meanwhile has ended, in whatever way.
                RawMemory.setLong(context + ContextLayout.WASM_SP, sp);
                exit = NativeRuntime.resume(context);
            }
        } catch (Throwable thrown) {
            throw unwound(thrown, exit);
        }
    }

    /** Does what an exit asks for; returns the function that takes the place of the activation, if one does. */
    private FunctionInstance handle(int exit) {
        switch (exit) {
            case ExitCode.CALL_DEFINED -> {
                NativeInstance callee = instance();
                int index = RawMemory.getInt(context + ContextLayout.EXIT_ID);
                CodeTable table = callee.table();
                if (index < table.imported() || index >= table.functions()) {
                    throw new InternalError("native code has called function " + index + " of its module");
                }
                return call(callee.instance().function(index), callee, table.shape(index));
            }
            case ExitCode.CALL_IMPORT -> {
                NativeInstance caller = instance();
                int index = RawMemory.getInt(context + ContextLayout.EXIT_ID);
                FunctionInstance[] imports = caller.instance().importedFunctions();
                if (index < 0 || index >= imports.length) {
                    throw new InternalError("native code has called import " + index + " of its module");
                }
                return callImport(imports[index], index, caller);
            }
            case ExitCode.CALL_FUNCTION -> {
                NativeInstance caller = instance();
                var function = store.known(RawMemory.getInt(context + ContextLayout.EXIT_ID));
                return call(function.function(), caller, function.shape());
            }
            case ExitCode.RUNTIME -> {
                RuntimeCalls.execute(RawMemory.getInt(context + ContextLayout.EXIT_ID), instance(), stack);
                return null;
            }
            case ExitCode.POLL -> {
                stack.interruption.pollFromNative();
                return null;
            }
            case ExitCode.TRAP -> throw trap();
            case ExitCode.FAULT -> throw fault();
            default -> throw new InternalError("native code has left with exit code " + exit);
        }
    }

    private NativeInstance instance() {
        return store.instance(RawMemory.getLong(context + ContextLayout.EXIT_INSTANCE));
    }

    private FunctionInstance callImport(FunctionInstance function, int index, NativeInstance caller) {
        if (function instanceof WasmFunction wasm && wasm.code().entry() instanceof NativeFunction) {
            caller.bindImport(index, wasm);
        }
        return call(function, caller, caller.table().shape(index));
    }

    /**
     * Calls a function on the slots behind those in use. If that is the last thing that the activation does, and the function
     * may do the same, it is left to whoever entered: such calls take no stack, however many there are.
     */
    private FunctionInstance call(FunctionInstance function, NativeInstance caller, CallShape shape) {
        boolean isTail = function instanceof WasmFunction && sp + Stubs.CALL_FRAME_BYTES == entryReturn;
        int end = base + function.slots();
        stack.ensure(end);
        shape.params().toSlots(stack, base, store);
        if (isTail) {
            return function;
        }
        stack.top = end;
        function.call(caller.instance(), stack, base);
        stack.top = base;
        shape.results().toContext(stack, base, store);
        return null;
    }

    /** Returns where the address is that native code goes on at behind an exit. */
    private long returnAddress(int exit) {
        return sp + NativeRuntime.started().stubs().exitFrameBytes(exit);
    }

    private Trap trap() {
        int kind = RawMemory.getInt(context + ContextLayout.TRAP_KIND);
        if (kind < 0 || kind >= TRAP_KINDS.length) {
            throw new InternalError("native code has trapped for reason " + kind);
        }
        return new Trap(TRAP_KINDS[kind]);
    }

    /** Returns the trap that a fault is, if it comes from an access to a guarded memory. */
    private Trap fault() {
        long pc = RawMemory.getLong(context + ContextLayout.TRAP_PC);
        CodeMap.Entry entry = CodeMap.find(pc);
        if (entry != null && entry.code().isGuardedAccess((int) (pc - entry.address()))) {
            return new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        throw new InternalError(NativeFrames.describeFault(pc, context, entry));
    }

    /** Adds the frames of the activation to something that leaves it, and returns what to throw. */
    private RuntimeException unwound(Throwable thrown, int exit) {
        int end = Math.min(Math.max(stack.top, base), stack.refs.length);
        if (base < end) {
            Arrays.fill(stack.refs, base, end, null);
        }
        Throwable result =
                thrown instanceof StackOverflowError error ? new Trap(TrapKind.STACK_EXHAUSTED, error) : thrown;
        if (result instanceof Trap trap) {
            trap.addActivation(NativeFunction.class, frames(exit));
        } else if (result instanceof WasmException exception) {
            exception.addActivation(NativeFunction.class, frames(exit));
        }
        throw NativeFrames.sneaky(result);
    }

    private List<WasmFrame> frames(int exit) {
        return switch (exit) {
            case ExitCode.TRAP, ExitCode.FAULT -> {
                long pc = RawMemory.getLong(context + ContextLayout.TRAP_PC);
                long trapSp = RawMemory.getLong(context + ContextLayout.TRAP_SP);
                boolean hasFrame =
                        RawMemory.getInt(context + ContextLayout.TRAP_KIND) != TrapKind.STACK_EXHAUSTED.ordinal();
                yield NativeFrames.of(exit == ExitCode.TRAP ? pc - 1 : pc, trapSp, hasFrame, entryReturn);
            }
            default -> NativeFrames.above(returnAddress(exit), entryReturn);
        };
    }
}
