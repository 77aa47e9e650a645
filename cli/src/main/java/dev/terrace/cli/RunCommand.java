package dev.terrace.cli;

import dev.terrace.Engine;
import dev.terrace.ExportType;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.UnknownImports;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ExternType;
import dev.terrace.core.types.FuncExternType;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiExit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a module: a WASI program, or one of its exported functions. */
@Command(
        name = "run",
        description = {
            "Runs a WASI program, or an exported function of a module. What follows FILE is passed on to it.",
            "The exit code is the program's own; 134 if it trapped, 2 if it could not be run."
        },
        mixinStandardHelpOptions = true,
        customSynopsis = "terrace run [OPTIONS] FILE [ARGS...]")
final class RunCommand implements Callable<Integer> {
    private static final String INVOKE = "--invoke";

    @Spec
    private CommandSpec spec;

    @Mixin
    private EngineOptions options;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private WasiOptions wasiOptions;

    @Option(
            names = INVOKE,
            paramLabel = "FUNC",
            description =
                    "Calls an exported function with ARGS instead of running the program, and prints its results.")
    private String function;

    @Option(
            names = "--unknown-imports",
            paramLabel = "WHAT",
            converter = UnknownImportsConverter.class,
            completionCandidates = UnknownImportsNames.class,
            description = "What to do about imports that nobody provides: ${COMPLETION-CANDIDATES} (default: error). "
                    + "trap links functions that trap; default links functions that return zeros.")
    private UnknownImports unknownImports = UnknownImports.ERROR;

    @Parameters(index = "0", paramLabel = "FILE", description = "A module in the binary or the text format.")
    private Path file;

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "The program's arguments, or the function's.")
    private List<String> args = List.of();

    @Override
    public Integer call() throws IOException {
        try (WasiOptions.Sockets sockets = wasiOptions.openSockets();
                Engine engine = options.engine(limits::configure);
                Store store = new Store(engine, limits.limits())) {
            limits.begin(store);
            Module module = ModuleFile.load(engine, file);
            takeInvocationFromArguments(module);
            Linker linker = new Linker(engine).unknownImports(unknownImports);
            Wasi.addTo(linker);
            List<String> programArgs = function == null ? args : List.of();
            Wasi.attach(store, wasiOptions.config(file.toString(), programArgs, sockets));
            if (function == null) {
                requireProgram(module);
            }
            Instance instance = ModuleFile.about(file, () -> linker.instantiate(store, module));
            return function == null ? Wasi.start(instance) : invoke(module, instance);
        } catch (WasiExit exit) {
            return exit.code();
        }
    }

    /** A module that is no program has no use for arguments, so {@code FILE --invoke FUNC} can only mean the option. */
    private void takeInvocationFromArguments(Module module) {
        if (function == null
                && args.size() >= 2
                && args.getFirst().equals(INVOKE)
                && start(module).isEmpty()) {
            function = args.get(1);
            args = args.subList(2, args.size());
        }
    }

    private static Optional<ExternType> start(Module module) {
        return module.exports().stream()
                .filter(export -> export.name().equals("_start"))
                .map(ExportType::type)
                .findFirst();
    }

    private void requireProgram(Module module) {
        Optional<ExternType> start = start(module);
        if (start.isEmpty()) {
            throw new Failures.CommandException(file + ": exports no function '_start', so it is no program; "
                    + "call one of its functions with --invoke. " + functions(module));
        }
        boolean isStart = start.get() instanceof FuncExternType type
                && type.type() instanceof DefType def
                && def.func().params().isEmpty()
                && def.func().results().isEmpty();
        if (!isStart) {
            throw new Failures.CommandException(
                    file + ": exports a '_start' that is no function without parameters and results");
        }
    }

    private int invoke(Module module, Instance instance) {
        if (!(instance.export(function).orElse(null) instanceof Func func)) {
            throw new Failures.CommandException(
                    file + ": exports no function '" + function + "'. " + functions(module));
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

    /** The values of {@code --unknown-imports}. */
    static final class UnknownImportsNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Choices.names(UnknownImports.class).iterator();
        }
    }

    /** Reads the value of {@code --unknown-imports}. */
    static final class UnknownImportsConverter implements ITypeConverter<UnknownImports> {
        @Override
        public UnknownImports convert(String value) {
            return Choices.parse(UnknownImports.class, value);
        }
    }
}
