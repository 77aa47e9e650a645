package dev.terrace.wasi;

import java.util.List;

/** How a file will be used ({@code advice} in wasi_snapshot_preview1.witx): the constant's ordinal is its number. */
enum Advice {
    NORMAL,
    SEQUENTIAL,
    RANDOM,
    WILL_NEED,
    DONT_NEED,
    NO_REUSE;

    private static final List<Advice> BY_NUMBER = List.of(values());

    static Advice of(int number) {
        if (number < 0 || number >= BY_NUMBER.size()) {
            throw new WasiException(Errno.INVAL);
        }
        return BY_NUMBER.get(number);
    }
}
