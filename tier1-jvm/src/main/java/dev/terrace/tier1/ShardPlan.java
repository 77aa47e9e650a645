package dev.terrace.tier1;

import dev.terrace.runtime.FunctionCode;
import java.util.Arrays;
import java.util.List;

/**
 * Which functions of a module share a class when all are compiled: consecutive ones, as long as they are small. A class for
 * each would take most of the time, and one for all cannot be: the constants of a class are numbered with 16 bits.
 *
 * <p>An instruction takes at most two constants for each of its bytes (a call of a function whose name, class and type are
 * new in the class), so those of {@link #MAX_SHARD_BYTES} always fit.
 */
final class ShardPlan {
    /** The most bytes of instructions that share a class. */
    static final int MAX_SHARD_BYTES = 24 * 1024;

    /**
     * A function with more bytes of instructions than these is in a class alone: it may turn out too large for a method,
     * and then its class is written again.
     */
    static final int MAX_SHARED_FUNCTION_BYTES = 2 * 1024;

    private final List<FunctionCode> functions;
    private final int[] starts;

    private ShardPlan(List<FunctionCode> functions, int[] starts) {
        this.functions = functions;
        this.starts = starts;
    }

    /** Divides the functions of a module. */
    static ShardPlan of(List<FunctionCode> functions) {
        int[] starts = new int[functions.size()];
        int count = 0;
        int bytes = MAX_SHARD_BYTES;
        for (int i = 0; i < functions.size(); i++) {
            int size = functions.get(i).body().end() - functions.get(i).body().start();
            boolean alone = size > MAX_SHARED_FUNCTION_BYTES;
            if (alone || bytes + size > MAX_SHARD_BYTES) {
                starts[count++] = i;
                bytes = 0;
            }
            bytes = alone ? MAX_SHARD_BYTES : bytes + size;
        }
        return new ShardPlan(functions, Arrays.copyOf(starts, count));
    }

    /** Returns the number of shards. */
    int count() {
        return starts.length;
    }

    /** Returns the number of the shard that has a function. */
    int shardOf(FunctionCode function) {
        int number = function.index() - functions.getFirst().index();
        int found = Arrays.binarySearch(starts, number);
        return found >= 0 ? found : -found - 2;
    }

    /** Returns the functions of a shard. */
    List<FunctionCode> functions(int shard) {
        int end = shard + 1 < starts.length ? starts[shard + 1] : functions.size();
        return functions.subList(starts[shard], end);
    }
}
