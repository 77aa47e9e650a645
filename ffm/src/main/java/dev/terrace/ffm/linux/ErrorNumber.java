package dev.terrace.ffm.linux;

import dev.terrace.ffm.linux.x86_64.Libc;
import java.util.Optional;

/** The errors of Linux that POSIX knows, by their names in C. Their numbers are the same on all processors. */
public enum ErrorNumber {
    E2BIG(Libc.E2BIG()),
    EACCES(Libc.EACCES()),
    EADDRINUSE(Libc.EADDRINUSE()),
    EADDRNOTAVAIL(Libc.EADDRNOTAVAIL()),
    EAFNOSUPPORT(Libc.EAFNOSUPPORT()),
    EAGAIN(Libc.EAGAIN()),
    EALREADY(Libc.EALREADY()),
    EBADF(Libc.EBADF()),
    EBADMSG(Libc.EBADMSG()),
    EBUSY(Libc.EBUSY()),
    ECANCELED(Libc.ECANCELED()),
    ECHILD(Libc.ECHILD()),
    ECONNABORTED(Libc.ECONNABORTED()),
    ECONNREFUSED(Libc.ECONNREFUSED()),
    ECONNRESET(Libc.ECONNRESET()),
    EDEADLK(Libc.EDEADLK()),
    EDESTADDRREQ(Libc.EDESTADDRREQ()),
    EDOM(Libc.EDOM()),
    EDQUOT(Libc.EDQUOT()),
    EEXIST(Libc.EEXIST()),
    EFAULT(Libc.EFAULT()),
    EFBIG(Libc.EFBIG()),
    EHOSTUNREACH(Libc.EHOSTUNREACH()),
    EIDRM(Libc.EIDRM()),
    EILSEQ(Libc.EILSEQ()),
    EINPROGRESS(Libc.EINPROGRESS()),
    EINTR(Libc.EINTR()),
    EINVAL(Libc.EINVAL()),
    EIO(Libc.EIO()),
    EISCONN(Libc.EISCONN()),
    EISDIR(Libc.EISDIR()),
    ELOOP(Libc.ELOOP()),
    EMFILE(Libc.EMFILE()),
    EMLINK(Libc.EMLINK()),
    EMSGSIZE(Libc.EMSGSIZE()),
    EMULTIHOP(Libc.EMULTIHOP()),
    ENAMETOOLONG(Libc.ENAMETOOLONG()),
    ENETDOWN(Libc.ENETDOWN()),
    ENETRESET(Libc.ENETRESET()),
    ENETUNREACH(Libc.ENETUNREACH()),
    ENFILE(Libc.ENFILE()),
    ENOBUFS(Libc.ENOBUFS()),
    ENODEV(Libc.ENODEV()),
    ENOENT(Libc.ENOENT()),
    ENOEXEC(Libc.ENOEXEC()),
    ENOLCK(Libc.ENOLCK()),
    ENOLINK(Libc.ENOLINK()),
    ENOMEM(Libc.ENOMEM()),
    ENOMSG(Libc.ENOMSG()),
    ENOPROTOOPT(Libc.ENOPROTOOPT()),
    ENOSPC(Libc.ENOSPC()),
    ENOSYS(Libc.ENOSYS()),
    ENOTCONN(Libc.ENOTCONN()),
    ENOTDIR(Libc.ENOTDIR()),
    ENOTEMPTY(Libc.ENOTEMPTY()),
    ENOTRECOVERABLE(Libc.ENOTRECOVERABLE()),
    ENOTSOCK(Libc.ENOTSOCK()),
    ENOTSUP(Libc.ENOTSUP()),
    ENOTTY(Libc.ENOTTY()),
    ENXIO(Libc.ENXIO()),
    EOVERFLOW(Libc.EOVERFLOW()),
    EOWNERDEAD(Libc.EOWNERDEAD()),
    EPERM(Libc.EPERM()),
    EPIPE(Libc.EPIPE()),
    EPROTO(Libc.EPROTO()),
    EPROTONOSUPPORT(Libc.EPROTONOSUPPORT()),
    EPROTOTYPE(Libc.EPROTOTYPE()),
    ERANGE(Libc.ERANGE()),
    EROFS(Libc.EROFS()),
    ESPIPE(Libc.ESPIPE()),
    ESRCH(Libc.ESRCH()),
    ESTALE(Libc.ESTALE()),
    ETIMEDOUT(Libc.ETIMEDOUT()),
    ETXTBSY(Libc.ETXTBSY()),
    EXDEV(Libc.EXDEV());

    /** More than the largest number. */
    private static final int END = 256;

    private static final ErrorNumber[] BY_NUMBER = new ErrorNumber[END];

    static {
        for (ErrorNumber error : values()) {
            BY_NUMBER[error.number] = error;
        }
    }

    private final int number;

    ErrorNumber(int number) {
        this.number = number;
    }

    /** Returns the number in {@code errno}. */
    public int number() {
        return number;
    }

    /** Returns the error with a number; there are some that only Linux has. */
    public static Optional<ErrorNumber> of(int number) {
        return number > 0 && number < END ? Optional.ofNullable(BY_NUMBER[number]) : Optional.empty();
    }
}
