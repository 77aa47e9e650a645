package dev.terrace.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kernels by peer: the time of a call, and how many times as fast as others some of the peers are. */
@Command(name = "kernels", description = "Small programs, run by every tier and by other runtimes.")
final class KernelReport implements Callable<Integer> {
    private static final Jmh.Effort.Warm FULL = new Jmh.Effort.Warm(1, 5, 5, 1000);
    private static final Jmh.Effort.Warm QUICK = new Jmh.Effort.Warm(1, 2, 3, 300);

    @Mixin
    private ReportOptions options;

    @Mixin
    private PeerOptions peerOptions;

    @Option(names = "--kernel", split = ",", paramLabel = "NAME", description = "Only these kernels.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        options.begin();
        List<Kernel> kernels = names.isEmpty()
                ? Kernel.all()
                : names.stream().map(Kernel::named).toList();
        List<Peer> peers = peerOptions.peers(_ -> true);
        PeerTable table = new PeerTable(List.of("kernel", "argument"), peers, peerOptions.comparisons());
        for (Kernel kernel : kernels) {
            Map<String, Double> times = new LinkedHashMap<>();
            peers.stream()
                    .filter(peer -> peer.runs(kernel))
                    .forEach(peer -> times.put(peer.name(), measure(kernel, peer)));
            table.add(
                    kernel.group(),
                    List.of(kernel.name(), Integer.toString(kernel.benchmark().argument())),
                    times,
                    PeerTable.MILLISECONDS);
        }
        options.end(
                "Kernels: milliseconds a call, and how many times as fast as another a peer is",
                table.text(),
                "Median of the measured spans after a warm-up. \"-\": the peer lacks a feature that the kernel needs.");
        return table.failed() ? Main.FAILED : 0;
    }

    private double measure(Kernel kernel, Peer peer) {
        Jmh.Effort.Warm effort = options.effort(FULL, QUICK);
        return options.tryToMeasure(
                kernel.name() + " " + peer.name(),
                switch (peer) {
                    case JvmPeer _ ->
                        () -> Jmh.median(
                                new Jmh.Benchmark(
                                        KernelBenchmark.class,
                                        "run",
                                        Map.of("kernel", kernel.name(), "peer", peer.name())),
                                effort);
                    case NodePeer node -> () -> node.median(kernel, kernel.benchmark(), effort);
                });
    }
}
