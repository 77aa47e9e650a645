package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.TierStrategy;
import dev.terrace.wasi.Errno;
import dev.terrace.wasi.WasiConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What tests of WASI have in common: a guest in one of the tiers, and the directory that it gets. */
abstract class WasiTestCase {
    @TempDir
    Path temp;

    @Parameter
    TierStrategy tier;

    /** The directory on the host that the guest knows as descriptor {@link WasiGuest#DIR}. */
    Path host;

    WasiGuest guest;

    @BeforeEach
    void startGuest() throws IOException {
        host = Files.createDirectory(temp.resolve("host"));
        guest = new WasiGuest(tier, config().build());
    }

    @AfterEach
    void closeGuest() {
        guest.close();
    }

    /** Returns what the guest is given. */
    WasiConfig.Builder config() throws IOException {
        return WasiConfig.builder().directory(host, "/host");
    }

    /** Checks which error number a function returns. */
    void assertErrno(Errno expected, String function, Object... arguments) {
        assertEquals(expected, guest.call(function, arguments), function);
    }
}
