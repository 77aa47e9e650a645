package dev.terrace.wasi;

import java.util.OptionalLong;

/**
 * The times that a guest wants a file to have, in nanoseconds since 1970 without sign; nothing where one stays as it is.
 *
 * @param accessed when the file was last read
 * @param modified when it was last written
 */
record FileTimes(OptionalLong accessed, OptionalLong modified) {
    // The bits of fstflags.
    private static final int SET_ACCESSED = 1;
    private static final int ACCESSED_NOW = 2;
    private static final int SET_MODIFIED = 4;
    private static final int MODIFIED_NOW = 8;
    private static final int ALL = 0xF;

    /** Returns what the arguments of a function that sets times mean. */
    static FileTimes of(Clocks clocks, long accessed, long modified, int flags) {
        if ((flags & ~ALL) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        return new FileTimes(
                time(clocks, accessed, (flags & SET_ACCESSED) != 0, (flags & ACCESSED_NOW) != 0),
                time(clocks, modified, (flags & SET_MODIFIED) != 0, (flags & MODIFIED_NOW) != 0));
    }

    private static OptionalLong time(Clocks clocks, long nanos, boolean set, boolean now) {
        if (set && now) {
            throw new WasiException(Errno.INVAL);
        }
        if (!set && !now) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(now ? clocks.realtime() : nanos);
    }
}
