package dev.terrace.cli;

/** The exit codes of the {@code terrace} command; a WASI program that exits by itself sets any other. */
final class ExitCode {
    /** All went well. */
    static final int OK = 0;

    /** A check or an assertion failed. */
    static final int FAILED = 1;

    /** A file, a module or a flag cannot be used. */
    static final int USAGE = 2;

    /** The program trapped: as a shell reports a process that SIGABRT ended. */
    static final int TRAP = 134;

    private ExitCode() {}
}
