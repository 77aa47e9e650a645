package dev.terrace.core.types;

/** The type of a value: a number, a vector or a reference (specification, section 2.3.5). */
public sealed interface ValType extends StorageType permits NumType, VecType, RefType {

    /** Returns whether a local of this type has a default value: all types but non-nullable references do. */
    default boolean isDefaultable() {
        return !(this instanceof RefType ref) || ref.nullable();
    }

    /** Returns the 8-byte frame slots that a value of this type takes: two for v128, one for everything else. */
    default int slots() {
        return this == VecType.V128 ? 2 : 1;
    }

    /** Returns whether this is a reference type, whose values live in the frame's reference slots. */
    default boolean isRef() {
        return this instanceof RefType;
    }
}
