package dev.terrace.wasi;

import java.util.List;

/** What an offset is relative to ({@code whence} in wasi_snapshot_preview1.witx): the constant's ordinal is its number. */
enum Whence {
    START,
    CURRENT,
    END;

    private static final List<Whence> BY_NUMBER = List.of(values());

    static Whence of(int number) {
        if (number < 0 || number >= BY_NUMBER.size()) {
            throw new WasiException(Errno.INVAL);
        }
        return BY_NUMBER.get(number);
    }
}
