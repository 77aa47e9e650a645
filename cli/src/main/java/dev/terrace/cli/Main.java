package dev.terrace.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code terrace} command. */
@Command(
        name = "terrace",
        description = "Runs, checks and prints WebAssembly modules.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            WastCommand.class,
            ValidateCommand.class,
            PrintCommand.class,
            GenerateCompletion.class
        })
public final class Main implements Runnable {
    /** The Java stack of guests, whose calls take more of it than of stacks of machine code. Only what is used is memory. */
    private static final long STACK_BYTES = 64L << 20;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs the command and ends the process with its exit code: see {@link ExitCode}. */
    public static void main(String[] args) throws InterruptedException {
        AtomicInteger code = new AtomicInteger();
        Thread thread = new Thread(null, () -> code.set(commandLine().execute(args)), "main", STACK_BYTES);
        thread.start();
        thread.join();
        // Guests may have left threads behind, and the exit code is theirs.
        System.exit(code.get());
    }

    /** Returns the command with all its subcommands, ready to be executed. */
    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new Main())
                .setParameterExceptionHandler(Main::explainUsage)
                .setExecutionExceptionHandler(Failures::explain);
        // What follows the program's file belongs to the program, even if it looks like one of our options.
        command.getSubcommands().get("run").setStopAtPositional(true);
        return command;
    }

    private static int explainUsage(CommandLine.ParameterException exception, String[] args) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("terrace: " + exception.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitCode.USAGE;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
