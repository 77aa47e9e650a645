package dev.terrace.core.binary;

/**
 * A clause of {@code try_table} (specification, section 5.4.1).
 *
 * @param kind what it catches and what it passes on
 * @param tag the tag it catches; -1 for the kinds that catch all
 * @param label where it branches to, as a depth counted from outside the {@code try_table}
 */
public record CatchClause(Kind kind, int tag, int label) {

    /** The kinds of clauses, in the order of their codes in the binary format. */
    public enum Kind {
        CATCH("catch"),
        CATCH_REF("catch_ref"),
        CATCH_ALL("catch_all"),
        CATCH_ALL_REF("catch_all_ref");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Returns whether clauses of this kind name a tag. */
        public boolean hasTag() {
            return this == CATCH || this == CATCH_REF;
        }

        /** Returns whether clauses of this kind pass the exception itself on, as an {@code exnref}. */
        public boolean hasRef() {
            return this == CATCH_REF || this == CATCH_ALL_REF;
        }

        /** Returns the kind's keyword in the text format. */
        @Override
        public String toString() {
            return text;
        }
    }
}
