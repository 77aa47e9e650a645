package dev.terrace.tier0;

import dev.terrace.core.binary.CatchClause;
import java.util.ArrayList;
import java.util.List;

/** A piece of code whose exceptions are caught: the body of a {@code try_table}, or of a legacy {@code try}. */
final class Guard {
    /** Where the code begins. */
    final int start;

    /** The clauses of a {@code try_table}. */
    final List<CatchClause> clauses;

    /** The parts of a legacy {@code try} so far. */
    final List<Part> parts = new ArrayList<>(0);

    /** Where the code ends. */
    int end;

    /**
     * A {@code catch} or {@code catch_all}.
     *
     * @param tag what it catches
     * @param place where its code begins
     */
    record Part(int tag, int place) {}

    Guard(int start, List<CatchClause> clauses) {
        this.start = start;
        this.clauses = clauses;
    }
}
