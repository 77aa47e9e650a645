package dev.terrace.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One call of a kernel by a peer; its result is checked every time. */
@State(Scope.Benchmark)
public class KernelBenchmark extends SteadyHeapBenchmark {
    /** The name of the kernel. */
    @Param("fib")
    public String kernel;

    /** The name of the peer. */
    @Param("terrace-interp")
    public String peer;

    private Kernel.Call call;
    private LoadedKernel loaded;

    /** Makes the instance. */
    @Setup
    public void load() {
        Kernel k = Kernel.named(kernel);
        call = k.benchmark();
        loaded = JvmPeer.named(peer).load(k);
    }

    /** Frees the instance. */
    @TearDown
    public void close() {
        loaded.close();
    }

    /** Calls the kernel. */
    @Benchmark
    public long run() throws Throwable {
        return loaded.check(call);
    }
}
