package dev.terrace.bench;

import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import java.lang.invoke.MethodHandle;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The functions of WASI that programs call most often for the least: clocks and random bytes. They are called by a loop in
 * WebAssembly; what the host's clocks take by themselves is measured beside them.
 */
@State(Scope.Benchmark)
public class WasiBenchmark {
    private static final int ROUNDS = 1000;

    private static final String MODULE = """
        (module
          (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
          (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
          (memory (export "memory") 1)
          (func (export "loop") (param $n i32) (param i32)
            (loop
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "clock") (param $n i32) (param $id i32)
            (loop
              (if (call $clock (local.get $id) (i64.const 1) (i32.const 0)) (then (unreachable)))
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "random") (param $n i32) (param $bytes i32)
            (loop
              (if (call $random (i32.const 0) (local.get $bytes)) (then (unreachable)))
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
        """;

    /** Which tiers execute the module. */
    @Param
    public TierStrategy tier;

    private Store store;
    private MethodHandle loop;
    private MethodHandle clock;
    private MethodHandle random;

    /** Makes the instance. */
    @Setup
    public void instantiate() {
        Engine engine = new TerracePeer(tier).engine();
        store = new Store(engine);
        Wasi.attach(store, WasiConfig.builder().build());
        Linker linker = new Linker(engine);
        Wasi.addTo(linker);
        Instance instance = linker.instantiate(store, Module.fromWat(engine, MODULE));
        loop = instance.func("loop").handle();
        clock = instance.func("clock").handle();
        random = instance.func("random").handle();
    }

    /** Frees the instance. */
    @TearDown
    public void close() {
        store.close();
    }

    /** The loop that makes the calls below, without a call. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void loop() throws Throwable {
        loop.invokeExact(ROUNDS, 0);
    }

    /** The time of day. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void realtime() throws Throwable {
        clock.invokeExact(ROUNDS, 0);
    }

    /** The time since any moment. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void monotonic() throws Throwable {
        clock.invokeExact(ROUNDS, 1);
    }

    /** A few random bytes, as for the seed of a hash table. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void random8() throws Throwable {
        random.invokeExact(ROUNDS, 8);
    }

    /** As many random bytes as {@code getentropy} may ask for. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void random256() throws Throwable {
        random.invokeExact(ROUNDS, 256);
    }

    /** What the host needs for the time of day. */
    @Benchmark
    public Instant hostRealtime() {
        return Instant.now();
    }

    /** What the host needs for the time since any moment. */
    @Benchmark
    public long hostMonotonic() {
        return System.nanoTime();
    }
}
