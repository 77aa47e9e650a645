package dev.terrace.wasi;

import dev.terrace.Caller;
import dev.terrace.Instance;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * WASI preview 1 ({@code wasi_snapshot_preview1}) for modules that import it, and its predecessor snapshot 0 ({@code
 * wasi_unstable}).
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

    /** The module that guests of the predecessor, snapshot 0, import the functions from. */
    public static final String UNSTABLE_MODULE = "wasi_unstable";

    static final List<Class<?>> GROUPS = List.of(
            ProcessFunctions.class,
            ClockFunctions.class,
            RandomFunctions.class,
            DescriptorFunctions.class,
            PathFunctions.class,
            PollFunctions.class,
            SocketFunctions.class);

    /** What of preview 1 snapshot 0 does not have. */
    private static final Set<String> NOT_UNSTABLE = Set.of("sock_accept");

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

    /** Defines all functions of WASI in a linker: those of preview 1 and those of snapshot 0. */
    public static void addTo(Linker linker) {
        Map<String, Method> functions = new HashMap<>();
        for (Class<?> group : GROUPS) {
            addFunctions(functions, group);
        }
        define(linker, MODULE, functions);
        functions.keySet().removeAll(NOT_UNSTABLE);
        addFunctions(functions, UnstableFunctions.class);
        define(linker, UNSTABLE_MODULE, functions);
    }

    private static void addFunctions(Map<String, Method> functions, Class<?> group) {
        for (Method method : group.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                functions.put(name(method), method);
            }
        }
    }

    /** Returns the name of the function that a method is: {@code fd_write} for {@code fdWrite}. */
    static String name(Method method) {
        StringBuilder name = new StringBuilder();
        for (char letter : method.getName().toCharArray()) {
            if (Character.isUpperCase(letter)) {
                name.append('_');
            }
            name.append(Character.toLowerCase(letter));
        }
        return name.toString();
    }

    private static void define(Linker linker, String module, Map<String, Method> functions) {
        for (Map.Entry<String, Method> function : functions.entrySet()) {
            String name = function.getKey();
            Method method = function.getValue();
            linker.lazyFunc(module, name, new Supplier<>() {
                @Override
                public MethodHandle get() {
                    return adapt(method, name);
                }
            });
        }
    }

    /**
     * Gives the guests of a store what a configuration says. What they have open is closed with the store, or when they are
     * given something else.
     *
     * @throws UncheckedIOException if a preopened directory cannot be opened, or a socket cannot be used
     */
    public static void attach(Store store, WasiConfig config) {
        try {
            WasiContext context = WasiContext.open(config, store);
            if (store.findData(WasiContext.class).isEmpty()) {
                store.onClose(() -> detach(store));
            }
            detach(store);
            store.putData(WasiContext.class, context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Closes what the guests of a store have open, as {@link Store#close} does too. A store that nothing is attached to stays
     * as it is.
     *
     * @throws IOException if closing fails; everything else is closed all the same
     */
    public static void detach(Store store) throws IOException {
        Optional<WasiContext> context = store.findData(WasiContext.class);
        if (context.isPresent()) {
            context.get().close();
        }
    }

    /**
     * Runs a module whatever it is: a command by its {@code _start}, else a reactor by its {@code _initialize}.
     *
     * @return the exit code: what the program gave {@code proc_exit}, also if it did so while it was instantiated; 0 if it
     *     did not exit
     */
    public static int run(LinkedModule module, Store store) {
        return exitCode(() -> {
            Instance instance = module.instantiate(store);
            if (instance.export("_start").isPresent()) {
                instance.func("_start").call();
            } else {
                initialize(instance);
            }
        });
    }

    /**
     * Does something that calls guests, any of which may end its program.
     *
     * @return what the program gave {@code proc_exit}, or 0 if it did not exit
     */
    public static int exitCode(Runnable calls) {
        try {
            calls.run();
            return 0;
        } catch (WasiExit exit) {
            return exit.code();
        }
    }

    /**
     * Runs a command: calls its {@code _start}.
     *
     * @return the exit code: what the program gave {@code proc_exit}, or 0 if it returned
     */
    public static int start(Instance instance) {
        return exitCode(new Runnable() {
            @Override
            public void run() {
                instance.func("_start").call();
            }
        });
    }

    /**
     * Prepares a reactor for calls of its exports: calls its {@code _initialize} if it has one.
     *
     * @throws WasiExit if the program exits
     */
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
        WasiContext context;
        try {
            context = caller.data(WasiContext.class);
        } catch (NoSuchElementException e) {
            throw new IllegalStateException(
                    "the store has no WASI state: Wasi.attach must be called before its guests run", e);
        }
        // A guest without a memory may call what needs none; everything else is a fault.
        Optional<Memory> memory = caller.findMemory();
        return context.call(memory.isPresent() ? memory.get().segment() : MemorySegment.NULL);
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
