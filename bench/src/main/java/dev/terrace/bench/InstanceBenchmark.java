package dev.terrace.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Making and dropping instances of an {@link InstanceModule}. */
@State(Scope.Benchmark)
public class InstanceBenchmark {
    /** The runtime: see {@link InstanceMaker#available}. */
    @Param("terrace")
    public String runtime;

    /** How many functions of the host the module imports. */
    @Param("24")
    public int imports;

    /** The size of its memory in pages; zero for none. */
    @Param("1")
    public int pages;

    private InstanceMaker maker;

    /** Loads and links the module. */
    @Setup
    public void load() {
        maker = InstanceMaker.of(runtime, new InstanceModule(imports, pages));
    }

    /** Frees it. */
    @TearDown
    public void close() {
        maker.close();
    }

    /** Makes an instance and drops it. */
    @Benchmark
    public void instantiate() {
        maker.instantiate();
    }

    /** Makes an instance, calls its function, which writes to four places of its memory, and drops it. */
    @Benchmark
    public void instantiateAndCall() {
        maker.instantiateAndCall();
    }
}
