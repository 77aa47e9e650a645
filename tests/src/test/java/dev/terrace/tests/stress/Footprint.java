package dev.terrace.tests.stress;

import dev.terrace.ffm.linux.CodeArena;
import dev.terrace.tier2.backend.Backend;
import dev.terrace.tier2.run.NativeRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * What the process takes of the system.
 *
 * @param residentMiB memory, as the system counts it
 * @param addressGiB addresses that are mapped or reserved
 * @param mappings how many ranges of addresses there are
 * @param code how full the code arena is
 */
record Footprint(long residentMiB, long addressGiB, int mappings, CodeArena.Statistics code) {
    private static final CodeArena ARENA = ServiceLoader.load(Backend.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(Backend::isSupported)
            .findFirst()
            .map(backend -> NativeRuntime.start(backend.stubs()).arena())
            .orElseThrow();

    /** Returns what the process takes now. */
    static Footprint now() throws IOException {
        try (Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
            return new Footprint(
                    status("VmRSS") >> 10, status("VmSize") >> 20, (int) mappings.count(), ARENA.statistics());
        }
    }

    /** Returns a number of KiB. */
    private static long status(String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public String toString() {
        return "RSS %d MiB, addresses %d GiB, %d mappings, code %d KiB in %d blocks and %d free ranges, data %d KiB"
                .formatted(
                        residentMiB,
                        addressGiB,
                        mappings,
                        code.usedByCode() >> 10,
                        code.codeBlocks(),
                        code.freeRangesForCode(),
                        code.usedByData() >> 10);
    }
}
