package dev.terrace.wasi;

/** Ends a WASI function with an error number; never seen outside this package. */
final class WasiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    WasiException(Errno errno) {
        // An error number is an ordinary result of a call; nobody looks at the stack of it.
        super(errno.description(), null, false, false);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
