package dev.terrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** How many megabytes of a module are compiled in a second. */
@Command(name = "compile", description = "Compiling large modules to JVM bytecode and machine code.")
final class CompileReport implements Callable<Integer> {
    private static final Jmh.Effort WARM = new Jmh.Effort.Warm(1, 6, 5, 2000);
    private static final Jmh.Effort WARM_QUICK = new Jmh.Effort.Warm(1, 2, 2, 500);
    private static final Jmh.Effort COLD = new Jmh.Effort.Cold(5);
    private static final Jmh.Effort COLD_QUICK = new Jmh.Effort.Cold(3);

    /** What really compiles whole modules when they are loaded. */
    private static final List<String> COMPILERS = List.of("terrace-jvm", "terrace-native", "chicory-compiler");

    @Mixin
    private ReportOptions options;

    @Mixin
    private PeerOptions peerOptions;

    @Parameters(
            paramLabel = "NAME",
            defaultValue = "quickjs,sqlite,resvg,esbuild",
            split = ",",
            description = "Names in modules.tsv (default: ${DEFAULT-VALUE}).")
    private List<String> names;

    @Override
    public Integer call() throws IOException {
        options.begin();
        for (String name : names) {
            Repository.module(name);
        }
        List<Peer> peers = peerOptions.peers(peer -> COMPILERS.contains(peer.name()));
        PeerTable table = new PeerTable(List.of("module", "MB", "phase"), peers, peerOptions.comparisons());
        for (String name : names) {
            add(table, name, "cold", options.effort(COLD, COLD_QUICK), peers);
        }
        for (String name : names) {
            add(table, name, "warm", options.effort(WARM, WARM_QUICK), peers);
        }
        options.end("Compilation: megabytes (10^6 bytes) of a module a second", table.text(), """
            Decoding, validating and compiling all functions, to loaded classes or installed machine code. Cold: the first time in a new JVM (median of
            several JVMs). Warm: median of the measured spans after a warm-up.\
            """);
        return table.failed() ? Main.FAILED : 0;
    }

    private void add(PeerTable table, String name, String phase, Jmh.Effort effort, List<Peer> peers)
            throws IOException {
        Path file = Repository.module(name);
        double megabytes = Files.size(file) / 1e6;
        Map<String, Double> times = new LinkedHashMap<>();
        for (Peer peer : peers) {
            if (peer instanceof JvmPeer) {
                var benchmark = new Jmh.Benchmark(
                        CompileBenchmark.class, "compile", Map.of("file", file.toString(), "peer", peer.name()));
                times.put(
                        peer.name(),
                        options.tryToMeasure(
                                "%s %s, %s".formatted(name, peer.name(), phase), () -> Jmh.median(benchmark, effort)));
            }
        }
        table.add(
                phase,
                List.of(name, ReportOptions.decimal(megabytes, 2), phase),
                times,
                nanoseconds -> megabytes / (nanoseconds / 1e9));
    }
}
