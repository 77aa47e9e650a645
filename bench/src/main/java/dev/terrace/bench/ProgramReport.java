package dev.terrace.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Programs by peer: the time of a run in a process that has run it before, and of a process that runs it. */
@Command(name = "programs", description = "Whole programs that use WASI, warm and as processes of their own.")
final class ProgramReport implements Callable<Integer> {
    private static final Jmh.Effort.Warm WARM = new Jmh.Effort.Warm(1, 5, 5, 1000);
    private static final Jmh.Effort.Warm WARM_QUICK = new Jmh.Effort.Warm(1, 2, 2, 500);
    private static final Jmh.Effort.Cold COLD = new Jmh.Effort.Cold(7);
    private static final Jmh.Effort.Cold COLD_QUICK = new Jmh.Effort.Cold(2);

    /** The peer that takes minutes for some of the programs. */
    private static final Peer SLOWEST = new ChicoryPeer(false);

    @Mixin
    private ReportOptions options;

    @Mixin
    private PeerOptions peerOptions;

    @Option(names = "--program", split = ",", paramLabel = "NAME", description = "Only these programs.")
    private List<String> names = List.of();

    @Option(names = "--only", paramLabel = "warm|cold", description = "Only one of the two tables.")
    private String only;

    /** A way to measure a run of a program by a peer: the time in nanoseconds, or NaN if it fails. */
    @FunctionalInterface
    private interface Measure {
        double run(Program program, Peer peer);
    }

    @Override
    public Integer call() {
        options.begin();
        List<Program> programs = programs();
        boolean failed = false;
        if (!"cold".equals(only)) {
            PeerTable table = table(programs, this::warm);
            options.end(
                    "Programs, warm: milliseconds a run, and how many times as fast as another a peer is",
                    table.text(),
                    "Median of the measured spans after a warm-up; each run in a new instance of the same module."
                            + " \"-\": the peer lacks a feature that the program needs.");
            failed |= table.failed();
        }
        if (!"warm".equals(only)) {
            PeerTable table = table(
                    programs.stream()
                            .filter(program -> program.driver() == Driver.COMMAND)
                            .toList(),
                    this::cold);
            options.end("Programs, cold: milliseconds of a whole process", table.text(), """
                Median of several processes. Terrace's launcher uses the class cache that it has made; a small main class runs
                Chicory on a JVM without one, and a small script node's WASI.\
                """);
            failed |= table.failed();
        }
        return failed ? Main.FAILED : 0;
    }

    /** Returns the programs to measure: those asked for, or all whose modules are there. */
    private List<Program> programs() {
        if (!names.isEmpty()) {
            List<Program> programs = names.stream().map(Program::named).toList();
            programs.stream().filter(Predicate.not(Program::isPresent)).forEach(program -> {
                throw new NoSuchElementException("no file " + program.module());
            });
            return programs;
        }
        List<Program> programs = Program.all();
        programs.stream()
                .filter(Predicate.not(Program::isPresent))
                .forEach(
                        program -> System.err.printf("%s is left out: no file %s%n", program.name(), program.module()));
        return programs.stream().filter(Program::isPresent).toList();
    }

    private PeerTable table(List<Program> programs, Measure measure) {
        List<Peer> peers = peerOptions.peers(peer -> !peer.equals(SLOWEST));
        PeerTable table = new PeerTable(List.of("program"), peers, peerOptions.comparisons());
        for (Program program : programs) {
            Map<String, Double> times = new LinkedHashMap<>();
            peers.stream()
                    .filter(peer -> peer.runs(program))
                    .forEach(peer -> times.put(peer.name(), measure.run(program, peer)));
            table.add(program.group(), List.of(program.name()), times, PeerTable.MILLISECONDS);
        }
        return table;
    }

    private double warm(Program program, Peer peer) {
        Jmh.Effort.Warm effort = options.effort(WARM, WARM_QUICK);
        return options.tryToMeasure(
                program.name() + " " + peer.name(),
                switch (peer) {
                    case JvmPeer _ ->
                        () -> Jmh.median(
                                new Jmh.Benchmark(
                                        ProgramBenchmark.class,
                                        "run",
                                        Map.of("program", program.name(), "peer", peer.name())),
                                effort);
                    case NodePeer node -> () -> node.median(program, effort);
                });
    }

    private double cold(Program program, Peer peer) {
        int processes = options.effort(COLD, COLD_QUICK).forks();
        return options.tryToMeasure(
                program.name() + " " + peer.name() + ", process", () -> ColdRun.median(peer, program, processes));
    }
}
