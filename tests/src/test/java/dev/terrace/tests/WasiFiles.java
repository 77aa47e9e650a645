package dev.terrace.tests;

import dev.terrace.wasi.VirtualDirectory;
import dev.terrace.wasi.WasiConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The file systems that a guest's directories can lie in; what a guest sees must be the same in all of them. */
enum WasiFiles {
    /** A directory of the host. */
    HOST {
        @Override
        void preopen(WasiConfig.Builder config, Path host, String guest) throws IOException {
            config.directory(host, guest);
        }

        @Override
        void preopenReadOnly(WasiConfig.Builder config, Path host, String guest) throws IOException {
            config.readOnlyDirectory(host, guest);
        }
    },

    /** A directory in memory. */
    MEMORY {
        @Override
        void preopen(WasiConfig.Builder config, Path host, String guest) throws IOException {
            config.directory(copy(host), guest);
        }

        @Override
        void preopenReadOnly(WasiConfig.Builder config, Path host, String guest) throws IOException {
            config.readOnlyDirectory(copy(host), guest);
        }
    };

    private static final long MEMORY_BYTES = 1 << 24;

    /** Returns whether directories are those of the host, which a test can look at and change behind the guest's back. */
    boolean onHost() {
        return this == HOST;
    }

    /** Gives a guest a directory to read and write, with the files that are in {@code host}. */
    abstract void preopen(WasiConfig.Builder config, Path host, String guest) throws IOException;

    /** Gives a guest a directory that it can only read, with the files that are in {@code host}. */
    abstract void preopenReadOnly(WasiConfig.Builder config, Path host, String guest) throws IOException;

    private static VirtualDirectory copy(Path host) throws IOException {
        VirtualDirectory copy = new VirtualDirectory(MEMORY_BYTES);
        List<Path> files;
        try (Stream<Path> all = Files.list(host)) {
            files = all.toList();
        }
        for (Path file : files) {
            copy.write(file.getFileName().toString(), Files.readAllBytes(file));
        }
        return copy;
    }
}
