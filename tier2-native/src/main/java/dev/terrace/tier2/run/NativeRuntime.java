package dev.terrace.tier2.run;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.terrace.ffm.linux.CodeArena;
import dev.terrace.ffm.linux.SignalHandlers;
import dev.terrace.ffm.linux.SignalHandlers.Signal;
import dev.terrace.tier2.backend.RegisterSet;
import dev.terrace.tier2.backend.Stub;
import dev.terrace.tier2.backend.StubCode;
import dev.terrace.tier2.backend.StubCompiler;
import dev.terrace.tier2.backend.Stubs;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * What a process needs to run machine code, once: executable memory, the stubs in it, the handlers of signals, and the way
 * from Java into the code. It is made when it is {@linkplain #start needed first}, which takes tens of milliseconds, and
 * stays.
 *
 * <p>An activation begins with {@link #enter} and ends when an {@linkplain ExitCode exit code} says so, or when the caller
 * puts {@link ContextLayout#WASM_SP} back to what it was before. In between, each exit leaves the thread free to do anything,
 * such as to enter other code with the same context, or to wait; then {@link #resume} goes on, on whatever thread. A context
 * is used by one thread at a time.
 */
public final class NativeRuntime {
    /** Addresses for code. */
    private static final long ARENA_BYTES = 1L << 30;

    private static volatile NativeRuntime instance;

    private final CodeArena arena;
    private final Stubs stubs;

    private NativeRuntime(CodeArena arena, Stubs stubs) {
        this.arena = arena;
        this.stubs = stubs;
    }

    /**
     * Returns the runtime of the process, which is made by the first call that succeeds.
     *
     * @param compiler makes the stubs, if there are none yet
     * @throws dev.terrace.ffm.linux.SystemCallException if the system refuses what is needed
     * @throws IllegalStateException if there are no handlers of signals that could be asked about faults of others
     */
    public static synchronized NativeRuntime start(StubCompiler compiler) {
        if (instance == null) {
            long previousSegv = SignalHandlers.current(Signal.SEGV);
            long previousBus = SignalHandlers.current(Signal.BUS);
            CodeArena arena = CodeArena.reserve(ARENA_BYTES);
            StubCode code = compiler.compile(new StubCompiler.FaultRouting(arena.end(), previousSegv, previousBus));
            // The first block of code is the one with the lowest address.
            CodeArena.Block block = arena.allocateCode(code.bytes().length, code.alignment())
                    .orElseThrow(() -> new AssertionError("an empty arena has no room for stubs"));
            block.install(code.bytes());
            Stubs stubs = new Stubs(block.address(), code);
            long handler = stubs.of(Stub.Fixed.SIGNAL_HANDLER);
            SignalHandlers.replace(Signal.SEGV, previousSegv, handler);
            SignalHandlers.replace(Signal.BUS, previousBus, handler);
            instance = new NativeRuntime(arena, stubs);
        }
        return instance;
    }

    /** Returns the executable memory. */
    public CodeArena arena() {
        return arena;
    }

    /** Returns the stubs. */
    public Stubs stubs() {
        return stubs;
    }

    /**
     * The way into machine code. To make the first handle of a type takes tens of milliseconds, so all have the same; to make
     * a call through a handle that is constant, and has its address, is what HotSpot compiles best.
     */
    private static final class Downcalls {
        static final MethodHandle ENTER_FEW = handle(new Stub.Enter(RegisterSet.FEW));
        static final MethodHandle ENTER_GENERAL = handle(new Stub.Enter(RegisterSet.GENERAL));
        static final MethodHandle ENTER_ALL = handle(new Stub.Enter(RegisterSet.ALL));
        static final MethodHandle RESUME = handle(Stub.Fixed.RESUME);

        private static MethodHandle handle(Stub stub) {
            return Linker.nativeLinker()
                    .downcallHandle(
                            MemorySegment.ofAddress(started().stubs.of(stub)),
                            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
        }
    }

    /** Returns the runtime of the process, which has been started. */
    static NativeRuntime started() {
        NativeRuntime started = instance;
        if (started == null) {
            throw new IllegalStateException("the native runtime was not started");
        }
        return started;
    }

    /**
     * Returns where an activation has the address that it returns to in the end: what is below is its frames.
     *
     * @param wasmSp {@link ContextLayout#WASM_SP} before it began
     */
    static long entryReturnAddress(long wasmSp) {
        // The stub aligns the stack, and keeps what it was.
        return (wasmSp - Long.BYTES & -16) - Long.BYTES;
    }

    /**
     * Calls code. Arguments are in the context, and so is {@link ContextLayout#EXIT_INSTANCE the instance} that it belongs to;
     * results will be there.
     *
     * @param context the address of the context
     * @param code the address of the code
     * @param registers the registers that its arguments and results are in
     * @return an {@link ExitCode}
     */
    public static int enter(long context, long code, RegisterSet registers) {
        try {
            return switch (registers) {
                case FEW -> (int) Downcalls.ENTER_FEW.invokeExact(context, code);
                case GENERAL -> (int) Downcalls.ENTER_GENERAL.invokeExact(context, code);
                case ALL -> (int) Downcalls.ENTER_ALL.invokeExact(context, code);
            };
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * Goes on behind the last exit of an activation.
     *
     * @param context the address of the context, with {@link ContextLayout#WASM_SP} as the exit has left it
     * @return an {@link ExitCode}
     */
    public static int resume(long context) {
        try {
            return (int) Downcalls.RESUME.invokeExact(context, 0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Machine code throws nothing, but Java may have no stack left to call it, or none to start. */
    private static RuntimeException unexpected(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> throw new AssertionError(thrown);
        };
    }
}
