package dev.terrace;

import dev.terrace.core.types.FuncType;
import dev.terrace.runtime.HostFunction;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Names that modules can import, and what they stand for. Host functions belong to no store, so that what is linked with
 * them can be instantiated in any.
 *
 * {@snippet :
 * Linker linker = new Linker(engine);
 * linker.func("env", "add", (int a, int b) -> a + b);                                // a lambda
 * linker.func("env", "compare", Comparer.class, String::compareTo);                  // a lambda of any other type
 * linker.func("env", "log", new FuncType(List.of(I32, I32), List.of()), (caller, arguments) -> {
 *     String text = caller.memory().readString((int) arguments[0], (int) arguments[1]);
 *     caller.data(Logger.class).info(text);
 *     return null;
 * });
 * linker.func("env", "sin", lookup.findStatic(Math.class, "sin", methodType(double.class, double.class)));
 * linker.functions("game", new Game());                                              // its methods with @WasmImport
 * linker.asyncFunc("env", "fetch", int.class, (int id) -> client.fetch(id));         // of a CompletionStage<Integer>
 * LinkedModule linked = linker.link(module);                                         // checks all imports, once
 * Instance first = linked.instantiate(store);
 * Instance second = linked.instantiate(otherStore);
 * }
 *
 * <p>A linker is used by one thread at a time; what it has linked stays as it is when it is changed.
 */
public final class Linker extends LambdaLinker {
    private final Engine engine;
    private final Map<String, Map<String, Definition>> definitions = new LinkedHashMap<>();
    private boolean allowShadowing;
    private UnknownImports unknownImports = UnknownImports.ERROR;

    /** What a name stands for. */
    sealed interface Definition {
        /** What an import can be given. */
        sealed interface Made extends Definition {}

        /** A function of the host that belongs to no store. */
        record Host(HostFunction function) implements Made {}

        /** Something that belongs to a store. */
        record Bound(Extern extern) implements Made {}

        /** A function of the host that is made when it is first imported, and a {@link Host} from then on. */
        record Unmade(Supplier<HostFunction> maker) implements Definition {}
    }

    /** Creates a linker that knows no names. */
    public Linker(Engine engine) {
        this.engine = Objects.requireNonNull(engine);
    }

    /** Returns the engine of the linker. */
    public Engine engine() {
        return engine;
    }

    /** Sets whether a name may be defined again, in place of what it stood for; false at first. */
    public Linker allowShadowing(boolean allow) {
        allowShadowing = allow;
        return this;
    }

    /** Sets what is done about imports that nothing is defined for; {@link UnknownImports#ERROR} at first. */
    public Linker unknownImports(UnknownImports policy) {
        unknownImports = Objects.requireNonNull(policy);
        return this;
    }

    /**
     * Defines a name for something in a store.
     *
     * @throws IllegalArgumentException if it is of another engine, or the name is defined already
     */
    public Linker define(String module, String name, Extern extern) {
        if (extern.store().engine() != engine) {
            throw new IllegalArgumentException(extern + " belongs to another engine");
        }
        return define(module, name, new Definition.Bound(extern));
    }

    /**
     * Defines names for all exports of an instance.
     *
     * @throws IllegalArgumentException if it is of another engine, or a name is defined already
     */
    public Linker instance(String module, Instance instance) {
        instance.exports().forEach((name, extern) -> define(module, name, extern));
        return this;
    }

    /**
     * Defines a function of the host with boxed values.
     *
     * @throws IllegalArgumentException if the name is defined already
     */
    public Linker func(String module, String name, FuncType type, HostCallback callback) {
        return define(module, name, HostFunctions.of(engine, fullName(module, name), type, callback));
    }

    /**
     * Defines a function of the host of the type that a method handle's Java types stand for, as {@link Func} lists them; a
     * first parameter of class {@link Caller} is not part of it. Calling it boxes nothing.
     *
     * @throws IllegalArgumentException if a Java type stands for no WebAssembly type, or the name is defined already
     */
    public Linker func(String module, String name, MethodHandle handle) {
        return define(module, name, HostFunctions.of(engine, fullName(module, name), handle));
    }

    /**
     * Defines a function of the host, as {@link #func(String, String, MethodHandle)} does, whose handle is made when a
     * module that imports the function is linked for the first time. Large sets of functions, of which a module imports
     * few, are quicker to define in this way.
     *
     * @throws IllegalArgumentException if the name is defined already
     */
    public Linker lazyFunc(String module, String name, Supplier<MethodHandle> handle) {
        return define(module, name, new Definition.Unmade(new Supplier<>() {
            @Override
            public HostFunction get() {
                return HostFunctions.of(engine, fullName(module, name), handle.get());
            }
        }));
    }

    /**
     * Defines a function of the host of a given type. If the handle returns a {@link java.util.concurrent.CompletionStage}, the
     * function is {@linkplain #asyncFunc asynchronous}.
     *
     * @param type the type
     * @param handle what it does; a first parameter of class {@link Caller} is not part of the type, and several results
     *     are returned as an {@code Object[]}
     * @throws IllegalArgumentException if the handle's Java types do not correspond to the type, or the name is defined
     *     already
     */
    public Linker func(String module, String name, FuncType type, MethodHandle handle) {
        return define(module, name, HostFunctions.of(engine, fullName(module, name), type, handle));
    }

    /**
     * Defines a function of the host of the type that an interface's method stands for. Calling it boxes nothing. If the method
     * returns a {@link java.util.concurrent.CompletionStage}, the function is {@linkplain #asyncFunc asynchronous}.
     *
     * @param type an interface with one abstract method; a first parameter of class {@link Caller} is not part of the type
     * @param function what it does
     * @throws IllegalArgumentException if a Java type stands for no WebAssembly type, or the name is defined already
     */
    public <F> Linker func(String module, String name, Class<F> type, F function) {
        return func(module, name, HostFunctions.handle(HostFunctions.singleMethod(type), function));
    }

    @Override
    <F> Linker lambda(String module, String name, Class<F> type, F function) {
        return func(module, name, type, function);
    }

    /**
     * Defines an asynchronous function of the host with boxed values. For the guest it is a function like any other: the
     * thread that calls waits until the stage is complete. A virtual thread frees its carrier meanwhile.
     *
     * <p>If the stage is completed with an exception, the call throws that exception, the same object. Whatever stops the code of
     * a {@link Store} ends the wait too: the interruption of the thread or the store, or a deadline. The call then ends in that
     * trap, and the stage is cancelled. While the thread waits it is inside the store, which no other may use: what completes the
     * stage can neither call the guest nor touch its memory.
     *
     * @throws IllegalArgumentException if the name is defined already
     */
    public Linker asyncFunc(String module, String name, FuncType type, AsyncCallback callback) {
        return func(
                module,
                name,
                type,
                (caller, arguments) ->
                        Stages.await(callback.call(caller, arguments), caller, Object[].class, fullName(module, name)));
    }

    @Override
    <F> Linker asyncLambda(String module, String name, Class<?> result, Class<F> type, F function) {
        MethodHandle handle = HostFunctions.bind(HostFunctions.singleMethod(type), function);
        return func(module, name, Stages.awaiting(handle, result, fullName(module, name)));
    }

    /**
     * Defines functions for all methods of an object that have the annotation {@link WasmImport}, static ones among them. One
     * that returns a {@link java.util.concurrent.CompletionStage} is {@linkplain #asyncFunc asynchronous}.
     *
     * @throws IllegalArgumentException if there is none, a Java type stands for no WebAssembly type, or a name is defined
     *     already
     */
    public Linker functions(String module, Object host) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> type = host.getClass(); type != null; type = type.getSuperclass()) {
            methods.addAll(Arrays.asList(type.getDeclaredMethods()));
        }
        return functions(module, host.getClass(), methods, host);
    }

    /**
     * Defines functions for all methods of an interface that have the annotation {@link WasmImport}: the interface says what
     * modules can import, and an object does it.
     *
     * @param type the interface; its superinterfaces' methods count too
     * @param host what implements it
     * @throws IllegalArgumentException if it is no interface or has no such method, a Java type stands for no WebAssembly
     *     type, or a name is defined already
     */
    public <T> Linker functions(String module, Class<T> type, T host) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(type.getName() + " is not an interface");
        }
        return functions(module, type, Arrays.asList(type.getMethods()), host);
    }

    private Linker functions(String module, Class<?> type, List<Method> methods, Object host) {
        List<Method> imports = methods.stream()
                .filter(method -> method.isAnnotationPresent(WasmImport.class))
                .toList();
        if (imports.isEmpty()) {
            throw new IllegalArgumentException(type.getName() + " has no method with @WasmImport");
        }
        for (Method method : imports) {
            String name = method.getAnnotation(WasmImport.class).value();
            func(module, name.isEmpty() ? method.getName() : name, HostFunctions.handle(method, host));
        }
        return this;
    }

    private Linker define(String module, String name, HostFunction function) {
        return define(module, name, new Definition.Host(function));
    }

    private Linker define(String module, String name, Definition definition) {
        Map<String, Definition> names = definitions.get(module);
        if (names == null) {
            names = new LinkedHashMap<>();
            definitions.put(module, names);
        }
        if (names.containsKey(name) && !allowShadowing) {
            throw new IllegalArgumentException("%s %s is defined already; allowShadowing(true) lets it be replaced"
                    .formatted(Names.quote(module), Names.quote(name)));
        }
        names.put(name, definition);
        return this;
    }

    private static String fullName(String module, String name) {
        return module + "." + name;
    }

    /**
     * Links a module and makes an instance: short for {@code link(module).instantiate(store)}.
     *
     * @throws LinkException if an import cannot be satisfied
     * @throws Trap if a segment does not fit or the start function traps
     */
    public Instance instantiate(Store store, Module module) {
        return link(module).instantiate(store);
    }

    /**
     * Resolves and type-checks a module's imports (specification, section 4.7.2).
     *
     * @throws LinkException if an import cannot be satisfied; the message lists all that cannot
     * @throws IllegalArgumentException if the module is of another engine, or imports belong to different stores
     */
    public LinkedModule link(Module module) {
        if (module.engine() != engine) {
            throw new IllegalArgumentException("the linker and the module belong to different engines");
        }
        return new ImportResolver(definitions, unknownImports).link(module);
    }
}
