package dev.terrace.core.module;

import dev.terrace.core.types.RefType;
import java.util.List;

/**
 * References to be copied into a table (specification, section 2.5.7). They are given as function indices or as constant
 * expressions; one of the two lists is null.
 *
 * @param mode when it is copied
 * @param table the table of an active segment
 * @param offset the index in that table; null unless active
 * @param type the type of the references
 * @param functions the functions referred to, or null
 * @param expressions the references as expressions, or null
 */
public record ElementSegment(
        SegmentMode mode,
        int table,
        ConstExpr offset,
        RefType type,
        List<Integer> functions,
        List<ConstExpr> expressions) {

    /** Returns the number of references. */
    public int size() {
        return functions != null ? functions.size() : expressions.size();
    }
}
