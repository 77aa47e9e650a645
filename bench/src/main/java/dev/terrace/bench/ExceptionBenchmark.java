package dev.terrace.bench;

import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.Tag;
import dev.terrace.TierStrategy;
import dev.terrace.WasmException;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Throwing an exception of WebAssembly and catching it, in a loop: from near by, from callees, and from outside. */
@State(Scope.Benchmark)
public class ExceptionBenchmark {
    private static final int ROUNDS = 1000;

    private static final String THROWER = """
        (module
          (import "env" "tag" (tag $t (param i32)))
          (func (export "throw") (throw $t (i32.const 1))))
        """;

    private static final String CATCHER = """
        (module
          (import "env" "tag" (tag $t (param i32)))
          (import "env" "other" (func $other))
          (import "env" "host" (func $host))
          (func $nothing)
          (func $callee (throw $t (i32.const 1)))
          (func $middle (call $callee))
          (func $callees (call $middle))
          (func (export "loop") (param $n i32)
            (loop $again
              (block $h (result i32)
                (try_table (result i32) (catch $t $h) SOURCE (i32.const 0)))
              drop
              (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
        """;

    /** Which tiers execute the modules. */
    @Param
    public TierStrategy tier;

    /** Where the exception comes from. */
    @Param
    public Source source;

    private Store store;
    private MethodHandle loop;

    /** Where an exception comes from. */
    public enum Source {
        /** There is none, but a call to a function that could throw one. */
        NONE("(call $nothing)"),
        /** The function that catches it. */
        LOCAL("(throw $t (i32.const 1))"),
        /** A function that the one that catches it calls. */
        CALLEE("(call $callee)"),
        /** The third of three functions that call each other. */
        THIRD_CALLEE("(call $callees)"),
        /** A function of another instance. */
        INSTANCE("(call $other)"),
        /** A function of the host. */
        HOST("(call $host)");

        private final String instructions;

        Source(String instructions) {
            this.instructions = instructions;
        }
    }

    /** Makes the instances. */
    @Setup
    public void instantiate() {
        var engine = new TerracePeer(tier).engine();
        store = new Store(engine);
        Tag tag = new Tag(store, new FuncType(List.of(NumType.I32), List.of()));
        Linker linker = new Linker(engine)
                .define("env", "tag", tag)
                .func("env", "host", new FuncType(List.of(), List.of()), (_, _) -> {
                    throw new WasmException(tag, 1);
                });
        Instance thrower = linker.instantiate(store, Module.fromWat(engine, THROWER));
        linker.define("env", "other", thrower.func("throw"));
        String catcher = CATCHER.replace("SOURCE", source.instructions);
        loop = linker.instantiate(store, Module.fromWat(engine, catcher))
                .func("loop")
                .handle();
    }

    /** Frees the instances. */
    @TearDown
    public void close() {
        store.close();
    }

    /** Throws an exception and catches it. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void throwAndCatch() throws Throwable {
        loop.invokeExact(ROUNDS);
    }
}
