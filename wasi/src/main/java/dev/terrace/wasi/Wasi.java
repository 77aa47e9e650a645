package dev.terrace.wasi;

import dev.terrace.Caller;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Store;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * WASI preview 1 ({@code wasi_snapshot_preview1}) for modules that import it.
 *
 * <pre>{@code
 * Linker linker = new Linker(engine);
 * Wasi.addTo(linker);
 * try (Store store = new Store(engine)) {
 *     Wasi.attach(store, WasiConfig.builder().args("hello").inheritStreams().build());
 *     int exitCode = Wasi.start(linker.instantiate(store, module));
 * }
 * }</pre>
 *
 * <p>The functions belong to the linker, so any number of instances share them; what a guest was given and has open
 * belongs to its store.
 */
public final class Wasi {
    /** The module that guests import the functions from. */
    public static final String MODULE = "wasi_snapshot_preview1";

    private static final List<Class<?>> GROUPS = List.of(
            ProcessFunctions.class,
            ClockFunctions.class,
            RandomFunctions.class,
            DescriptorFunctions.class,
            PathFunctions.class,
            PollFunctions.class,
            SocketFunctions.class);

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /** {@code (Caller) -> Call}. */
    private static final MethodHandle CALL;

    /** {@code (Throwable) -> int}. */
    private static final MethodHandle ERRNO;

    static {
        try {
            CALL = LOOKUP.findStatic(Wasi.class, "call", MethodType.methodType(Call.class, Caller.class));
            ERRNO = LOOKUP.findStatic(Wasi.class, "errno", MethodType.methodType(int.class, Throwable.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Wasi() {}

    /** Defines all functions of WASI in a linker. */
    public static void addTo(Linker linker) {
        for (Class<?> group : GROUPS) {
            for (Method method : group.getDeclaredMethods()) {
                WasiFunction function = method.getAnnotation(WasiFunction.class);
                if (function != null) {
                    linker.func(MODULE, function.value(), () -> adapt(method, function.value()));
                }
            }
        }
    }

    /**
     * Gives the guests of a store what a configuration says.
     *
     * @throws java.io.UncheckedIOException if a preopened directory cannot be opened
     */
    public static void attach(Store store, WasiConfig config) {
        store.putData(WasiContext.class, new WasiContext(config));
    }

    /**
     * Closes what the guests of a store have open.
     *
     * @throws IOException if closing fails; everything else is closed all the same
     */
    public static void detach(Store store) throws IOException {
        store.data(WasiContext.class).close();
    }

    /**
     * Runs a command: calls its {@code _start}.
     *
     * @return the exit code: what the program gave {@code proc_exit}, or 0 if it returned
     */
    public static int start(Instance instance) {
        try {
            instance.func("_start").call();
            return 0;
        } catch (WasiExit exit) {
            return exit.code();
        }
    }

    /** Prepares a reactor for calls of its exports: calls its {@code _initialize} if it has one. */
    public static void initialize(Instance instance) {
        if (instance.export("_initialize").isPresent()) {
            instance.func("_initialize").call();
        }
    }

    /**
     * Makes a function for the linker of a method: one that takes the caller, and returns an error number where the method
     * throws. {@code proc_exit} alone returns nothing.
     */
    private static MethodHandle adapt(Method method, String name) {
        try {
            MethodHandle handle = MethodHandles.filterArguments(LOOKUP.unreflect(method), 0, CALL);
            if (name.equals("proc_exit")) {
                return handle;
            }
            MethodHandle returning =
                    MethodHandles.filterReturnValue(handle, MethodHandles.constant(int.class, Errno.SUCCESS.code()));
            return MethodHandles.catchException(returning, Throwable.class, ERRNO);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Call call(Caller caller) {
        try {
            return caller.data(WasiContext.class).call(caller.memory().segment());
        } catch (NoSuchElementException e) {
            throw new IllegalStateException(
                    "the store has no WASI state: Wasi.attach must be called before its guests run", e);
        }
    }

    /** Returns the error number that an exception stands for; what is no error of WASI goes on to the embedder. */
    private static int errno(Throwable thrown) throws Throwable {
        Optional<Errno> errno = HostErrors.errno(thrown);
        if (errno.isEmpty()) {
            throw thrown;
        }
        return errno.get().code();
    }
}
