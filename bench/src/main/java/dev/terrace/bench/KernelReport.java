package dev.terrace.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kernels by peer: the time of a call, and how many times as fast as one of the peers the others are. */
@Command(name = "kernels", description = "Small programs, run by every tier and by other runtimes.")
final class KernelReport implements Callable<Integer> {
    private static final Jmh.Effort FULL = new Jmh.Effort.Warm(1, 5, 5, 1000);
    private static final Jmh.Effort QUICK = new Jmh.Effort.Warm(1, 2, 3, 300);
    private static final String NONE = "-";

    @Mixin
    private ReportOptions options;

    @Option(names = "--kernel", split = ",", paramLabel = "NAME", description = "Only these kernels.")
    private List<String> kernelNames = List.of();

    @Option(names = "--peer", split = ",", paramLabel = "NAME", description = "Only these peers, and the baseline.")
    private List<String> peerNames = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "PEER",
            defaultValue = "chicory-interp",
            description = "The peer that the others are compared with (default: ${DEFAULT-VALUE}).")
    private String baselineName;

    /** Who has run a kernel in how many nanoseconds. */
    private record Result(Kernel kernel, Map<Peer, Double> times) {
        /** Returns how many times as fast as the baseline a peer is; NaN if one of them does not run the kernel. */
        double speedup(Peer peer, Peer baseline) {
            return times.getOrDefault(baseline, Double.NaN) / times.getOrDefault(peer, Double.NaN);
        }
    }

    @Override
    public Integer call() throws RunnerException {
        options.begin();
        List<Kernel> kernels = kernelNames.isEmpty()
                ? Kernel.all()
                : kernelNames.stream().map(Kernel::named).toList();
        Peer baseline = Peer.named(baselineName);
        List<Peer> rivals = (peerNames.isEmpty()
                        ? Peer.available().stream()
                        : peerNames.stream().map(Peer::named))
                .filter(peer -> !peer.equals(baseline))
                .toList();
        List<Result> results = new ArrayList<>();
        for (Kernel kernel : kernels) {
            results.add(measure(kernel, rivals, baseline));
        }
        options.end(
                "Kernels: milliseconds a call, and how many times as fast as " + baselineName,
                table(results, rivals, baseline),
                "Median of the measured seconds after a warm-up. \"-\": the peer lacks a feature that the kernel"
                        + " needs.");
        return 0;
    }

    private Result measure(Kernel kernel, List<Peer> rivals, Peer baseline) throws RunnerException {
        List<Peer> peers = new ArrayList<>(rivals);
        peers.add(baseline);
        Map<Peer, Double> times = new LinkedHashMap<>();
        for (Peer peer : peers) {
            if (peer.runs(kernel)) {
                var benchmark = new Jmh.Benchmark(
                        KernelBenchmark.class, "run", Map.of("kernel", kernel.name(), "peer", peer.name()));
                times.put(
                        peer,
                        options.measure(kernel.name() + " " + peer.name(), benchmark, options.effort(FULL, QUICK)));
            }
        }
        return new Result(kernel, times);
    }

    private static TextTable table(List<Result> results, List<Peer> rivals, Peer baseline) {
        List<String> headings = new ArrayList<>(List.of("kernel", "argument"));
        rivals.forEach(peer -> headings.add(peer.name()));
        headings.add(baseline.name());
        rivals.forEach(peer -> headings.add(peer.name() + " is"));
        TextTable table = new TextTable(1, headings);
        for (Result result : results) {
            List<String> cells = new ArrayList<>(List.of(
                    result.kernel().name(),
                    Integer.toString(result.kernel().benchmark().argument())));
            rivals.forEach(peer -> cells.add(milliseconds(result, peer)));
            cells.add(milliseconds(result, baseline));
            rivals.forEach(peer -> cells.add(times(result.speedup(peer, baseline))));
            table.add(cells);
        }
        List<String> means = new ArrayList<>(List.of("geometric mean", ""));
        rivals.forEach(_ -> means.add(""));
        means.add("");
        rivals.forEach(peer -> means.add(times(geometricMean(results, peer, baseline))));
        table.add(means);
        return table;
    }

    private static String milliseconds(Result result, Peer peer) {
        Double time = result.times().get(peer);
        return time == null ? NONE : ReportOptions.decimal(time / 1e6, 2);
    }

    private static String times(double speedup) {
        return Double.isNaN(speedup) ? NONE : ReportOptions.decimal(speedup, 2) + "x";
    }

    /** Returns the mean over the kernels that both run; NaN if there is none. */
    private static double geometricMean(List<Result> results, Peer peer, Peer baseline) {
        return Math.exp(results.stream()
                .mapToDouble(result -> result.speedup(peer, baseline))
                .filter(speedup -> !Double.isNaN(speedup))
                .map(Math::log)
                .average()
                .orElse(Double.NaN));
    }
}
