package dev.terrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Loading a whole module by a peer: decoding, validating and compiling all of it. */
@State(Scope.Benchmark)
public class CompileBenchmark {
    /** The file of the module. */
    @Param(".terrace/modules/quickjs.wasm")
    public String file;

    /** The name of the peer. */
    @Param("terrace-interp")
    public String peer;

    private JvmPeer compiler;
    private byte[] bytes;

    /** Reads the file. */
    @Setup
    public void read() throws IOException {
        compiler = JvmPeer.named(peer);
        bytes = Files.readAllBytes(Path.of(file));
    }

    /** Compiles the module. */
    @Benchmark
    public Object compile() {
        return compiler.compile(bytes);
    }
}
