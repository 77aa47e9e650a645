package dev.terrace.ffm.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.terrace.ffm.linux.x86_64.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The process's handlers of the signals for faults of memory: {@code sigaction}. A handler that is put in the place of
 * another has to call that one for what it does not know, so the order is: ask for the {@linkplain #current current} one,
 * let the new one know it, {@linkplain #replace replace} it.
 */
public final class SignalHandlers {
    private static final MethodHandle SIGACTION =
            Downcalls.bind("sigaction", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

    /** {@code SIG_DFL} and {@code SIG_IGN} are less than any address of code. */
    private static final long LAST_SPECIAL = 1;

    /** A signal for faults. */
    public enum Signal {
        /** An access to addresses without memory, or of a kind that is not allowed. */
        SEGV(Libc.SIGSEGV()),
        /** An access to a page of a file that the file does not have. */
        BUS(Libc.SIGBUS());

        private final int number;

        Signal(int number) {
            this.number = number;
        }

        /** Returns the signal's number. */
        public int number() {
            return number;
        }
    }

    private SignalHandlers() {}

    private static Machine machine() {
        return Machine.current().orElseThrow(() -> new UnsupportedOperationException("no bindings for this system"));
    }

    private static MemorySegment actions(Signal signal, MemorySegment replacement, Arena arena) {
        MemorySegment old = arena.allocate(machine().sigaction());
        try {
            int result =
                    Downcalls.result((int) SIGACTION.invokeExact(Downcalls.state(), signal.number, replacement, old));
            SystemCallException.check("sigaction of SIG" + signal, result);
            return old;
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /**
     * Returns the address of the handler of a signal.
     *
     * @throws SystemCallException if the system refuses to tell
     * @throws IllegalStateException if there is none that could be called
     */
    public static long current(Signal signal) {
        try (Arena arena = Arena.ofConfined()) {
            long handler = machine().handler(actions(signal, MemorySegment.NULL, arena));
            if (Long.compareUnsigned(handler, LAST_SPECIAL) <= 0) {
                throw new IllegalStateException("SIG" + signal + " has no handler that faults could be passed on to");
            }
            return handler;
        }
    }

    /**
     * Puts a handler in the place of another, with the same mask and flags, and {@code SA_SIGINFO}.
     *
     * @param expected the handler that was {@linkplain #current there before}
     * @param handler the address of code that is called with the signal's number, a {@code siginfo_t} and a
     *     {@code ucontext_t}
     * @throws SystemCallException if the system refuses
     * @throws IllegalStateException if the handler is another by now; it stays then
     */
    public static synchronized void replace(Signal signal, long expected, long handler) {
        Machine machine = machine();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment old = actions(signal, MemorySegment.NULL, arena);
            MemorySegment replacement = arena.allocate(machine.sigaction()).copyFrom(old);
            machine.setHandler(replacement, handler);
            MemorySegment replaced = actions(signal, replacement, arena);
            if (machine.handler(replaced) != expected) {
                actions(signal, replaced, arena);
                throw new IllegalStateException("somebody else has replaced the handler of SIG" + signal);
            }
        }
    }
}
