package dev.terrace.cli;

import dev.terrace.LimitException;
import dev.terrace.LinkException;
import dev.terrace.Trap;
import dev.terrace.WasmException;
import dev.terrace.WasmFrame;
import dev.terrace.core.WasmFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Says on standard error what went wrong, and chooses the exit code. */
final class Failures {
    /** How much of a backtrace is printed: that of a runaway recursion would hide the message. */
    private static final int MAX_FRAMES = 30;

    private Failures() {}

    /** A failure that has been put into words already. */
    static final class CommandException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CommandException(String message) {
            super(message);
        }
    }

    static int explain(Exception exception, CommandLine command, ParseResult parsed) throws Exception {
        PrintWriter err = command.getErr();
        try {
            return explain(exception, err);
        } finally {
            err.flush();
        }
    }

    private static int explain(Exception exception, PrintWriter err) throws Exception {
        return switch (exception) {
            case Trap trap -> explain("trap: " + trap.getMessage(), trap.backtrace(), err);
            case WasmException thrown -> explain("uncaught " + thrown.getMessage(), thrown.backtrace(), err);
            default -> {
                err.println("terrace: " + message(exception));
                yield ExitCode.USAGE;
            }
        };
    }

    private static int explain(String what, List<WasmFrame> backtrace, PrintWriter err) {
        err.println("terrace: " + what);
        backtrace.stream().limit(MAX_FRAMES).forEach(frame -> err.println("    at " + frame));
        if (backtrace.size() > MAX_FRAMES) {
            err.println("    ...");
        }
        return ExitCode.TRAP;
    }

    /** Returns a line that explains an exception; one that nobody foresaw is thrown on, with all it knows. */
    private static String message(Exception exception) throws Exception {
        return switch (exception) {
            case CommandException e -> e.getMessage();
            case WasmFormatException e -> e.getMessage();
            case LinkException e -> e.getMessage();
            case LimitException e -> e.getMessage();
            case NoSuchFileException e -> e.getMessage() + ": no such file or directory";
            case NotDirectoryException e -> e.getMessage() + ": not a directory";
            case AccessDeniedException e -> e.getMessage() + ": permission denied";
            case IOException e -> e.getMessage();
            default -> throw exception;
        };
    }
}
