package dev.terrace.runtime;

import dev.terrace.Config;
import dev.terrace.WasmFrame;
import dev.terrace.core.module.DataSegment;
import dev.terrace.core.module.NameSection;
import dev.terrace.core.types.DefType;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.gc.ArrayLayout;
import dev.terrace.runtime.gc.ObjectClassLoader;
import dev.terrace.runtime.gc.ObjectLayout;
import dev.terrace.runtime.gc.ObjectLayouts;
import dev.terrace.runtime.gc.StructLayout;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A validated module with the code that the tiers have made of it so far. Shared by all its instances. */
public final class ModuleCode {
    private final ValidModule valid;
    private final Config config;
    private final Tiering tiering;
    private final List<FunctionCode> functions;
    private final ObjectLayouts objects;
    private final DefType[] types;
    private final ObjectLayout[] layouts;
    private final InstanceTemplate template;
    private final Map<Class<?>, Object> shared = new ConcurrentHashMap<>();

    /**
     * Creates the code of a module; nothing is compiled yet.
     *
     * @param valid the module
     * @param config how its engine behaves
     * @param tiering decides which tiers execute the functions
     * @param objects the classes of structures and arrays
     */
    public ModuleCode(ValidModule valid, Config config, Tiering tiering, ObjectLayouts objects) {
        this.valid = valid;
        this.config = config;
        this.tiering = tiering;
        this.objects = objects;
        this.types = valid.types().toArray(new DefType[0]);
        this.layouts = new ObjectLayout[types.length];
        int imported = valid.importedFunctions();
        List<FunctionCode> all = new ArrayList<>(valid.info().size());
        for (FunctionInfo info : valid.info()) {
            all.add(new FunctionCode(this, imported + all.size(), info));
        }
        this.functions = List.copyOf(all);
        MemorySegment bytes = MemorySegment.ofArray(valid.module().bytes()).asReadOnly();
        List<DataSegment> segments = valid.module().data();
        MemorySegment[] data = new MemorySegment[segments.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = bytes.asSlice(segments.get(i).start(), segments.get(i).length());
        }
        this.template = new InstanceTemplate(this, data);
    }

    /** Returns how the module's engine behaves. */
    public Config config() {
        return config;
    }

    /** Returns the module. */
    public ValidModule valid() {
        return valid;
    }

    /** Returns what decides which tiers execute the functions. */
    public Tiering tiering() {
        return tiering;
    }

    /**
     * Returns what the tier that functions start in makes of a function, as readable text.
     *
     * @param index the function's index, imports included
     * @param form the form; null for the one that is run
     * @throws IllegalStateException if there is no tier
     * @throws IllegalArgumentException if the tier has no such form, or does not execute the function
     */
    public String print(int index, String form) {
        Tier tier = tiering.order().getFirst();
        if (form != null && !tier.forms().contains(form)) {
            throw new IllegalArgumentException("the tier %s has no form \"%s\" of functions; it has: %s"
                    .formatted(tier.name(), form, String.join(", ", tier.forms())));
        }
        try {
            return tier.print(function(index), form == null ? tier.forms().getLast() : form);
        } catch (CompilationRefusedException e) {
            throw new IllegalArgumentException(
                    "the tier %s does not execute %s: %s".formatted(tier.name(), function(index), e.getMessage()), e);
        }
    }

    /**
     * Returns the code of a function that the module defines.
     *
     * @param index the function's index, imports included
     */
    public FunctionCode function(int index) {
        return functions.get(index - valid.importedFunctions());
    }

    /** Returns the code of all functions that the module defines, in order. */
    public List<FunctionCode> functions() {
        return functions;
    }

    /** Returns what is the same in all instances. */
    InstanceTemplate template() {
        return template;
    }

    /** Returns all types, in the array itself: only for reading. */
    public DefType[] types() {
        return types;
    }

    /** Returns a type by its index. */
    public DefType type(int index) {
        return types[index];
    }

    /** Returns the loader of the classes of structures and arrays, for the classes of tiers to use. */
    public ObjectClassLoader objectLoader() {
        return objects.loader();
    }

    /** Returns the layout of a structure type, by its index. */
    public StructLayout struct(int type) {
        return (StructLayout) layout(type);
    }

    /** Returns the layout of an array type, by its index. */
    public ArrayLayout array(int type) {
        return (ArrayLayout) layout(type);
    }

    /** Returns the layout of a structure or array type, by its index. */
    public ObjectLayout layout(int type) {
        // Threads that race here find the same object.
        ObjectLayout layout = layouts[type];
        if (layout == null) {
            layout = objects.of(types[type]);
            layouts[type] = layout;
        }
        return layout;
    }

    /**
     * Returns what a tier keeps for the whole module: the one object of a class.
     *
     * @param create makes it when it is first asked for
     */
    public <T> T shared(Class<T> type, Function<ModuleCode, T> create) {
        // Who finds it there waits for nobody: see LinkThreads.
        Object present = shared.get(type);
        if (present == null) {
            present = shared.computeIfAbsent(type, new Function<>() {
                @Override
                public Object apply(Class<?> missing) {
                    return create.apply(ModuleCode.this);
                }
            });
        }
        return type.cast(present);
    }

    /** Returns the frame of a backtrace for a place in a function. */
    public WasmFrame frame(int functionIndex, int moduleOffset) {
        NameSection names = valid.module().names();
        return new WasmFrame(
                Optional.ofNullable(names.module()),
                functionIndex,
                Optional.ofNullable(names.functions().get(functionIndex)),
                moduleOffset);
    }
}
