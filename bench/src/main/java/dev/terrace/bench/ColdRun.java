package dev.terrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.runner.RunnerException;

/** Measures whole processes that run a program, from their start to their end. */
final class ColdRun {
    private ColdRun() {}

    /**
     * Measures the process of a peer that runs a WASI command. It runs once more before, which brings files into the page
     * cache and lets a launcher prepare what it keeps.
     *
     * @return the median over some processes, in nanoseconds
     * @throws RunnerException if the process fails or writes something wrong
     */
    static double median(Peer peer, Program program, int processes) throws RunnerException {
        try {
            Path input = Files.createTempFile("program-", ".in");
            Path output = Files.createTempFile("program-", ".out");
            try {
                Files.write(input, program.inputBytes());
                List<String> command = peer.command(program);
                DoubleStream.Builder times = DoubleStream.builder();
                run(command, program, input, output);
                for (int i = 0; i < processes; i++) {
                    times.add(run(command, program, input, output));
                }
                return Median.of(times.build());
            } finally {
                Files.delete(input);
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new RunnerException(e);
        }
    }

    private static double run(List<String> command, Program program, Path input, Path output)
            throws RunnerException, IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        long start = System.nanoTime();
        int code;
        try {
            code = builder.start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunnerException(e);
        }
        double time = (double) (System.nanoTime() - start);
        if (code != 0) {
            throw new RunnerException("exit code %d of %s".formatted(code, String.join(" ", command)));
        }
        try {
            program.check(Files.readAllBytes(output));
        } catch (IllegalStateException e) {
            throw new RunnerException(e);
        }
        return time;
    }
}
