package dev.terrace.bench;

import java.io.IOException;

/** An instance of a program's module, in whichever runtime. */
interface Guest extends AutoCloseable {

    /**
     * Runs a WASI command.
     *
     * @return its exit code
     */
    int start();

    /**
     * Calls a function whose parameters are all i32.
     *
     * @return its result, an i32; 0 if it has none
     */
    int call(String export, int... arguments);

    /** Returns bytes of the memory. */
    byte[] read(int address, int length);

    /** Changes bytes of the memory. */
    void write(int address, byte[] bytes);

    /** Returns what it has written to its standard output. */
    byte[] output();

    @Override
    void close() throws IOException;
}
