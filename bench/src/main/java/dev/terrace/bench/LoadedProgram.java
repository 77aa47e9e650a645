package dev.terrace.bench;

import java.io.IOException;

/** A program whose module a runtime has loaded, and compiled if that is what it does. */
interface LoadedProgram extends AutoCloseable {

    /** Returns the program. */
    Program program();

    /** Makes an instance, with its own arguments, streams and directories. */
    Guest instantiate() throws IOException;

    @Override
    default void close() {}

    /**
     * Runs the program in a new instance and checks what it writes.
     *
     * @return how much it has written
     * @throws IllegalStateException if that is something else than it must be
     */
    default int run() throws IOException {
        try (Guest guest = instantiate()) {
            byte[] output = program().driver().run(guest, program());
            program().check(output);
            return output.length;
        }
    }
}
