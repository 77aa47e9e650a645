package dev.terrace.bench;

import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import java.util.function.IntBinaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Making instances of a module that imports nothing but host functions. */
@State(Scope.Benchmark)
public class InstantiationBenchmark {
    /** Which tiers would execute the module. */
    @Param
    public TierStrategy tier;

    /** How many functions the module imports. */
    @Param({"0", "24"})
    public int imports;

    private Linker linker;
    private Module module;
    private LinkedModule linked;
    private Store store;

    /** Links a module. */
    @Setup
    public void link() {
        Engine engine = new TerracePeer(tier).engine();
        linker = new Linker(engine);
        StringBuilder text = new StringBuilder("(module\n");
        for (int i = 0; i < imports; i++) {
            linker.func("host", "f" + i, IntBinaryOperator.class, Integer::sum);
            text.append("(import \"host\" \"f%d\" (func (param i32 i32) (result i32)))\n".formatted(i));
        }
        module = Module.fromWat(engine, text.append(")").toString());
        linked = linker.link(module);
        store = new Store(engine);
    }

    /** Frees what the instances use. */
    @TearDown
    public void close() {
        store.close();
    }

    /** Links the module again. */
    @Benchmark
    public LinkedModule linkAgain() {
        return linker.link(module);
    }

    /** Makes an instance in a store that lives on. */
    @Benchmark
    public Instance instantiate() {
        return linked.instantiate(store);
    }

    /** Makes an instance in a store of its own. */
    @Benchmark
    public Instance instantiateInNewStore() {
        try (Store ownStore = new Store(linked.module().engine())) {
            return linked.instantiate(ownStore);
        }
    }
}
