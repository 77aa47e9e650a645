package dev.terrace.tests;

import dev.terrace.TierStrategy;
import dev.terrace.ffm.linux.Linux;
import dev.terrace.wasi.DirectoryAccess;
import dev.terrace.wasi.VirtualDirectory;
import dev.terrace.wasi.WasiConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The file systems that a guest's directories can lie in; what a guest sees must be the same in all of them. */
enum WasiFiles {
    /** A directory of the host, by the ways that {@link DirectoryAccess} describes. */
    OPENAT2(DirectoryAccess.OPENAT2),
    OPENAT(DirectoryAccess.OPENAT),
    NIO(DirectoryAccess.NIO),

    /** A directory in memory. */
    MEMORY(null);

    private static final long MEMORY_BYTES = 1 << 24;

    private final DirectoryAccess access;

    WasiFiles(DirectoryAccess access) {
        this.access = access;
    }

    /** A tier and a file system to run tests in. */
    record Setting(TierStrategy tier, WasiFiles files) {
        @Override
        public String toString() {
            return tier + ", " + files;
        }
    }

    /**
     * Returns the settings to run tests in: each tier, and each of some file systems that this system has, but not each with
     * each. The tiers share the functions of WASI, and the file systems the tiers' calls of them.
     */
    static List<Setting> settings(Predicate<WasiFiles> which) {
        List<WasiFiles> present = Arrays.stream(values())
                .filter(files -> !files.isLinux() || Linux.isSupported())
                .filter(which)
                .toList();
        List<TierStrategy> tiers = Tiers.all();
        return Stream.concat(
                        tiers.stream()
                                .limit(present.isEmpty() ? 0 : tiers.size())
                                .map(tier -> new Setting(tier, present.getFirst())),
                        present.stream().skip(1).map(files -> new Setting(tiers.getFirst(), files)))
                .toList();
    }

    /** Returns whether directories are those of the host, which a test can look at and change behind the guest's back. */
    boolean onHost() {
        return access != null;
    }

    /** Returns whether the host is asked by Linux's own calls, none of which another thread can lead astray. */
    boolean isLinux() {
        return this == OPENAT2 || this == OPENAT;
    }

    /** Gives a guest a directory to read and write, with the files that are in {@code host}. */
    void preopen(WasiConfig.Builder config, Path host, String guest) throws IOException {
        if (onHost()) {
            config.directoryAccess(access).directory(host, guest);
        } else {
            config.directory(copy(host), guest);
        }
    }

    /** Gives a guest a directory that it can only read, with the files that are in {@code host}. */
    void preopenReadOnly(WasiConfig.Builder config, Path host, String guest) throws IOException {
        if (onHost()) {
            config.directoryAccess(access).readOnlyDirectory(host, guest);
        } else {
            config.readOnlyDirectory(copy(host), guest);
        }
    }

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
