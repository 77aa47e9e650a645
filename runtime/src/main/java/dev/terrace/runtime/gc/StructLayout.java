package dev.terrace.runtime.gc;

import dev.terrace.core.types.DefType;
import dev.terrace.core.types.FieldType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.PackedType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StorageType;
import dev.terrace.core.types.StructType;
import dev.terrace.core.types.VecType;
import java.util.List;

/**
 * The fields of a structure type as fields of its Java class.
 *
 * <pre>
 *   i8  byte    i32  int     f32  float     v128  two longs, the second one named with an h
 *   i16 short   i64  long    f64  double    any reference  Object
 * </pre>
 *
 * <p>Field 3 is {@code f3}, declared in the class of the first type in the chain of supertypes that has it, since those of
 * a supertype are the first ones of its subtypes. A Java method has limits that a type of 10,000 fields would exceed: the
 * fields from number {@value #INLINE_FIELDS} on, the tail, are in two arrays, {@code tailBits} with two longs for each of
 * them, and {@code tailRefs}.
 */
public final class StructLayout extends ObjectLayout {
    /** How many fields of a type are fields of the class. */
    public static final int INLINE_FIELDS = 256;

    /** The name of the Java field with the numbers of the tail: field {@code i} has element {@code 2 * (i - 256)}. */
    public static final String TAIL_BITS = "tailBits";

    /** The name of the Java field with the references of the tail: field {@code i} has element {@code i - 256}. */
    public static final String TAIL_REFS = "tailRefs";

    private final List<FieldType> fields;
    private final int[] slots;
    private StructObject prototype;

    StructLayout(DefType type) {
        super(type);
        this.fields = ((StructType) type.comp()).fields();
        this.slots = new int[fields.size() + 1];
        for (int i = 0; i < fields.size(); i++) {
            slots[i + 1] = slots[i] + fields.get(i).storage().unpacked().slots();
        }
    }

    /** Returns the fields. */
    public List<FieldType> fields() {
        return fields;
    }

    /** Returns how many slots of a stack the values of the fields before one take. */
    public int slot(int field) {
        return slots[field];
    }

    /** Returns how many slots of a stack the values of all fields take. */
    public int slots() {
        return slots[fields.size()];
    }

    /** Returns the name of the Java field that has a field, or the low half of a vector. */
    public static String fieldName(int field) {
        return "f" + field;
    }

    /** Returns the name of the Java field that has the high half of a vector. */
    public static String highFieldName(int field) {
        return "f" + field + "h";
    }

    /** Returns the Java type of a field, or of each half of a vector. */
    public static Class<?> javaType(StorageType storage) {
        return switch (storage) {
            case PackedType packed ->
                switch (packed) {
                    case I8 -> byte.class;
                    case I16 -> short.class;
                };
            case NumType num ->
                switch (num) {
                    case I32 -> int.class;
                    case I64 -> long.class;
                    case F32 -> float.class;
                    case F64 -> double.class;
                };
            case VecType _ -> long.class;
            case RefType _ -> Object.class;
        };
    }

    void setPrototype(StructObject object) {
        this.prototype = object;
    }

    /** Returns a new object whose fields are zero or null. */
    public StructObject create() {
        return prototype.create();
    }

    /**
     * Returns a new object whose fields have the values that lie in consecutive slots of a stack from a base. References
     * are moved: their slots are null afterwards, so that they keep nothing alive.
     */
    public StructObject create(long[] stackSlots, Object[] stackRefs, int base) {
        return prototype.create(stackSlots, stackRefs, base);
    }

    /** Returns how many fields do not fit the class. */
    int tailLength() {
        return Math.max(0, fields.size() - INLINE_FIELDS);
    }

    /** Sets all fields of a tail from a stack; called by generated classes. */
    public void fillTail(long[] tailBits, Object[] tailRefs, long[] stackSlots, Object[] stackRefs, int base) {
        for (int i = INLINE_FIELDS; i < fields.size(); i++) {
            setTail(i, tailBits, tailRefs, stackSlots, stackRefs, base + slots[i]);
            stackRefs[base + slots[i]] = null;
        }
    }

    /** Sets a field of a tail from a stack's slot; called by generated classes. */
    public void setTail(
            int field, long[] tailBits, Object[] tailRefs, long[] stackSlots, Object[] stackRefs, int slot) {
        int at = field - INLINE_FIELDS;
        switch (fields.get(field).storage()) {
            case RefType _ -> tailRefs[at] = stackRefs[slot];
            case VecType _ -> {
                tailBits[2 * at] = stackSlots[slot];
                tailBits[2 * at + 1] = stackSlots[slot + 1];
            }
            case PackedType.I8 -> tailBits[2 * at] = (byte) stackSlots[slot];
            case PackedType.I16 -> tailBits[2 * at] = (short) stackSlots[slot];
            case NumType _ -> tailBits[2 * at] = stackSlots[slot];
        }
    }

    /** Puts a field of a tail into a stack's slot; called by generated classes. */
    public void getTail(
            int field, long[] tailBits, Object[] tailRefs, long[] stackSlots, Object[] stackRefs, int slot) {
        int at = field - INLINE_FIELDS;
        switch (fields.get(field).storage()) {
            case RefType _ -> stackRefs[slot] = tailRefs[at];
            case VecType _ -> {
                stackSlots[slot] = tailBits[2 * at];
                stackSlots[slot + 1] = tailBits[2 * at + 1];
            }
            case NumType _, PackedType _ -> stackSlots[slot] = tailBits[2 * at];
        }
    }
}
