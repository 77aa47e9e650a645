package dev.terrace.tests;

import dev.terrace.wasi.WasiConfig;
import java.io.IOException;
import java.nio.file.Path;

/** The file systems that a guest's directories can lie in; what a guest sees must be the same in all of them. */
enum WasiFiles {
    /** A directory of the host. */
    HOST;

    /** Returns whether directories are those of the host, which a test can look at and change behind the guest's back. */
    boolean onHost() {
        return true;
    }

    /** Gives a guest a directory to read and write; one of the host is {@code host}. */
    void preopen(WasiConfig.Builder config, Path host, String guest) throws IOException {
        config.directory(host, guest);
    }

    /** Gives a guest a directory that it can only read. */
    void preopenReadOnly(WasiConfig.Builder config, Path host, String guest) throws IOException {
        config.readOnlyDirectory(host, guest);
    }
}
