package dev.terrace.cli;

import dev.terrace.Engine;
import dev.terrace.LimitException;
import dev.terrace.Module;
import dev.terrace.core.WasmFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks modules without running them. */
@Command(
        name = "validate",
        description = "Checks whether modules are well-formed and valid, and says where they are not.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private EngineOptions options;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Modules in the binary or the text format.")
    private List<Path> files;

    @Override
    public Integer call() throws IOException {
        int code = ExitCode.OK;
        try (Engine engine = options.engine()) {
            for (Path file : files) {
                try {
                    ModuleFile.requireFile(file);
                    check(engine, file);
                } catch (WasmFormatException e) {
                    spec.commandLine().getErr().println(file + ": " + e.getMessage());
                    code = ExitCode.FAILED;
                }
            }
        }
        return code;
    }

    private static void check(Engine engine, Path file) throws IOException {
        try {
            Module.fromFile(engine, file);
        } catch (LimitException _) {
            // Valid all the same: which functions are too large for a tier is found after validation.
        }
    }
}
