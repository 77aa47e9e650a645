package dev.terrace.ffm.linux;

/** The system has refused a call that can be done without. The message names the call and the error. */
public final class SystemCallException extends RuntimeException {
    /**
     * Makes an exception.
     *
     * @param call the call and what it was for, such as "mmap of a stack"
     * @param error the error number
     */
    public SystemCallException(String call, int error) {
        super(call + " failed with " + ErrorNumber.of(error).map(Enum::name).orElse("error number " + error));
    }

    /** Returns the result of a call, which is not negative unless the call was refused. */
    static long check(String call, long result) {
        if (isRefusal(result)) {
            throw new SystemCallException(call, (int) -result);
        }
        return result;
    }

    /** Returns whether the result of a call is a negated error number, which no address is. */
    static boolean isRefusal(long result) {
        return result < 0 && result > -4096;
    }
}
