package dev.terrace.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long many guests take that block in the host at once, in virtual threads on a few carriers. */
@Command(name = "blocking", description = "Many guests in virtual threads that block in a host function.")
final class BlockingReport implements Callable<Integer> {
    private static final int ROUNDS = 11;
    private static final int QUICK_ROUNDS = 5;

    @Mixin
    private ReportOptions options;

    @Option(
            names = "--guests",
            defaultValue = "1000",
            description = "How many block at once (default: ${DEFAULT-VALUE}).")
    private int guests;

    @Option(names = "--millis", defaultValue = "100", description = "How long each blocks (default: ${DEFAULT-VALUE}).")
    private int millis;

    @Option(
            names = "--carriers",
            defaultValue = "2",
            description = "How many platform threads carry the virtual ones (default: ${DEFAULT-VALUE}).")
    private int carriers;

    @Override
    public Integer call() throws RunnerException {
        options.begin();
        TextTable table = new TextTable(1, List.of("tiers", "first", "median", "longest"));
        int rounds = options.choose(ROUNDS, QUICK_ROUNDS);
        for (TerracePeer peer : TerracePeer.available()) {
            List<Double> times = run(peer, rounds);
            List<Double> later = times.subList(1, rounds);
            table.add(List.of(
                    peer.name(),
                    milliseconds(times.getFirst()),
                    milliseconds(Median.of(later.stream().mapToDouble(time -> time))),
                    milliseconds(later.stream().max(Double::compare).orElseThrow())));
        }
        options.end(
                "%d guests in virtual threads on %d carriers, each blocking %d ms in the host: milliseconds in all"
                        .formatted(guests, carriers, millis),
                table,
                "The first round of a JVM has everything to load and to compile; median and longest are of the"
                        + " others.");
        return 0;
    }

    private List<Double> run(TerracePeer peer, int rounds) throws RunnerException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-Djdk.virtualThreadScheduler.parallelism=" + carriers,
                "-Djdk.virtualThreadScheduler.maxPoolSize=" + carriers,
                "-cp",
                System.getProperty("java.class.path"),
                BlockingGuests.class.getName(),
                peer.strategy().name(),
                Integer.toString(guests),
                Integer.toString(millis),
                Integer.toString(rounds)));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<Double> times;
            try (var lines = process.inputReader(StandardCharsets.UTF_8).lines()) {
                times = lines.map(Double::valueOf).toList();
            }
            if (process.waitFor() != 0 || times.size() != rounds) {
                throw new RunnerException("exit code %d of %s".formatted(process.exitValue(), command));
            }
            return times;
        } catch (IOException e) {
            throw new RunnerException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunnerException(e);
        }
    }

    private static String milliseconds(double nanoseconds) {
        return ReportOptions.decimal(nanoseconds / 1e6, 0);
    }
}
