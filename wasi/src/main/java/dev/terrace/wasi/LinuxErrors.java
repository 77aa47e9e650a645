package dev.terrace.wasi;

import dev.terrace.ffm.linux.ErrorNumber;
import dev.terrace.ffm.linux.FileCalls;
import java.util.EnumMap;
import java.util.Map;

/** Which error number of WASI stands for one of Linux. */
final class LinuxErrors {
    private static final Map<ErrorNumber, Errno> BY_NUMBER = new EnumMap<>(ErrorNumber.class);

    static {
        for (ErrorNumber error : ErrorNumber.values()) {
            // WASI has the names of POSIX without the E, but for one that would begin with a digit.
            BY_NUMBER.put(
                    error,
                    error == ErrorNumber.E2BIG
                            ? Errno.TOO_BIG
                            : Errno.valueOf(error.name().substring(1)));
        }
    }

    private LinuxErrors() {}

    static Errno errno(int number) {
        return ErrorNumber.of(number).map(BY_NUMBER::get).orElse(Errno.IO);
    }

    /** Returns the result of a call, unless that is a negated error number. */
    static int check(int result) {
        return (int) check((long) result);
    }

    /** Returns the result of a call, unless that is a negated error number. */
    static long check(long result) {
        if (result < 0) {
            throw new WasiException(errno((int) -result));
        }
        return result;
    }

    /** Returns what a call found out, unless that is an error. */
    static <T> T check(FileCalls.Outcome<T> outcome) {
        check(-outcome.error());
        return outcome.value();
    }
}
