package dev.terrace.tier0;

import dev.terrace.core.binary.CatchClause;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.tier0.Operands.Kind;
import java.util.List;

/**
 * Writes the handlers of a function. The clauses of a {@code try_table} become a jump each, behind its body:
 *
 * <pre>
 *   try_table (catch $a 1) (catch_all 0)        start:   body
 *     body                                      end:     JUMP  behind
 *   end                                         clause:  JUMP  to label 1, whose values are in place
 *                                               clause:  JUMP  to label 0
 *                                               behind:
 * </pre>
 *
 * <p>What a clause passes on is written to where its label has its values, so the jump moves nothing. The parts of a legacy
 * {@code try} are handlers themselves: they begin with what they caught as their operands, with the exception itself in the
 * slot below.
 *
 * <p>Rows are added when a block ends, so those of inner blocks come first.
 */
final class ExceptionLowering implements Op {
    private final ValidModule module;
    private final FunctionWriter writer;
    private final CodeBuffer out;
    private final ExceptionHandlers.Builder handlers = new ExceptionHandlers.Builder();

    ExceptionLowering(ValidModule module, FunctionWriter writer) {
        this.module = module;
        this.writer = writer;
        this.out = writer.out;
    }

    /** Returns the table of handlers. */
    ExceptionHandlers handlers(CodeBuffer prologue) {
        return handlers.build(InterpretedFunction.ENTRY + prologue.size());
    }

    /** Begins a block whose exceptions are caught. */
    void begin(Label label, List<CatchClause> clauses) {
        label.guard = new Guard(out.label(), clauses);
    }

    /** Ends a block of any kind, before its handlers are written: those that delegate to it go on here. */
    void endDelegates(Label label) {
        for (int delegate : label.delegates) {
            handlers.goOnHere(delegate);
        }
    }

    /**
     * Ends the body of a {@code try_table}.
     *
     * @param enclosing the labels around it, innermost last
     * @param reached whether the end of the body is reached
     */
    void endTryTable(Label label, List<Label> enclosing, boolean reached) {
        Guard guard = label.guard;
        guard.end = out.size();
        if (guard.clauses.isEmpty() || guard.start == guard.end) {
            return;
        }
        if (reached) {
            label.target(out, out.emit(JUMP, 0, 0, 0));
        }
        for (CatchClause clause : guard.clauses) {
            Label target = enclosing.get(enclosing.size() - 1 - clause.label());
            boolean returns = target.kind == Label.Kind.FUNCTION;
            int payload = returns ? 0 : target.slot;
            int place = out.label();
            if (returns) {
                writer.returnFirst(target.results);
            } else {
                target.target(out, out.emit(JUMP, 0, 0, 0));
            }
            int tag = clause.kind().hasTag() ? clause.tag() : ExceptionHandlers.ALL;
            int exception = clause.kind().hasRef() ? payload + payloadSlots(tag) : ExceptionHandlers.NO_SLOT;
            handlers.add(guard.start, guard.end, tag, place, payload, exception);
        }
    }

    private int payloadSlots(int tag) {
        return tag == ExceptionHandlers.ALL
                ? 0
                : Calls.slots(module.tags().get(tag).func().params());
    }

    /**
     * Begins a {@code catch} or a {@code catch_all}.
     *
     * @param tag what it catches
     * @param reached whether the end of the part before is reached; its operands are in their own slots then
     */
    void beginCatch(Label label, int tag, boolean reached) {
        if (label.kind == Label.Kind.TRY) {
            label.guard.end = out.size();
            label.kind = Label.Kind.CATCH;
        }
        if (reached) {
            label.target(out, out.emit(JUMP, 0, 0, 0));
        }
        label.guard.parts.add(new Guard.Part(tag, out.label()));
        writer.truncate(label.size);
        writer.pushResult(Kind.REFERENCE);
        if (tag != ExceptionHandlers.ALL) {
            writer.pushResults(module.tags().get(tag).func().params());
        }
    }

    /** Ends the last part of a legacy {@code try}. */
    void endCatch(Label label) {
        Guard guard = label.guard;
        int exception = exceptionSlot(label);
        for (Guard.Part part : guard.parts) {
            handlers.add(guard.start, guard.end, part.tag(), part.place(), exception + 1, exception);
        }
    }

    /** Ends a {@code try} with a {@code delegate}. */
    void endDelegate(Label label, Label target) {
        target.delegates.add(handlers.addDelegate(label.guard.start, out.size()));
    }

    /** Writes {@code rethrow} of what a part of a {@code try} has caught. */
    void rethrow(Label label) {
        out.emit(THROW_REF, exceptionSlot(label), 0, 0);
    }

    private int exceptionSlot(Label label) {
        return writer.operands.own(label.size);
    }
}
