package dev.terrace.wasi;

/**
 * The error numbers of WASI preview 1 ({@code errno} in wasi_snapshot_preview1.witx): the constant's ordinal is its
 * number.
 */
public enum Errno {
    SUCCESS("no error"),
    TOO_BIG("argument list too long"),
    ACCES("permission denied"),
    ADDRINUSE("address in use"),
    ADDRNOTAVAIL("address not available"),
    AFNOSUPPORT("address family not supported"),
    AGAIN("resource unavailable, or operation would block"),
    ALREADY("connection already in progress"),
    BADF("bad file descriptor"),
    BADMSG("bad message"),
    BUSY("device or resource busy"),
    CANCELED("operation cancelled"),
    CHILD("no child processes"),
    CONNABORTED("connection aborted"),
    CONNREFUSED("connection refused"),
    CONNRESET("connection reset"),
    DEADLK("resource deadlock would occur"),
    DESTADDRREQ("destination address required"),
    DOM("mathematics argument out of domain of function"),
    DQUOT("quota exceeded"),
    EXIST("file exists"),
    FAULT("bad address"),
    FBIG("file too large"),
    HOSTUNREACH("host is unreachable"),
    IDRM("identifier removed"),
    ILSEQ("illegal byte sequence"),
    INPROGRESS("operation in progress"),
    INTR("interrupted function"),
    INVAL("invalid argument"),
    IO("input or output error"),
    ISCONN("socket is connected"),
    ISDIR("is a directory"),
    LOOP("too many levels of symbolic links"),
    MFILE("too many open descriptors"),
    MLINK("too many links"),
    MSGSIZE("message too large"),
    MULTIHOP("multihop attempted"),
    NAMETOOLONG("file name too long"),
    NETDOWN("network is down"),
    NETRESET("connection aborted by network"),
    NETUNREACH("network unreachable"),
    NFILE("too many files open in system"),
    NOBUFS("no buffer space available"),
    NODEV("no such device"),
    NOENT("no such file or directory"),
    NOEXEC("executable file format error"),
    NOLCK("no locks available"),
    NOLINK("link severed"),
    NOMEM("not enough space"),
    NOMSG("no message of the desired type"),
    NOPROTOOPT("protocol not available"),
    NOSPC("no space left on device"),
    NOSYS("function not supported"),
    NOTCONN("socket is not connected"),
    NOTDIR("not a directory"),
    NOTEMPTY("directory not empty"),
    NOTRECOVERABLE("state not recoverable"),
    NOTSOCK("not a socket"),
    NOTSUP("not supported"),
    NOTTY("inappropriate I/O control operation"),
    NXIO("no such device or address"),
    OVERFLOW("value too large to be stored in data type"),
    OWNERDEAD("previous owner died"),
    PERM("operation not permitted"),
    PIPE("broken pipe"),
    PROTO("protocol error"),
    PROTONOSUPPORT("protocol not supported"),
    PROTOTYPE("protocol wrong type for socket"),
    RANGE("result too large"),
    ROFS("read-only file system"),
    SPIPE("invalid seek"),
    SRCH("no such process"),
    STALE("stale file handle"),
    TIMEDOUT("connection timed out"),
    TXTBSY("text file busy"),
    XDEV("cross-device link"),
    NOTCAPABLE("capabilities insufficient");

    private final String description;

    Errno(String description) {
        this.description = description;
    }

    /** Returns the number that a guest sees. */
    public int code() {
        return ordinal();
    }

    /** Returns what the number means, in words. */
    public String description() {
        return description;
    }
}
