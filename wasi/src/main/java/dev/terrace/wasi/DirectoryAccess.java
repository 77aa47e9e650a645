package dev.terrace.wasi;

import dev.terrace.ffm.linux.Linux;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** How the host's directories are reached. Guests see little difference, but not all ways are equally safe. */
public enum DirectoryAccess {
    /**
     * By Linux's calls relative to open directories, with {@code openat2} for the way to the last directory of a path. The
     * kernel sees to it that no path leaves its directory, whoever changes directories meanwhile. Where the kernel does not
     * have the call (before 5.6) or does not let the process use it, this is {@link #OPENAT}.
     */
    OPENAT2,

    /**
     * By Linux's calls relative to open directories, one for each component of a path, none of which follows symbolic links.
     * As safe as {@link #OPENAT2}, and slower for long paths.
     */
    OPENAT,

    /**
     * By {@code java.nio.file}, which all systems have. Each component of a path is checked before the path is used; whoever
     * can change directories between the check and the use can lead a guest outside.
     */
    NIO;

    /** Returns the best way that this system has. */
    static DirectoryAccess best() {
        return Linux.isSupported() ? OPENAT2 : NIO;
    }

    /**
     * Returns the source of a directory. Nothing native is loaded before it is opened.
     *
     * @throws IOException if there is no such directory now
     * @throws UnsupportedOperationException if this system does not have this way
     */
    DirectorySource source(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(path.toString());
        }
        if (this == NIO || real.getFileSystem() != FileSystems.getDefault()) {
            return () -> NioDirectory.open(real);
        }
        if (!Linux.isSupported()) {
            throw new UnsupportedOperationException(this + " needs Linux on x86-64 or AArch64");
        }
        return () -> open(real, this == OPENAT2);
    }

    private static Directory open(Path path, boolean leaps) throws IOException {
        try {
            return LinuxDirectory.open(path, leaps);
        } catch (WasiException e) {
            throw new FileSystemException(path.toString(), null, e.getMessage());
        }
    }
}
