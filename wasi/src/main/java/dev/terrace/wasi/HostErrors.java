package dev.terrace.wasi;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Map;
import java.util.Optional;

/** Which error number stands for what the host's file system says. */
final class HostErrors {
    /** The messages of the host that come in no exception of their own. */
    private static final Map<String, Errno> BY_REASON = Map.ofEntries(
            Map.entry("Is a directory", Errno.ISDIR),
            Map.entry("Not a directory", Errno.NOTDIR),
            Map.entry("Too many levels of symbolic links", Errno.LOOP),
            Map.entry("Too many levels of symbolic links (NOFOLLOW_LINKS specified)", Errno.LOOP),
            Map.entry("Too many levels of symbolic links or unable to access attributes of symbolic link", Errno.LOOP),
            Map.entry("File name too long", Errno.NAMETOOLONG),
            Map.entry("Read-only file system", Errno.ROFS),
            Map.entry("No space left on device", Errno.NOSPC),
            Map.entry("Disk quota exceeded", Errno.DQUOT),
            Map.entry("File too large", Errno.FBIG),
            Map.entry("Operation not permitted", Errno.PERM),
            Map.entry("Invalid cross-device link", Errno.XDEV),
            Map.entry("Too many open files", Errno.MFILE),
            Map.entry("Too many open files in system", Errno.NFILE),
            Map.entry("Directory not empty", Errno.NOTEMPTY),
            Map.entry("File exists", Errno.EXIST),
            Map.entry("Permission denied", Errno.ACCES),
            Map.entry("No such device or address", Errno.NXIO),
            Map.entry("Cannot allocate memory", Errno.NOMEM),
            Map.entry("Operation not supported", Errno.NOTSUP),
            Map.entry("Too many links", Errno.MLINK),
            Map.entry("Device or resource busy", Errno.BUSY),
            Map.entry("Text file busy", Errno.TXTBSY),
            Map.entry("Invalid argument", Errno.INVAL),
            Map.entry("Broken pipe", Errno.PIPE),
            Map.entry("Connection reset", Errno.CONNRESET),
            Map.entry("Connection reset by peer", Errno.CONNRESET),
            Map.entry("Software caused connection abort", Errno.CONNABORTED),
            Map.entry("Connection timed out", Errno.TIMEDOUT),
            Map.entry("No route to host", Errno.HOSTUNREACH),
            Map.entry("Network is unreachable", Errno.NETUNREACH),
            Map.entry("No buffer space available", Errno.NOBUFS),
            Map.entry("Transport endpoint is not connected", Errno.NOTCONN),
            Map.entry("Socket is not connected", Errno.NOTCONN),
            Map.entry("Resource temporarily unavailable", Errno.AGAIN));

    private HostErrors() {}

    /** Returns the error number for an exception, or nothing if the exception is no error of the guest's making. */
    static Optional<Errno> errno(Throwable thrown) {
        return switch (thrown) {
            case WasiException e -> Optional.of(e.errno());
            case NoSuchFileException _ -> Optional.of(Errno.NOENT);
            case FileAlreadyExistsException _ -> Optional.of(Errno.EXIST);
            case DirectoryNotEmptyException _ -> Optional.of(Errno.NOTEMPTY);
            case AccessDeniedException _ -> Optional.of(Errno.ACCES);
            case NotDirectoryException _ -> Optional.of(Errno.NOTDIR);
            case NotLinkException _ -> Optional.of(Errno.INVAL);
            case FileSystemLoopException _ -> Optional.of(Errno.LOOP);
            case AtomicMoveNotSupportedException _ -> Optional.of(Errno.XDEV);
            case FileSystemException e -> Optional.of(byReason(e.getReason()));
            case ClosedByInterruptException _ -> Optional.of(Errno.INTR);
            case ClosedChannelException _ -> Optional.of(Errno.BADF);
            case IOException e -> Optional.of(byReason(e.getMessage()));
            case NotYetConnectedException _ -> Optional.of(Errno.NOTCONN);
            // The embedder closes a socket while its guest waits for it.
            case CancelledKeyException _ -> Optional.of(Errno.BADF);
            case NonReadableChannelException _ -> Optional.of(Errno.BADF);
            case NonWritableChannelException _ -> Optional.of(Errno.BADF);
            case ReadOnlyFileSystemException _ -> Optional.of(Errno.ROFS);
            case InvalidPathException _ -> Optional.of(Errno.ILSEQ);
            case DirectoryIteratorException e -> errno(e.getCause());
            case UnsupportedOperationException _ -> Optional.of(Errno.NOTSUP);
            default -> Optional.empty();
        };
    }

    private static Errno byReason(String reason) {
        return reason == null ? Errno.IO : BY_REASON.getOrDefault(reason, Errno.IO);
    }
}
