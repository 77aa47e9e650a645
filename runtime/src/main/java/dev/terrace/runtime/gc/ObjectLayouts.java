package dev.terrace.runtime.gc;

import dev.terrace.core.types.ArrayType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.StructType;
import dev.terrace.runtime.LinkThreads;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The classes of an engine's structure and array types, generated as they are needed. Safe for use by several threads. */
public final class ObjectLayouts {
    private final Map<DefType, ObjectLayout> layouts = new ConcurrentHashMap<>();
    private final ObjectClassLoader loader = new ObjectClassLoader();

    /** Creates the classes of an engine: none. */
    public ObjectLayouts() {}

    /** Returns the loader of the generated classes. */
    public ObjectClassLoader loader() {
        return loader;
    }

    /**
     * Returns the layout of a type.
     *
     * @throws IllegalArgumentException if it is a function type
     */
    public ObjectLayout of(DefType type) {
        ObjectLayout layout = layouts.get(type);
        return layout != null ? layout : LinkThreads.callIfVirtual(() -> create(type));
    }

    private synchronized ObjectLayout create(DefType type) {
        ObjectLayout known = layouts.get(type);
        if (known != null) {
            return known;
        }
        DefType superType = type.superType();
        ObjectLayout parent = superType == null ? null : of(superType);
        ObjectLayout layout = switch (type.comp()) {
            case StructType _ -> struct(new StructLayout(type), (StructLayout) parent);
            case ArrayType _ -> array(new ArrayLayout(type), (ArrayLayout) parent);
            case FuncType _ -> throw new IllegalArgumentException("objects of a function type: " + type);
        };
        layouts.put(type, layout);
        return layout;
    }

    private StructLayout struct(StructLayout layout, StructLayout parent) {
        StructClass generated = new StructClass(layout, parent);
        layout.setObjectClass(loader.define(generated.name(), generated.bytes(), layout));
        layout.setPrototype((StructObject) newInstance(layout));
        return layout;
    }

    private ArrayLayout array(ArrayLayout layout, ArrayLayout parent) {
        ArrayClass generated = new ArrayClass(layout, parent);
        layout.setObjectClass(loader.define(generated.name(), generated.bytes(), layout));
        layout.setPrototype((ArrayObject) newInstance(layout));
        return layout;
    }

    private static GcObject newInstance(ObjectLayout layout) {
        try {
            return layout.objectClass().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a generated class lacks its constructor", e);
        }
    }
}
