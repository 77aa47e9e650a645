package dev.terrace.core.types;

import java.util.ArrayList;
import java.util.List;

/** Replaces the heap types inside types by others: how type indices become canonical types, and back. */
public abstract class TypeSubstitution {
    /** Creates a substitution. */
    protected TypeSubstitution() {}

    /** Returns the new heap type for one that occurs; abstract ones are asked for as well. */
    public abstract HeapType apply(HeapType type);

    /** Returns a reference type with the substitution applied. */
    public RefType apply(RefType type) {
        HeapType heap = apply(type.heap());
        return heap == type.heap() ? type : new RefType(type.nullable(), heap);
    }

    /** Returns a value type with the substitution applied. */
    public ValType apply(ValType type) {
        return type instanceof RefType ref ? apply(ref) : type;
    }

    /** Returns value types with the substitution applied. */
    public List<ValType> apply(List<ValType> types) {
        List<ValType> result = new ArrayList<>(types.size());
        for (ValType type : types) {
            result.add(apply(type));
        }
        return result;
    }

    /** Returns a field type with the substitution applied. */
    public FieldType apply(FieldType type) {
        return type.storage() instanceof RefType ref ? new FieldType(apply(ref), type.mutable()) : type;
    }

    /** Returns a composite type with the substitution applied. */
    public CompType apply(CompType type) {
        // No switch over types, which is linked when it is first executed: that takes long in a process that has just
        // begun.
        if (type instanceof FuncType func) {
            return new FuncType(apply(func.params()), apply(func.results()));
        }
        if (type instanceof StructType struct) {
            return new StructType(struct.fields().stream().map(this::apply).toList());
        }
        return new ArrayType(apply(((ArrayType) type).element()));
    }

    /** Returns a type definition with the substitution applied, to its supertypes too. */
    public SubType apply(SubType type) {
        List<HeapType> supers = new ArrayList<>(type.supers().size());
        for (HeapType superType : type.supers()) {
            supers.add(apply(superType));
        }
        return new SubType(type.isFinal(), supers, apply(type.comp()));
    }

    /** Returns an external type with the substitution applied. */
    public ExternType apply(ExternType type) {
        if (type instanceof FuncExternType func) {
            return new FuncExternType(apply(func.type()));
        }
        if (type instanceof TagType tag) {
            return new TagType(apply(tag.type()));
        }
        if (type instanceof TableType table) {
            return new TableType(table.address(), table.limits(), apply(table.element()));
        }
        return type instanceof GlobalType global ? new GlobalType(apply(global.value()), global.mutable()) : type;
    }
}
