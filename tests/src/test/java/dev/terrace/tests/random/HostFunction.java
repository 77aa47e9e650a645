package dev.terrace.tests.random;

import dev.terrace.core.types.FuncType;
import java.util.List;
import java.util.Locale;

/** The host's functions that every random program imports, in this order. */
enum HostFunction {
    /** Writes what it gets to the log. */
    LOG(List.of(Kind.I32, Kind.I64, Kind.F32, Kind.F64, Kind.V128), List.of()),
    /** Computes several results. */
    MIX(List.of(Kind.I32, Kind.F64, Kind.I64), List.of(Kind.I64, Kind.F32, Kind.I32, Kind.V128, Kind.F64)),
    /** Computes one result; linked as a method handle without boxing. */
    ADD(List.of(Kind.I32, Kind.I64, Kind.F64), List.of(Kind.I64)),
    /** Throws an exception of the host for one in eight arguments. */
    FAIL(List.of(Kind.I32), List.of(Kind.I32)),
    /** Calls an exported function. */
    CALL_BACK(List.of(Kind.I32, Kind.I64), List.of(Kind.I64)),
    /** Writes to the first memory, reads from it. */
    POKE(List.of(Kind.I32, Kind.I64), List.of(Kind.I64)),
    /** Grows the first memory. */
    GROW(List.of(), List.of(Kind.I64)),
    /** Gives references back in another order. */
    SWAP(List.of(Kind.EXTERNREF, Kind.FUNCREF), List.of(Kind.FUNCREF, Kind.EXTERNREF)),
    /** Uses up fuel: writes to a global. */
    BURN(List.of(Kind.I32), List.of());

    private final List<Kind> params;
    private final List<Kind> results;

    HostFunction(List<Kind> params, List<Kind> results) {
        this.params = params;
        this.results = results;
    }

    FuncType type() {
        return new FuncType(Kind.types(params), Kind.types(results));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether it calls functions of the module. */
    boolean callsBack() {
        return this == CALL_BACK;
    }
}
