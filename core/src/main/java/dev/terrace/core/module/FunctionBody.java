package dev.terrace.core.module;

import dev.terrace.core.types.ValType;
import java.util.ArrayList;
import java.util.List;

/**
 * A function's code (specification, section 5.5.13).
 *
 * @param locals the declared locals, as runs of equal types
 * @param start the offset in the module's bytes of the first instruction
 * @param end the offset behind the final {@code end}
 */
public record FunctionBody(List<LocalRun> locals, int start, int end) {

    /**
     * Several locals of one type.
     *
     * @param count how many, at least 0
     * @param type their type
     */
    public record LocalRun(int count, ValType type) {}

    /** Returns how many locals are declared. */
    public int localCount() {
        int count = 0;
        for (LocalRun run : locals) {
            count += run.count();
        }
        return count;
    }

    /** Returns the types of the declared locals, one by one. */
    public List<ValType> expandedLocals() {
        List<ValType> result = new ArrayList<>();
        for (LocalRun run : locals) {
            for (int i = 0; i < run.count(); i++) {
                result.add(run.type());
            }
        }
        return result;
    }
}
