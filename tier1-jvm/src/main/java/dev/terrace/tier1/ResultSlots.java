package dev.terrace.tier1;

import dev.terrace.tier1.support.Results;

/** Writes what passes values in the slots that no frame uses: see {@link Results}. A vector takes two slots. */
final class ResultSlots {
    private static final String RESULTS = Names.of(Results.class);

    private final FunctionWriter writer;
    private final Code code;

    ResultSlots(FunctionWriter writer) {
        this.writer = writer;
        this.code = writer.code;
    }

    /** Writes what leaves the value on Java's stack, which is no vector. */
    void leave(Kind kind, int slot) {
        boolean reference = kind == Kind.REF;
        if (!reference) {
            code.toBits(kind);
        }
        writer.loadContext();
        code.constant(slot);
        code.invokeStatic(
                RESULTS,
                reference ? "setReference" : "set",
                "(" + (reference ? "Ljava/lang/Object;" : "J") + Names.CONTEXT_DESCRIPTOR + "I)V");
    }

    /** Writes what leaves the value that is in a variable. */
    void leave(Kind kind, int variable, int slot) {
        if (kind == Kind.V128) {
            leave(Kind.I64, variable, slot);
            leave(Kind.I64, variable + 2, slot + 1);
        } else {
            code.load(kind, variable);
            leave(kind, slot);
        }
    }

    /** Writes what fetches a value, to Java's stack. */
    void fetch(Kind kind, int slot) {
        if (kind == Kind.V128) {
            fetch(Kind.I64, slot);
            fetch(Kind.I64, slot + 1);
        } else {
            writer.loadContext();
            CallWriter.fetchResult(code, kind, slot);
        }
    }
}
