package dev.terrace.cli;

import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.UnknownImports;
import dev.terrace.core.types.FuncExternType;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import dev.terrace.wasi.WasiExit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a module: a WASI program, or one of its exported functions. */
@Command(
        name = "run",
        description = {
            "Runs a WASI program, or an exported function of a module.",
            "The exit code is the program's own; 134 if it trapped, 2 if it could not be run."
        },
        mixinStandardHelpOptions = true,
        customSynopsis = "terrace run [OPTIONS] FILE [ARGS...]")
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private EngineOptions options;

    @Option(
            names = "--dir",
            paramLabel = "HOST[::GUEST]",
            description = "Gives the program a directory, under the same name or another one. May be repeated.")
    private List<String> directories = List.of();

    @Option(
            names = "--env",
            paramLabel = "NAME[=VALUE]",
            description = "Sets an environment variable, or passes one on. May be repeated.")
    private List<String> environment = List.of();

    @Option(
            names = "--invoke",
            paramLabel = "FUNC",
            description =
                    "Calls an exported function with ARGS instead of running the program, and prints its results.")
    private String function;

    @Option(
            names = "--unknown-imports",
            paramLabel = "WHAT",
            description = "What to do about imports that nobody provides: ${COMPLETION-CANDIDATES} (default: error). "
                    + "trap links functions that trap; default links functions that return zeros.")
    private UnknownImports unknownImports = UnknownImports.ERROR;

    @Parameters(index = "0", paramLabel = "FILE", description = "A module in the binary or the text format.")
    private Path file;

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "The program's arguments, or the function's.")
    private List<String> args = List.of();

    @Override
    public Integer call() throws IOException {
        try (Engine engine = options.engine();
                Store store = new Store(engine)) {
            Module module = Module.fromFile(engine, file);
            Linker linker = new Linker(engine).unknownImports(unknownImports);
            Wasi.addTo(linker);
            Wasi.attach(store, wasi());
            Instance instance = linker.instantiate(store, module);
            if (function != null) {
                return invoke(module, instance);
            }
            requireProgram(module, instance);
            return Wasi.start(instance);
        } catch (WasiExit exit) {
            return exit.code();
        }
    }

    private WasiConfig wasi() throws IOException {
        WasiConfig.Builder config = WasiConfig.builder().inheritStreams().args(file.toString());
        if (function == null) {
            config.args(args);
        }
        for (String directory : directories) {
            int separator = directory.indexOf("::");
            String host = separator < 0 ? directory : directory.substring(0, separator);
            config.directory(Path.of(host), separator < 0 ? directory : directory.substring(separator + 2));
        }
        for (String variable : environment) {
            int separator = variable.indexOf('=');
            String name = separator < 0 ? variable : variable.substring(0, separator);
            String value = separator < 0 ? System.getenv(name) : variable.substring(separator + 1);
            if (value != null) {
                config.environment(name, value);
            }
        }
        return config.build();
    }

    private void requireProgram(Module module, Instance instance) {
        if (instance.export("_start").isEmpty()) {
            throw new Failures.CommandException(file + " exports no function '_start', so it is no program; "
                    + "call one of its functions with --invoke. " + functions(module));
        }
    }

    private int invoke(Module module, Instance instance) {
        if (!(instance.export(function).orElse(null) instanceof Func func)) {
            throw new Failures.CommandException(file + " exports no function '" + function + "'. " + functions(module));
        }
        Wasi.initialize(instance);
        Object[] results = func.call(Arguments.parse(function, func.funcType(), args));
        PrintWriter out = spec.commandLine().getOut();
        for (Object result : results) {
            out.println(Arguments.format(result));
        }
        out.flush();
        return ExitCode.OK;
    }

    private static String functions(Module module) {
        List<String> names = new ArrayList<>();
        module.exports().stream()
                .filter(export -> export.type() instanceof FuncExternType)
                .forEach(export -> names.add(export.name()));
        return names.isEmpty()
                ? "It exports no functions."
                : names.stream().collect(Collectors.joining(", ", "Its functions: ", "."));
    }
}
