package dev.terrace.bench;

import java.util.NoSuchElementException;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a group of benchmarks and prints a report of it. */
@Command(
        name = "bench/run.sh",
        description = "Measures Terrace and the runtimes it is compared with, and prints a report.",
        subcommands = {
            KernelReport.class,
            ProgramReport.class,
            CompileReport.class,
            ModuleReport.class,
            CallReport.class,
            BlockingReport.class,
            InstanceReport.class,
            WasiReport.class,
            CopyReport.class
        })
public final class Main {
    /** The exit code if something could not be measured. */
    static final int FAILED = 1;

    /** Never read: picocli itself shows the help. */
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private Main() {}

    /** Exits with 0 if everything was measured, with 1 if a benchmark failed, and with 2 if the arguments are wrong. */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((exception, _, _) -> {
            switch (exception) {
                case RunnerException _, NoSuchElementException _ ->
                    System.err.println("bench: " + exception.getMessage());
                default -> throw exception;
            }
            return FAILED;
        });
        System.exit(commandLine.execute(arguments));
    }
}
