package dev.terrace.cli;

import dev.terrace.Engine;
import dev.terrace.cli.wast.ScriptReport;
import dev.terrace.cli.wast.ScriptRunner;
import dev.terrace.cli.wast.SuiteFeatures;
import dev.terrace.core.MalformedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs test scripts. */
@Command(
        name = "wast",
        description = {
            "Runs test scripts in the format of the official test suite. All features are on, or what the suite's"
                    + " folder",
            "asks for, unless --wasm says otherwise.",
            "Prints each assertion that fails with its file and line; the exit code is 1 if there is one.",
            "Scripts of proposals that are not supported are skipped whole, by name."
        },
        mixinStandardHelpOptions = true)
final class WastCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private EngineOptions options;

    @Option(
            names = {"-v", "--verbose"},
            description = "Prints a line for every script.")
    private boolean verbose;

    @Option(
            names = "--tiers",
            description = "Prints how many functions each tier compiled, and how many it refused for which reasons.")
    private boolean tiers;

    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Scripts, or folders of scripts.")
    private List<Path> paths;

    private int passed;
    private int failed;
    private int skipped;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        TierSummary summary = new TierSummary();
        if (tiers) {
            options.listen(summary);
        }
        for (Path script : scripts()) {
            run(script, out);
            out.flush();
        }
        if (tiers) {
            summary.print(out);
        }
        out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
        out.flush();
        return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private List<Path> scripts() throws IOException {
        List<Path> scripts = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
            try (Stream<Path> tree = Files.walk(path)) {
                tree.filter(file -> file.equals(path)
                                ? Files.isRegularFile(file)
                                : file.toString().endsWith(".wast"))
                        .sorted()
                        .forEach(scripts::add);
            }
            if (scripts.isEmpty()) {
                throw new Failures.CommandException(path + ": there are no scripts in it, whose names end in .wast");
            }
        }
        return scripts;
    }

    private void run(Path script, PrintWriter out) throws IOException {
        if (SuiteFeatures.isUnsupported(script)) {
            skipped++;
            out.println(script + ": skipped: the proposal is not supported");
            return;
        }
        ScriptReport report;
        try (Engine engine = options.engine(SuiteFeatures.of(script))) {
            report = ScriptRunner.run(engine, Files.readAllBytes(script));
        } catch (MalformedException e) {
            failed++;
            out.println(script + ": " + e.getMessage());
            return;
        }
        passed += report.passed();
        failed += report.failures().size();
        report.failures().forEach(failure -> out.println(script + ":" + failure.position() + ": " + failure.message()));
        if (verbose) {
            out.println(script + ": " + report.passed() + " passed, "
                    + report.failures().size() + " failed");
        }
    }
}
