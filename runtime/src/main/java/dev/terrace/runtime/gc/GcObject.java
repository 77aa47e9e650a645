package dev.terrace.runtime.gc;

import dev.terrace.core.types.DefType;

/**
 * A structure or an array (specification, section 4.2.14). The third kind of object that {@code eqref} knows, the 31-bit
 * integer, is a {@link dev.terrace.I31Ref}.
 *
 * <pre>
 *   GcObject
 *     StructObject                  Struct12 (i32, ref)          Struct15 (i32, ref, f64) declared as a subtype of it
 *     ArrayObject
 *       I8Array, I16Array, ...      Array13 (mut i8)
 * </pre>
 *
 * <p>The classes on the right are generated. What reads a field in bytecode uses theirs directly; what does not know the
 * class, as an interpreter, uses the methods of {@link StructObject} and {@link ArrayObject}.
 */
public abstract sealed class GcObject permits StructObject, ArrayObject {
    GcObject() {}

    /** Returns what is known of all objects of this object's type. */
    public abstract ObjectLayout layout();

    /** Returns the type that the object was created with. */
    public final DefType type() {
        return layout().type();
    }
}
