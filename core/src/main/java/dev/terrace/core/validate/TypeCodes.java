package dev.terrace.core.validate;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.Matching;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The value types that one validation meets, numbered. The operand stack then is an array of ints, on which a push is a
 * plain store and equality is {@code ==}: an array of objects would pay a type check and a collector barrier for each
 * push. The two bottom types, which only unreachable code has, exist as numbers alone.
 */
final class TypeCodes {
    /** A value of any type, from a stack that no execution reaches. */
    static final int BOTTOM = 0;

    static final int I32 = 1;
    static final int I64 = 2;
    static final int F32 = 3;
    static final int F64 = 4;
    static final int V128 = 5;

    /** A reference of any type that is not null, from unreachable code. Greater numbers are references too. */
    static final int BOTTOM_REF = 6;

    /** The empty sequence of types. */
    static final int[] NONE = {};

    private final List<ValType> types = new ArrayList<>();
    private final Map<RefType, Integer> refs = new HashMap<>();
    private final List<int[]> singles = new ArrayList<>();

    final int funcRef;
    final int externRef;
    final int anyRef;
    final int eqRef;
    final int arrayRef;
    final int i31Ref;
    final int exnRef;

    TypeCodes() {
        add(null);
        add(NumType.I32);
        add(NumType.I64);
        add(NumType.F32);
        add(NumType.F64);
        add(VecType.V128);
        add(null);
        funcRef = of(RefType.FUNCREF);
        externRef = of(RefType.EXTERNREF);
        anyRef = of(RefType.ANYREF);
        eqRef = ref(true, AbsHeapType.EQ);
        arrayRef = ref(true, AbsHeapType.ARRAY);
        i31Ref = ref(true, AbsHeapType.I31);
        exnRef = of(RefType.EXNREF);
    }

    private int add(ValType type) {
        int code = types.size();
        types.add(type);
        singles.add(new int[] {code});
        return code;
    }

    /** Returns the number of a canonical type. */
    int of(ValType type) {
        if (type instanceof NumType num) {
            return switch (num) {
                case I32 -> I32;
                case I64 -> I64;
                case F32 -> F32;
                case F64 -> F64;
            };
        }
        if (!(type instanceof RefType ref)) {
            return V128;
        }
        Integer known = refs.get(ref);
        if (known == null) {
            known = add(ref);
            refs.put(ref, known);
        }
        return known;
    }

    /** Returns the numbers of canonical types. */
    int[] of(List<ValType> list) {
        int[] codes = new int[list.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = of(list.get(i));
        }
        return codes;
    }

    /** Returns the number of a reference type. */
    int ref(boolean nullable, HeapType heap) {
        return of(new RefType(nullable, heap));
    }

    /** Returns the sequence of one type; always the same array, which must not be changed. */
    int[] single(int code) {
        return singles.get(code);
    }

    /** Returns the type that a number stands for, or null for the bottom types. */
    ValType type(int code) {
        return types.get(code);
    }

    static boolean isRef(int code) {
        return code >= BOTTOM_REF;
    }

    /** Returns the number of a reference type (or of a bottom type) without null. */
    int nonNull(int code) {
        return code <= BOTTOM_REF ? BOTTOM_REF : of(((RefType) type(code)).withNullable(false));
    }

    /** Returns whether a value of one type can stand where another is expected. */
    boolean matches(int sub, int sup) {
        if (sub == sup || sub == BOTTOM || sup == BOTTOM) {
            return true;
        }
        if (!isRef(sub) || !isRef(sup)) {
            return false;
        }
        return sub == BOTTOM_REF || (sup != BOTTOM_REF && Matching.matches(types.get(sub), types.get(sup)));
    }

    /** Returns whether sequences of types match, one by one. */
    boolean matches(int[] subs, int[] sups) {
        if (subs.length != sups.length) {
            return false;
        }
        for (int i = 0; i < subs.length; i++) {
            if (!matches(subs[i], sups[i])) {
                return false;
            }
        }
        return true;
    }

    /** Returns a type's name for messages. */
    String name(int code) {
        return switch (code) {
            case BOTTOM -> "any value";
            case BOTTOM_REF -> "any reference";
            default -> types.get(code).toString();
        };
    }

    /** Returns a sequence of types for messages. */
    String names(int[] codes) {
        StringBuilder text = new StringBuilder("[");
        for (int code : codes) {
            text.append(text.length() == 1 ? "" : " ").append(name(code));
        }
        return text.append(']').toString();
    }
}
