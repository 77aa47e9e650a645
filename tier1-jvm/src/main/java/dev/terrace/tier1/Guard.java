package dev.terrace.tier1;

import dev.terrace.core.binary.CatchClause;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;

/** The code whose exceptions a {@code try_table} or a legacy {@code try} handles. */
final class Guard {
    /** The clauses of a {@code try_table}. */
    final List<CatchClause> clauses;

    /** What was written of the code so far, but for what {@link #start} begins. */
    final List<Label[]> ranges = new ArrayList<>();

    /** Where the code that is being written begins; null if none is. */
    Label start;

    /** How many bytes the method had there. */
    int startPosition;

    /** Whether the code has ended: what follows are handlers. */
    boolean ended;

    Guard(List<CatchClause> clauses) {
        this.clauses = clauses;
    }
}
