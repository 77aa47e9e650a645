package dev.terrace.ffm.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Binds functions of libc such that the error number of a call is kept: jextract's bindings lose it. */
final class Downcalls {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));

    /** Where each thread's calls leave their error numbers. */
    private static final ThreadLocal<MemorySegment> STATES =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private Downcalls() {}

    /** Returns the handle of a function, which has one more parameter before its own: {@link #state}. */
    static MethodHandle bind(String name, FunctionDescriptor type, Linker.Option... more) {
        List<Linker.Option> options = new ArrayList<>(Arrays.asList(more));
        options.add(Linker.Option.captureCallState("errno"));
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), type, options.toArray(Linker.Option[]::new));
    }

    /** Returns the handle of a function whose error numbers nobody asks for: for what is called all the time. */
    static MethodHandle bindWithoutErrors(String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }

    /** Returns the handle of a function whose parameters from an index on are those of an ellipsis. */
    static MethodHandle bindVariadic(String name, FunctionDescriptor type, int firstVariadic) {
        return bind(name, type, Linker.Option.firstVariadicArg(firstVariadic));
    }

    /** Returns where this thread's next call leaves its error number. */
    static MemorySegment state() {
        return STATES.get();
    }

    /** Returns the result of this thread's last call, or its negated error number. */
    static int result(int result) {
        return result == -1 ? -state().get(ValueLayout.JAVA_INT, ERRNO) : result;
    }

    /** Returns the result of this thread's last call, or its negated error number. */
    static long result(long result) {
        return result == -1 ? -state().get(ValueLayout.JAVA_INT, ERRNO) : result;
    }

    /** Returns what to throw when a method handle threw what a call cannot throw, or what its arguments caused. */
    static RuntimeException unexpected(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> throw new AssertionError(thrown);
        };
    }
}
