package dev.terrace.core.types;

import java.util.List;

/** The subtype relation on canonical types (specification, section 3.3). */
public final class Matching {
    private Matching() {}

    /** Returns whether a value of {@code sub} can stand where {@code sup} is expected (section 3.3.4). */
    public static boolean matches(ValType sub, ValType sup) {
        return sub == sup || (sub instanceof RefType a && sup instanceof RefType b && matches(a, b));
    }

    /** Returns whether a reference of {@code sub} can stand where {@code sup} is expected (section 3.3.3). */
    public static boolean matches(RefType sub, RefType sup) {
        return (!sub.nullable() || sup.nullable()) && matches(sub.heap(), sup.heap());
    }

    /** Returns whether everything in {@code sub} is in {@code sup} (section 3.3.2). */
    public static boolean matches(HeapType sub, HeapType sup) {
        if (sub == sup) {
            return true;
        }
        return switch (sub) {
            case DefType a -> sup instanceof DefType b ? a.isSubtypeOf(b) : matches(abstraction(a), sup);
            case AbsHeapType a ->
                switch (sup) {
                    case DefType b -> a == abstraction(b).bottom();
                    case AbsHeapType b -> matches(a, b);
                    case TypeIndex _ -> throw notCanonical(sup);
                };
            case TypeIndex _ -> throw notCanonical(sub);
        };
    }

    private static boolean matches(AbsHeapType sub, AbsHeapType sup) {
        if (sub == sup || sub == sup.bottom()) {
            return true;
        }
        return switch (sup) {
            case ANY -> sub.top() == AbsHeapType.ANY;
            case EQ -> sub == AbsHeapType.I31 || sub == AbsHeapType.STRUCT || sub == AbsHeapType.ARRAY;
            default -> false;
        };
    }

    /** Returns the least abstract heap type above a definition: {@code func}, {@code struct} or {@code array}. */
    public static AbsHeapType abstraction(DefType type) {
        return switch (type.comp()) {
            case FuncType _ -> AbsHeapType.FUNC;
            case StructType _ -> AbsHeapType.STRUCT;
            case ArrayType _ -> AbsHeapType.ARRAY;
        };
    }

    /** Returns the greatest type of the hierarchy that a heap type belongs to. */
    public static AbsHeapType top(HeapType type) {
        return switch (type) {
            case AbsHeapType abs -> abs.top();
            case DefType def -> abstraction(def).top();
            case TypeIndex _ -> throw notCanonical(type);
        };
    }

    /** Returns whether sequences of values match, one by one (section 3.3.5). */
    public static boolean matches(List<ValType> subs, List<ValType> sups) {
        if (subs.size() != sups.size()) {
            return false;
        }
        for (int i = 0; i < subs.size(); i++) {
            if (!matches(subs.get(i), sups.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a field can stand where another is expected: a mutable one must be equal (section 3.3.8). */
    public static boolean matches(FieldType sub, FieldType sup) {
        return sub.mutable() == sup.mutable()
                && matches(sub.storage(), sup.storage())
                && (!sub.mutable() || matches(sup.storage(), sub.storage()));
    }

    private static boolean matches(StorageType sub, StorageType sup) {
        return sub == sup || (sub instanceof ValType a && sup instanceof ValType b && matches(a, b));
    }

    /** Returns whether a composite type can be declared as a subtype of another (section 3.3.7). */
    public static boolean matches(CompType sub, CompType sup) {
        return switch (sub) {
            case FuncType a ->
                sup instanceof FuncType b && matches(b.params(), a.params()) && matches(a.results(), b.results());
            case ArrayType a -> sup instanceof ArrayType b && matches(a.element(), b.element());
            case StructType a -> sup instanceof StructType b && matchesFields(a.fields(), b.fields());
        };
    }

    private static boolean matchesFields(List<FieldType> subs, List<FieldType> sups) {
        if (subs.size() < sups.size()) {
            return false;
        }
        for (int i = 0; i < sups.size(); i++) {
            if (!matches(subs.get(i), sups.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether something of type {@code sub} can be imported where {@code sup} is declared (section 3.3.10).
     * For memories and tables {@code sub} must carry the current size as its minimum.
     */
    @SuppressWarnings("IfChainToSwitch") // a switch over types is linked when it is first executed
    public static boolean matches(ExternType sub, ExternType sup) {
        if (sub instanceof FuncExternType a) {
            return sup instanceof FuncExternType b && matches(a.type(), b.type());
        }
        if (sub instanceof TagType a) {
            return sup instanceof TagType b && a.type() == b.type();
        }
        if (sub instanceof GlobalType a) {
            return sup instanceof GlobalType b
                    && a.mutable() == b.mutable()
                    && matches(a.value(), b.value())
                    && (!a.mutable() || matches(b.value(), a.value()));
        }
        if (sub instanceof TableType a) {
            return sup instanceof TableType b
                    && a.address() == b.address()
                    && a.limits().matches(b.limits())
                    && matches(a.element(), b.element())
                    && matches(b.element(), a.element());
        }
        return sub instanceof MemoryType a
                && sup instanceof MemoryType b
                && a.address() == b.address()
                && a.shared() == b.shared()
                && a.pageSizeLog2() == b.pageSizeLog2()
                && a.limits().matches(b.limits());
    }

    private static IllegalArgumentException notCanonical(HeapType type) {
        return new IllegalArgumentException("type index " + type + " is not canonical");
    }
}
