package dev.terrace.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Node.js, whose WebAssembly is V8's: a process of its own, measured by scripts that run in it.
 *
 * @param executable the file to run
 */
record NodePeer(Path executable) implements Peer {

    /** Returns the one that the PATH leads to, if there is one. */
    static Optional<NodePeer> find() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "node"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(NodePeer::new);
    }

    @Override
    public String name() {
        return "node";
    }

    @Override
    public boolean runs(Workload workload) {
        try {
            return script("validate.mjs", workload.bytes()).equals(List.of("true"));
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Measures a call of a kernel, with as many processes as JMH would use JVMs.
     *
     * @return the median of the time of a call over all spans, in nanoseconds
     * @throws RunnerException if it fails or gives a wrong result
     */
    double median(Kernel kernel, Kernel.Call call, Jmh.Effort.Warm effort) throws RunnerException {
        return median(
                effort,
                "kernel.mjs",
                kernel.bytes(),
                kernel.export(),
                Integer.toString(call.argument()),
                Long.toString(call.result()));
    }

    private double median(Jmh.Effort.Warm effort, String script, byte[] input, String... arguments)
            throws RunnerException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(Integer.toString(effort.warmups()));
        all.add(Integer.toString(effort.iterations()));
        all.add(Integer.toString(effort.span()));
        List<String> times = new ArrayList<>();
        for (int fork = 0; fork < effort.forks(); fork++) {
            times.addAll(script(script, input, all.toArray(String[]::new)));
        }
        return Median.of(times.stream().mapToDouble(Double::parseDouble));
    }

    /** Runs a script, which it gets on the command line, and returns the lines that it prints. */
    private List<String> script(String name, byte[] input, String... arguments) throws RunnerException {
        List<String> command = new ArrayList<>(
                List.of(executable.toString(), "--no-warnings", "--input-type=module", "--eval", source(name), "--"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input);
            }
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (process.waitFor() != 0) {
                throw new RunnerException("node fails to run " + name);
            }
            return lines;
        } catch (IOException e) {
            throw new RunnerException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunnerException(e);
        }
    }

    private static String source(String name) {
        try (InputStream in = NodePeer.class.getResourceAsStream("node/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
