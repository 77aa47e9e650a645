package dev.terrace.tier1;

import dev.terrace.core.module.NameSection;
import dev.terrace.core.types.DefType;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.GeneratedFrames;
import dev.terrace.runtime.HostFunction;
import dev.terrace.runtime.LinkThreads;
import dev.terrace.runtime.ModuleCode;
import dev.terrace.runtime.StackReserve;
import dev.terrace.runtime.WasmFunction;
import dev.terrace.tier1.support.Context;
import dev.terrace.tier1.support.Entry;
import dev.terrace.tier1.support.LoopCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What this tier keeps for a module: its class loader, and what it has found out about the functions. Safe for use by
 * several threads.
 *
 * <p>The classes of module 3, in the package {@code wasm.m3}:
 *
 * <pre>
 *   F7     the method of function 7: loaded when the function is compiled, or called first from another method
 *   S4     the methods of the functions of shard 4, instead of a class for each, if all are compiled at once
 *   E7     its entry, for calls from elsewhere
 *   L7_2   the function, entered at its loop 2
 * </pre>
 *
 * <p>In stack traces, the methods of function 7, named {@code fib}, and what offset in the module line 1 stands for:
 *
 * <pre>
 *   fib$7         what callers call         the first byte of the function's body
 *   fib$body$7    if it makes tail calls    the same
 *   fib:90-99$7   a part of the function    90; the method that calls it has line 0 at the call
 * </pre>
 */
final class JvmModule implements MethodNames {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String NOT_IN_NAMES = ".;[/<>:";

    // How the names of classes begin.
    private static final char FUNCTION = 'F';
    private static final char SHARD = 'S';
    private static final char ENTRY = 'E';

    private final ModuleCode code;
    private final ValidModule valid;
    private final String packageName;
    private final Signatures signatures;
    private final ConstantTables tables;
    private final ModuleLoader loader;
    private final AtomicReferenceArray<Entry> entries;
    private final Map<Integer, String> refusals = new ConcurrentHashMap<>();
    private final Map<DefType, Signature> functionSignatures = new ConcurrentHashMap<>();
    private final String[] names;

    /** Null if each function has a class of its own. */
    private volatile Shards shards;

    /** The classes that functions share. */
    private static final class Shards {
        private final ShardPlan plan;
        private final String[] owners;

        Shards(ShardPlan plan, String packageName) {
            this.plan = plan;
            this.owners = new String[plan.count()];
            for (int shard = 0; shard < owners.length; shard++) {
                owners[shard] = packageName + SHARD + shard;
            }
        }

        String owner(FunctionCode function) {
            return owners[plan.shardOf(function)];
        }
    }

    /** Kept here for the registry, which does not keep it. */
    private final ModuleFrames frames;

    private JvmModule(ModuleCode code) {
        this.code = code;
        this.frames = new ModuleFrames(code);
        this.valid = code.valid();
        this.tables = new ConstantTables(valid);
        this.packageName = Names.MODULE_PACKAGE + COUNT.incrementAndGet() + "/";
        this.signatures = Signatures.of(code.objectLoader());
        this.loader = new ModuleLoader(this, signatures);
        this.entries = new AtomicReferenceArray<>(valid.info().size());
        this.names = new String[valid.info().size()];
    }

    /** Returns what this tier keeps for a module. */
    static JvmModule of(ModuleCode code) {
        return code.shared(JvmModule.class, new Function<>() {
            @Override
            public JvmModule apply(ModuleCode missing) {
                return create(missing);
            }
        });
    }

    private static JvmModule create(ModuleCode code) {
        JvmModule module = new JvmModule(code);
        String packageName = Names.dotted(module.packageName);
        GeneratedFrames.register(packageName.substring(0, packageName.length() - 1), module.frames);
        return module;
    }

    /** Returns a new entry of a function that an instance calls. */
    static Entry newEntry(FunctionInstance function, Context caller) {
        if (function instanceof WasmFunction wasm) {
            return of(wasm.code().module()).entry(wasm.code().index()).bind(Context.of(wasm.instance()));
        }
        StackReserve.check();
        Signatures signatures = of(caller.code()).signatures;
        return LinkThreads.call(new Supplier<>() {
            @Override
            public Entry get() {
                return shared(function, signatures);
            }
        });
    }

    /** Returns the entry of a function of another kind, which all callers share; made if nobody has made it before. */
    private static Entry shared(FunctionInstance function, Signatures signatures) {
        if (function.direct == null) {
            function.direct =
                    function instanceof HostFunction host ? signatures.host(host) : signatures.bridge(function);
        }
        return (Entry) function.direct;
    }

    // Names

    @Override
    public String owner(int function) {
        Shards now = shards;
        return now == null ? packageName + FUNCTION + function : now.owner(code.function(function));
    }

    @Override
    public String name(int function) {
        // Threads that race here find equal names.
        int number = function - valid.importedFunctions();
        String name = names[number];
        if (name == null) {
            name = readableName(function) + "$" + function;
            names[number] = name;
        }
        return name;
    }

    @Override
    public String bodyName(int function) {
        return mayTailCall(function) ? readableName(function) + "$body$" + function : name(function);
    }

    @Override
    public String regionName(int function, int start, int end) {
        return readableName(function) + ":" + start + "-" + end + "$" + function;
    }

    @Override
    public Signature signature(DefType type) {
        Signature known = functionSignatures.get(type);
        if (known == null) {
            known = Signature.of(type.func());
            functionSignatures.put(type, known);
        }
        return known;
    }

    @Override
    public boolean mayTailCall(int function) {
        return function < valid.importedFunctions()
                || code.function(function).info().makesTailCalls();
    }

    @Override
    public ConstantTables tables() {
        return tables;
    }

    /** Returns a function's own name without what Java does not have in names. */
    private String readableName(int function) {
        String name = valid.module().names().functions().get(function);
        if (name == null) {
            return "func";
        }
        StringBuilder readable = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            if (NOT_IN_NAMES.indexOf(name.charAt(i)) >= 0) {
                readable.setCharAt(i, '_');
            }
        }
        return readable.toString();
    }

    /** Returns what stack traces call the file. */
    String sourceName() {
        NameSection names = valid.module().names();
        return (names.module() == null ? "module" : names.module()) + ".wasm";
    }

    // Functions

    /**
     * Compiles a function, if it is not compiled.
     *
     * @throws CompilationRefusedException if this tier cannot execute it
     */
    void compile(FunctionCode function) {
        loader.load(owner(function.index()));
        String refusal = refusals.get(function.index());
        if (refusal != null) {
            throw new CompilationRefusedException(refusal);
        }
    }

    /** Divides the work to compile all functions; from now on those of a shard share a class. */
    List<List<FunctionCode>> shards() {
        if (code.functions().isEmpty()) {
            return List.of();
        }
        Shards all = new Shards(ShardPlan.of(code.functions()), packageName);
        shards = all;
        List<List<FunctionCode>> divided = new ArrayList<>(all.plan.count());
        for (int shard = 0; shard < all.plan.count(); shard++) {
            divided.add(all.plan.functions(shard));
        }
        return divided;
    }

    /**
     * Compiles a function to be entered at a loop.
     *
     * @throws CompilationRefusedException if this tier cannot execute it
     */
    LoopCode compileLoop(FunctionCode function, int loop) {
        return LinkThreads.call(() -> newLoop(packageName + "L" + function.index() + "_" + loop, function, loop));
    }

    private LoopCode newLoop(String name, FunctionCode function, int loop) {
        byte[] bytes = LoopClass.bytes(name, function, loop, this);
        try {
            return (LoopCode) loader.define(name, bytes).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a generated class lacks its constructor", e);
        }
    }

    private Entry entry(int function) {
        int number = function - valid.importedFunctions();
        Entry entry = entries.get(number);
        if (entry != null) {
            return entry;
        }
        StackReserve.check();
        return LinkThreads.call(new Supplier<>() {
            @Override
            public Entry get() {
                Entry present = entries.get(number);
                return present != null ? present : newEntry(function, number);
            }
        });
    }

    private Entry newEntry(int function, int number) {
        Entry made = EntryClass.unbound(loader.load(packageName + ENTRY + function));
        entries.set(number, made);
        return made;
    }

    /** Returns the class file of a class of the module; null if there is none of that name. */
    byte[] classFile(String internalName) {
        if (!internalName.startsWith(packageName)) {
            return null;
        }
        int number = Integer.parseInt(internalName.substring(packageName.length() + 1));
        return switch (internalName.charAt(packageName.length())) {
            case ENTRY -> entryClass(internalName, code.function(number));
            case SHARD -> functionClass(internalName, shards.plan.functions(number));
            default -> functionClass(internalName, List.of(code.function(number)));
        };
    }

    private byte[] entryClass(String internalName, FunctionCode function) {
        Signature signature = signature(function.info().type());
        boolean tailCalls = function.info().makesTailCalls();
        return EntryClass.bytes(internalName, signature, this, function.index(), tailCalls);
    }

    private byte[] functionClass(String internalName, List<FunctionCode> functions) {
        ShardWriter shard = new ShardWriter(internalName, functions, this);
        byte[] bytes;
        try {
            bytes = shard.write();
        } catch (RuntimeException e) {
            // A mistake of the translator must not become an exception of the guest's.
            System.getLogger(JvmModule.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot translate " + functions, e);
            shard = ShardWriter.ofStubs(internalName, functions, this, "a mistake of the translator: " + e);
            bytes = shard.write();
        }
        for (Map.Entry<FunctionCode, String> refusal : shard.refusals().entrySet()) {
            refusals.put(refusal.getKey().index(), refusal.getValue());
        }
        return bytes;
    }

    /** Returns the classes with the methods of a function, as text. */
    String print(FunctionCode function) {
        return ClassPrinter.print(functionClass(packageName + FUNCTION + function.index(), List.of(function)));
    }
}
