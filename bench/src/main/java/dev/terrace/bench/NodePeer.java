package dev.terrace.bench;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Node.js, whose WebAssembly is V8's: a process of its own, measured by scripts that run in it.
 *
 * @param executable the file to run
 */
record NodePeer(Path executable) implements Peer {
    /** Version 20 crashes after some hundred runs of a program, when V8 has compiled the short way into its WASI. */
    private static final String USUAL_CALLS = "--no-turbo-fast-api-calls";

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
            return run("validate.mjs", workload.bytes(), List.of()).equals(List.of("true"));
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
        List<String> arguments = new ArrayList<>(
                List.of(kernel.export(), Integer.toString(call.argument()), Long.toString(call.result())));
        arguments.addAll(spans(effort));
        return median(effort, "kernel.mjs", kernel.bytes(), arguments);
    }

    /**
     * Measures whole runs of a program in the same manner.
     *
     * @return the median of the time of a run over all spans, in nanoseconds
     * @throws RunnerException if it fails or writes something wrong
     */
    double median(Program program, Jmh.Effort.Warm effort) throws RunnerException {
        List<String> arguments = new ArrayList<>(List.of(
                program.driver().toString(), program.module().toString(), program.sha256(), directory(program)));
        arguments.addAll(spans(effort));
        arguments.addAll(program.commandLine());
        return median(effort, "program.mjs", program.inputBytes(), arguments);
    }

    @Override
    public List<String> command(Program program) {
        List<String> command = command("command.mjs", List.of(program.module().toString(), directory(program)));
        command.addAll(program.commandLine());
        return command;
    }

    private static String directory(Program program) {
        return program.directory().map(Program.Preopen::toString).orElse("-");
    }

    private static List<String> spans(Jmh.Effort.Warm effort) {
        return IntStream.of(effort.warmups(), effort.iterations(), effort.span())
                .mapToObj(Integer::toString)
                .toList();
    }

    private double median(Jmh.Effort.Warm effort, String script, byte[] input, List<String> arguments)
            throws RunnerException {
        List<String> times = new ArrayList<>();
        for (int fork = 0; fork < effort.forks(); fork++) {
            times.addAll(run(script, input, arguments));
        }
        return Median.of(times.stream().mapToDouble(Double::parseDouble));
    }

    private List<String> command(String script, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--no-warnings",
                USUAL_CALLS,
                Repository.root().resolve("bench/node").resolve(script).toString()));
        command.addAll(arguments);
        return command;
    }

    /** Runs a script and returns the lines that it prints. */
    private List<String> run(String script, byte[] input, List<String> arguments) throws RunnerException {
        try {
            Process process = new ProcessBuilder(command(script, arguments))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input);
            }
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (process.waitFor() != 0) {
                throw new RunnerException("node fails to run " + script);
            }
            return lines;
        } catch (IOException e) {
            throw new RunnerException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunnerException(e);
        }
    }
}
