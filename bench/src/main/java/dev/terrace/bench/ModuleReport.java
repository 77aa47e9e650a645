package dev.terrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** How many megabytes of a module are decoded and validated in a second. */
@Command(name = "modules", description = "Decoding and validating large modules.", mixinStandardHelpOptions = true)
final class ModuleReport implements Callable<Integer> {
    private static final Jmh.Effort WARM = new Jmh.Effort.Warm(1, 4, 5, 2000);
    private static final Jmh.Effort WARM_QUICK = new Jmh.Effort.Warm(1, 2, 2, 1000);
    private static final Jmh.Effort COLD = new Jmh.Effort.Cold(5);
    private static final Jmh.Effort COLD_QUICK = new Jmh.Effort.Cold(2);

    private static final List<Phase> PHASES = List.of(
            new Phase("decode", "terrace", "decode"),
            new Phase("validate", "terrace", "validate"),
            new Phase("decode + validate", "terrace", "decodeAndValidate"),
            new Phase("decode + validate", "chicory", "chicoryDecodeAndValidate"));

    @Mixin
    private ReportOptions options;

    @Parameters(
            paramLabel = "NAME",
            defaultValue = "esbuild,resvg",
            split = ",",
            description = "Names in modules.tsv (default: ${DEFAULT-VALUE}).")
    private List<String> names;

    /**
     * What is done with a module.
     *
     * @param name what is done
     * @param runtime by whom
     * @param method the method of {@link ModuleBenchmark}
     */
    private record Phase(String name, String runtime, String method) {}

    @Override
    public Integer call() throws IOException, RunnerException {
        options.begin();
        for (String name : names) {
            Repository.module(name);
        }
        TextTable table = new TextTable(3, List.of("module", "runtime", "phase", "MB", "cold MB/s", "warm MB/s"));
        for (String name : names) {
            Path file = Repository.module(name);
            double megabytes = Files.size(file) / 1e6;
            for (Phase phase : PHASES) {
                var benchmark =
                        new Jmh.Benchmark(ModuleBenchmark.class, phase.method(), Map.of("file", file.toString()));
                String label = "%s %s %s".formatted(name, phase.runtime(), phase.name());
                double cold = options.measure(label + ", cold", benchmark, options.effort(COLD, COLD_QUICK));
                double warm = options.measure(label + ", warm", benchmark, options.effort(WARM, WARM_QUICK));
                table.add(List.of(
                        name,
                        phase.runtime(),
                        phase.name(),
                        ReportOptions.decimal(megabytes, 2),
                        ReportOptions.decimal(megabytes / (cold / 1e9), 1),
                        ReportOptions.decimal(megabytes / (warm / 1e9), 1)));
            }
        }
        options.end("Modules: megabytes (10^6 bytes) a second, on one thread", table, """
            Cold: the first time in a new JVM (median of several JVMs). Warm: median of the measured spans after a warm-up.
            Terrace's decoder leaves the instructions in function bodies to validation; Chicory does both at once.\
            """);
        return 0;
    }
}
