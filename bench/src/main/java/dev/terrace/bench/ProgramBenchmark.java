package dev.terrace.bench;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One run of a program by a peer, in a new instance of the same module; its output is checked every time. */
@State(Scope.Benchmark)
public class ProgramBenchmark extends SteadyHeapBenchmark {
    /** The name of the program. */
    @Param("sort")
    public String program;

    /** The name of the peer. */
    @Param("terrace-interp")
    public String peer;

    private LoadedProgram loaded;

    /** Loads the module. */
    @Setup
    public void load() {
        loaded = JvmPeer.named(peer).load(Program.named(program));
    }

    /** Forgets the module. */
    @TearDown
    public void close() {
        loaded.close();
    }

    /** Runs the program. */
    @Benchmark
    public int run() throws IOException {
        return loaded.run();
    }
}
