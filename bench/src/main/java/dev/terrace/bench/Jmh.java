package dev.terrace.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks with JMH, one at a time, each in JVMs of its own that have the options of this one. */
final class Jmh {

    /**
     * A method to measure.
     *
     * @param type its class
     * @param method its name
     * @param params values for the fields of the class with {@code @Param}
     * @param threads how many threads call it at the same time
     */
    record Benchmark(Class<?> type, String method, Map<String, String> params, int threads) {

        /** A method that one thread calls. */
        Benchmark(Class<?> type, String method, Map<String, String> params) {
            this(type, method, params, 1);
        }
    }

    /** How often and how long to measure. */
    sealed interface Effort {

        /**
         * Calls over and over in some JVMs, to see the speed after HotSpot has compiled everything.
         *
         * @param forks the number of JVMs
         * @param warmups how many spans to run before measuring
         * @param iterations how many spans to measure
         * @param span a span's length in milliseconds
         */
        record Warm(int forks, int warmups, int iterations, int span) implements Effort {}

        /**
         * One call in each of some JVMs, to see the speed of the first time.
         *
         * @param forks the number of JVMs
         */
        record Cold(int forks) implements Effort {}
    }

    private Jmh() {}

    /**
     * Measures a method.
     *
     * @return the median of the time of a call in one thread over all iterations, in nanoseconds
     * @throws RunnerException if it fails; what JMH has to say about it has been printed on stderr
     */
    static double median(Benchmark benchmark, Effort effort) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(Pattern.quote(benchmark.type().getName() + "." + benchmark.method()) + "$")
                .timeUnit(TimeUnit.NANOSECONDS)
                .threads(benchmark.threads())
                .shouldFailOnError(true);
        benchmark.params().forEach(options::param);
        switch (effort) {
            case Effort.Warm(int forks, int warmups, int iterations, int span) ->
                options.mode(Mode.AverageTime)
                        .forks(forks)
                        .warmupIterations(warmups)
                        .warmupTime(TimeValue.milliseconds(span))
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.milliseconds(span));
            case Effort.Cold(int forks) ->
                options.mode(Mode.SingleShotTime)
                        .forks(forks)
                        .warmupIterations(0)
                        .measurementIterations(1);
        }
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
        try {
            return new Runner(options.build(), OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL))
                    .runSingle()
                    .getPrimaryResult()
                    .getStatistics()
                    .getPercentile(50);
        } catch (RunnerException e) {
            System.err.println(log.toString(StandardCharsets.UTF_8));
            throw e;
        }
    }
}
