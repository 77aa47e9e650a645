package dev.terrace.cli;

import dev.terrace.Engine;
import dev.terrace.core.Feature;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.text.WatParser;
import dev.terrace.core.text.WatPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a module as text. */
@Command(
        name = "print",
        description = "Prints a module in the text format; what is printed parses back to the same module.",
        mixinStandardHelpOptions = true)
final class PrintCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to print to (default: standard output).")
    private Path output;

    @Option(
            names = "--code",
            paramLabel = "FUNC",
            description =
                    "Prints what the tier makes of one function instead: its name, the name of its export, or its "
                            + "index.")
    private String function;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description =
                    "In which form --code prints the function: code of the interpreter; bytecode of the tier jvm; ssa,"
                        + " machine (instructions before registers are allocated) or asm of the tier native (default:"
                        + " what is run).")
    private String form;

    @Mixin
    private EngineOptions options;

    @Parameters(paramLabel = "FILE", description = "A module in the binary or the text format.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        if (form != null && function == null) {
            throw new Failures.CommandException("--as: only a function that --code names has such forms");
        }
        String text = function == null ? ModuleFile.about(file, () -> print(Files.readAllBytes(file))) : code();
        if (output == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(output, text);
        }
        return ExitCode.OK;
    }

    private String code() throws IOException {
        try (Engine engine = options.engine()) {
            return ModuleFile.load(engine, file).printCode(function, form);
        } catch (NoSuchElementException | IllegalArgumentException e) {
            throw new Failures.CommandException(file + ": " + e.getMessage());
        }
    }

    private static String print(byte[] bytes) {
        boolean isBinary = bytes.length > 0 && bytes[0] == 0;
        byte[] binary = isBinary ? bytes : WatParser.parse(bytes).binary();
        return WatPrinter.print(BinaryDecoder.decode(binary, Feature.ALL));
    }
}
