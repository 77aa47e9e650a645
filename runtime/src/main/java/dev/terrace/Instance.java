package dev.terrace;

import dev.terrace.core.module.Export;
import dev.terrace.runtime.ModuleInstance;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * An instance of a module in a store (specification, section 4.2.5).
 *
 * <p>It can be used for one task after the other: {@link #reset} makes it what it was at first.
 */
public final class Instance {
    private static final String MAIN_MEMORY = "memory";

    private final Store store;
    private final LinkedModule linked;
    private final Module module;
    private final ModuleInstance instance;

    Instance(Store store, LinkedModule linked, ModuleInstance instance) {
        this.store = store;
        this.linked = linked;
        this.module = linked.module();
        this.instance = instance;
    }

    /**
     * Makes the instance what it was at first, in place: its own memories, tables and globals have their first sizes and
     * contents again, and dropped segments are back; then active segments are copied and the start function runs, as when
     * it was made. {@link Func}s and other things that it exports stay valid, and belong to the fresh instance. What it
     * imports stays as it is, and so does what the host keeps in the store.
     *
     * <p>If this fails the instance is good for nothing but another attempt.
     *
     * @throws Trap if a segment does not fit or the start function traps
     * @throws WasmException if the start function throws an exception
     * @throws IllegalStateException if the store is closed, a call is running in it, or the module defines a shared memory,
     *     which other threads may be using
     */
    public void reset() {
        linked.reset(store, instance);
    }

    /** Returns the store that the instance lives in. */
    public Store store() {
        return store;
    }

    /** Returns the module. */
    public Module module() {
        return module;
    }

    /** Returns everything that the instance exports, by name, in the module's order. */
    public Map<String, Extern> exports() {
        Map<String, Extern> externs = new LinkedHashMap<>();
        module.exportMap().values().forEach(export -> externs.put(export.name(), extern(export)));
        return Collections.unmodifiableMap(externs);
    }

    /** Returns what the instance exports by a name, if anything. */
    public Optional<Extern> export(String name) {
        Export export = module.exportMap().get(name);
        return export == null ? Optional.empty() : Optional.of(extern(export));
    }

    /**
     * Returns the function that is exported by a name.
     *
     * @throws NoSuchElementException if there is none
     */
    public Func func(String name) {
        return export(name, Func.class, "function");
    }

    /**
     * Returns the memory that is exported by a name.
     *
     * @throws NoSuchElementException if there is none
     */
    public Memory memory(String name) {
        return export(name, Memory.class, "memory");
    }

    /**
     * Returns the table that is exported by a name.
     *
     * @throws NoSuchElementException if there is none
     */
    public Table table(String name) {
        return export(name, Table.class, "table");
    }

    /**
     * Returns the global that is exported by a name.
     *
     * @throws NoSuchElementException if there is none
     */
    public Global global(String name) {
        return export(name, Global.class, "global");
    }

    /**
     * Returns the tag that is exported by a name.
     *
     * @throws NoSuchElementException if there is none
     */
    public Tag tag(String name) {
        return export(name, Tag.class, "tag");
    }

    /**
     * Returns the instance as an implementation of an interface, each of whose abstract methods stands for an export:
     *
     * {@snippet :
     * interface Calculator {
     *     int add(int a, int b);                       // the function "add", of type [i32 i32] -> [i32]
     *     &#64;WasmExport("divide_by") double divide(double a, double b);
     *     Memory memory();                             // the memory "memory"
     * }
     * Calculator calculator = instance.as(Calculator.class);
     * int three = calculator.add(1, 2);
     * }
     *
     * <p>Parameters and results have the Java types that {@link Func} lists; any class may stand in place of {@code Object}
     * and {@link Func}. A method without parameters that returns {@link Memory}, {@link Table}, {@link Global} or {@link Tag}
     * gives that export itself. Default methods stay as they are. Calls box and allocate nothing, and what a host function
     * throws passes through them unchanged. The interface is examined once for a module; after that this method is cheap.
     *
     * @param type the interface; public and exported, or of a package that is open to Terrace
     * @throws IllegalArgumentException if it is something else, or an export is missing or of another type; the message
     *     lists all that are
     */
    public <T> T as(Class<T> type) {
        return type.cast(module.typedExports(type).of(this));
    }

    private <T extends Extern> T export(String name, Class<T> type, String kind) {
        Export export = module.exportMap().get(name);
        if (export == null) {
            throw new NoSuchElementException("no export " + Names.quote(name)
                    + Names.suggest(name, module.exportMap().keySet()));
        }
        Extern extern = extern(export);
        if (!type.isInstance(extern)) {
            throw new NoSuchElementException(
                    "export " + Names.quote(name) + " is not a " + kind + ": " + Names.describe(extern.type()));
        }
        return type.cast(extern);
    }

    /** Returns what the instance exports. */
    Extern extern(Export export) {
        int index = export.index();
        return switch (export.kind()) {
            case FUNC -> new Func(store, instance.function(index));
            case TABLE -> new Table(store, instance.table(index));
            case MEMORY -> new Memory(store, instance.memory(index));
            case GLOBAL -> new Global(store, instance.global(index));
            case TAG -> new Tag(store, instance.tag(index));
        };
    }

    /** Returns the instance itself. */
    ModuleInstance instance() {
        return instance;
    }

    /** Returns the memory that is exported as "memory", or else the only one that there is. */
    Optional<Memory> mainMemory() {
        if (export(MAIN_MEMORY).orElse(null) instanceof Memory memory) {
            return Optional.of(memory);
        }
        return module.code().valid().memories().size() == 1
                ? Optional.of(new Memory(store, instance.memory(0)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "Instance[" + module.name().orElse("no name") + ", exports "
                + module.exportMap().keySet() + "]";
    }
}
