package dev.terrace.runtime.gc;

import dev.terrace.core.types.DefType;

/** What is known of all objects of a type: their class, and what their fields or elements look like. */
public abstract sealed class ObjectLayout permits StructLayout, ArrayLayout {
    /**
     * The name of the static method of each generated class that returns a new object, whose fields or elements are zero or
     * null. It is public; that of an array's class has the length as its parameter. Where there is no room, it traps.
     */
    public static final String ALLOCATE = "allocate";

    private final DefType type;
    private Class<? extends GcObject> objectClass;

    ObjectLayout(DefType type) {
        this.type = type;
    }

    /** Returns the type. */
    public final DefType type() {
        return type;
    }

    /**
     * Returns the generated class. It is public, in a class loader of the engine's, and its objects are exactly those of
     * the type and its subtypes.
     */
    public final Class<? extends GcObject> objectClass() {
        return objectClass;
    }

    /** Sets the class, once, before anybody else sees the layout. */
    void setObjectClass(Class<? extends GcObject> newClass) {
        this.objectClass = newClass;
    }

    @Override
    public final String toString() {
        return type + " " + type.comp();
    }
}
