package dev.terrace.tier1;

import dev.terrace.core.binary.CatchClause;
import java.util.List;
import org.objectweb.asm.Label;

/** The code whose exceptions a {@code try_table} or a legacy {@code try} handles. */
final class Guard {
    /** The clauses of a {@code try_table}. */
    final List<CatchClause> clauses;

    /** Where the code begins; null as long as nothing of it is written. */
    Label start;

    /** Whether the code has ended: what follows are handlers. */
    boolean ended;

    Guard(List<CatchClause> clauses) {
        this.clauses = clauses;
    }
}
