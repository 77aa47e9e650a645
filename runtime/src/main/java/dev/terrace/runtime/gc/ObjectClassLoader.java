package dev.terrace.runtime.gc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has the generated classes of an engine's types. What generates code that uses them makes this loader the parent of its
 * own.
 */
public final class ObjectClassLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    /** The layouts of the classes so far: what a class asks for when it is initialized. */
    private final Map<Class<?>, ObjectLayout> layouts = new ConcurrentHashMap<>();

    ObjectClassLoader() {
        super("terrace-objects", ObjectClassLoader.class.getClassLoader());
    }

    /** Makes a class, which is not initialized yet, the one of a layout. */
    Class<? extends GcObject> define(String name, byte[] bytes, ObjectLayout layout) {
        Class<? extends GcObject> created =
                defineClass(name, bytes, 0, bytes.length).asSubclass(GcObject.class);
        layouts.put(created, layout);
        return created;
    }

    /** Returns the layout of a generated class; called by that class. */
    public static ObjectLayout layoutOf(Class<?> generated) {
        return ((ObjectClassLoader) generated.getClassLoader()).layouts.get(generated);
    }
}
