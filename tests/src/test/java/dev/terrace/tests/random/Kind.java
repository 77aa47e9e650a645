package dev.terrace.tests.random;

import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import java.util.List;

/**
 * What an expression of a random program gives: a type, and whether all its bits are the same in every tier.
 *
 * <p>WebAssembly leaves open which bits a NaN has that comes out of arithmetic (specification, section 4.3.3), so tiers may
 * differ there. A value that may hold such a NaN is of a "loose" kind: it may go where only its numerical value matters,
 * and where its bits can be seen it has to be made canonical first ({@link Node.Canonical}). A value of a plain kind may go
 * wherever one of the loose kind may.
 */
enum Kind {
    I32(NumType.I32, null),
    I64(NumType.I64, null),
    F32(NumType.F32, null),
    F64(NumType.F64, null),
    V128(VecType.V128, null),
    FUNCREF(RefType.FUNCREF, null),
    EXTERNREF(RefType.EXTERNREF, null),
    LOOSE_F32(NumType.F32, F32),
    LOOSE_F64(NumType.F64, F64),
    /** Four lanes of f32. */
    LOOSE_F32X4(VecType.V128, V128),
    /** Two lanes of f64. */
    LOOSE_F64X2(VecType.V128, V128);

    /** The kinds of values that functions take and return. */
    static final List<Kind> PLAIN = List.of(I32, I64, F32, F64, V128, FUNCREF, EXTERNREF);

    /** The kinds of locals. */
    static final List<Kind> ALL = List.of(values());

    private final ValType type;
    private final Kind plain;

    Kind(ValType type, Kind plain) {
        this.type = type;
        this.plain = plain;
    }

    /** Returns the type that values have. */
    ValType type() {
        return type;
    }

    /** Returns the kind of values of the same type whose bits are the same in every tier. */
    Kind plain() {
        return plain == null ? this : plain;
    }

    boolean isLoose() {
        return plain != null;
    }

    boolean isRef() {
        return type.isRef();
    }

    static List<ValType> types(List<Kind> kinds) {
        return kinds.stream().map(Kind::type).toList();
    }

    /** Returns the plain kind of a type. */
    static Kind of(ValType type) {
        return PLAIN.stream().filter(kind -> kind.type.equals(type)).findFirst().orElseThrow();
    }
}
