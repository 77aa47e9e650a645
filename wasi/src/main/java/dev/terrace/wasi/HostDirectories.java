package dev.terrace.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Opens directories of the host in the best way that the system has. */
final class HostDirectories {
    private HostDirectories() {}

    /**
     * Returns the source of a directory, which is opened by each store that uses it.
     *
     * @throws IOException if there is no such directory now
     */
    static DirectorySource at(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(path.toString());
        }
        return () -> NioDirectory.open(real);
    }
}
