package dev.terrace.core.validate;

import dev.terrace.core.types.ArrayType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ExternType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StructType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.TypeSubstitution;
import dev.terrace.core.types.ValType;
import java.util.List;

/** A module's type index space: makes types canonical, and gives definitions by index. */
final class ModuleTypes {
    /** The numbers of the types in use. */
    final TypeCodes codes = new TypeCodes();

    private final List<DefType> types;
    private final ModuleContext context;
    private final TypeSubstitution substitution = new TypeSubstitution() {
        @Override
        public HeapType apply(HeapType type) {
            return canonical(type);
        }
    };

    /** Parameters and results of the function types, and references to all types, by index; made when first needed. */
    private final int[][] params;

    private final int[][] results;
    private final int[] refs;
    private final int[] nullableRefs;

    /**
     * Creates the index space.
     *
     * @param types the canonical definitions
     * @param context makes the exception for a problem
     */
    ModuleTypes(List<DefType> types, ModuleContext context) {
        this.types = types;
        this.context = context;
        this.params = new int[types.size()][];
        this.results = new int[types.size()][];
        this.refs = new int[types.size()];
        this.nullableRefs = new int[types.size()];
    }

    List<DefType> all() {
        return types;
    }

    DefType get(int index) {
        if (index < 0 || index >= types.size()) {
            throw context.invalid("unknown type " + Integer.toUnsignedString(index));
        }
        return types.get(index);
    }

    FuncType func(int index) {
        if (get(index).comp() instanceof FuncType func) {
            return func;
        }
        throw wrongKind(index, "function");
    }

    StructType struct(int index) {
        if (get(index).comp() instanceof StructType struct) {
            return struct;
        }
        throw wrongKind(index, "structure");
    }

    ArrayType array(int index) {
        if (get(index).comp() instanceof ArrayType array) {
            return array;
        }
        throw wrongKind(index, "array");
    }

    private RuntimeException wrongKind(int index, String kind) {
        return context.invalid("type mismatch: type " + index + " is no " + kind + " type");
    }

    /** Returns the numbers of a function type's parameters. */
    int[] params(int index) {
        if (index < 0 || index >= params.length || params[index] == null) {
            resolve(index);
        }
        return params[index];
    }

    /** Returns the numbers of a function type's results. */
    int[] results(int index) {
        if (index < 0 || index >= results.length || results[index] == null) {
            resolve(index);
        }
        return results[index];
    }

    private void resolve(int index) {
        FuncType type = func(index);
        params[index] = codes.of(type.params());
        results[index] = codes.of(type.results());
    }

    /** Returns the number of the reference to a type. */
    int ref(boolean nullable, int index) {
        DefType type = get(index);
        int[] known = nullable ? nullableRefs : refs;
        if (known[index] == 0) {
            known[index] = codes.ref(nullable, type);
        }
        return known[index];
    }

    HeapType canonical(HeapType type) {
        return type instanceof TypeIndex(int index) ? get(index) : type;
    }

    RefType canonical(RefType type) {
        return substitution.apply(type);
    }

    ValType canonical(ValType type) {
        return substitution.apply(type);
    }

    ExternType canonical(ExternType type) {
        return substitution.apply(type);
    }
}
