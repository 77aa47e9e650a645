package dev.terrace.bench;

import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Option;

/** The options that all reports have, and what follows from them. */
final class ReportOptions {
    @Option(names = "--quick", description = "Measure for a shorter time: good for a first look, not for comparing.")
    private boolean quick;

    @Option(names = "--markdown", description = "Print tables in Markdown.")
    private boolean markdown;

    /** Never read: picocli itself shows the help. */
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private String loadBefore;

    /** Returns one of two ways to measure. */
    <E extends Jmh.Effort> E effort(E full, E reduced) {
        return choose(full, reduced);
    }

    /** Returns the first of two things, or the second one if a shorter time is wanted. */
    <T> T choose(T full, T reduced) {
        return quick ? reduced : full;
    }

    /** Begins a report: remembers how busy the machine is. */
    void begin() {
        loadBefore = Machine.load();
    }

    /** Something that takes some time, in nanoseconds. */
    @FunctionalInterface
    interface Measurement {
        double run() throws RunnerException;
    }

    /**
     * Measures a method, and says on stderr that it does.
     *
     * @param label what is measured
     * @return the median time of a call in nanoseconds
     */
    double measure(String label, Jmh.Benchmark benchmark, Jmh.Effort effort) throws RunnerException {
        return measure(label, () -> Jmh.median(benchmark, effort));
    }

    /** Measures something in the same manner, and returns NaN after saying why on stderr if it fails. */
    double tryToMeasure(String label, Measurement measurement) {
        try {
            return measure(label, measurement);
        } catch (RunnerException e) {
            System.err.println("fails: " + e.getMessage());
            return Double.NaN;
        }
    }

    private static double measure(String label, Measurement measurement) throws RunnerException {
        System.err.print(label + " ... ");
        System.err.flush();
        double nanoseconds = measurement.run();
        System.err.println(time(nanoseconds));
        return nanoseconds;
    }

    private static String time(double nanoseconds) {
        return nanoseconds < 1e6 ? decimal(nanoseconds, 1) + " ns" : decimal(nanoseconds / 1e6, 2) + " ms";
    }

    /**
     * Ends a report: prints it.
     *
     * @param title what was measured and in which unit
     * @param remark what is to be said about the table
     */
    void end(String title, TextTable table, String remark) {
        String machine = "%s; load before: %s%s"
                .formatted(Machine.describe(), loadBefore, quick ? "; --quick, so not exact" : "");
        System.out.println();
        System.out.println(title);
        System.out.println();
        System.out.println(markdown ? table.markdown() : table.plain());
        System.out.println();
        System.out.println(remark);
        System.out.println(machine);
    }

    /** Returns a number in decimal, the same in all countries. */
    static String decimal(double value, int fractionDigits) {
        return String.format(Locale.ROOT, "%." + fractionDigits + "f", value);
    }
}
