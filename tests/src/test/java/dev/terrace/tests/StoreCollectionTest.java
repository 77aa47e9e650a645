package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.Trap;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import java.lang.ref.WeakReference;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A store that nobody uses any more is garbage, while the engine and the modules that it has used stay. */
@ParameterizedClass
@MethodSource("dev.terrace.tests.Execution#all")
class StoreCollectionTest {
    private static final String MODULE = """
        (module
          (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
          (import "host" "twice" (func $twice (param i32) (result i32)))
          (type $cell (struct (field (mut i32))))
          (memory (export "memory") 1)
          (table $table 1 anyref)
          (func (export "work") (param $n i32) (result i32)
            (drop (memory.grow (i32.const 2)))
            (loop $again
              (table.set $table (i32.const 0) (struct.new $cell (local.get $n)))
              (i32.store (local.get $n) (call $twice (local.get $n)))
              (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (i32.load (i32.const 1)))
          (func (export "print") (result i32)
            (call $fd_write (i32.const 1) (i32.const 1000) (i32.const 0) (i32.const 2000)))
          (func (export "fail") (param i32) (result i32) (i32.load (i32.const -4)))
          (func (export "loop") (loop $loop (br $loop))))
        """;

    @Parameter
    Execution execution;

    private Engine engine;
    private LinkedModule module;

    @BeforeEach
    void open() {
        engine = Engine.create(execution.config().build());
        Linker linker = new Linker(engine);
        Wasi.addTo(linker);
        linker.func("host", "twice", IntUnaryOperator.class, n -> 2 * n);
        module = linker.link(Module.fromWat(engine, MODULE));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** Uses a store in every manner that something outside of it takes part in. */
    private void use(Store store, WasiConfig config) {
        Wasi.attach(store, config);
        Instance instance = module.instantiate(store);
        assertEquals(2, instance.func("work").call(100)[0]);
        assertEquals(0, instance.func("print").call()[0]);
        assertThrows(Trap.class, () -> instance.func("fail").call(1));
        store.setDeadline(Duration.ofMillis(3));
        assertThrows(Trap.class, () -> instance.func("loop").call());
    }

    @Test
    void afterItIsClosed() throws Exception {
        WeakReference<Store> store = closed();
        Garbage.collectUntil(() -> store.get() == null);
    }

    private WeakReference<Store> closed() {
        try (Store store = new Store(engine)) {
            use(store, WasiConfig.builder().build());
            return new WeakReference<>(store);
        }
    }

    @Test
    void ifNobodyClosesItAndThenWhatItHasOpenIsClosed() throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(null);
                SocketChannel connection = SocketChannel.open(listener.getLocalAddress())) {
            WeakReference<Store> store = forgotten(connection);
            Garbage.collectUntil(() -> store.get() == null && !connection.isOpen());
        }
    }

    private WeakReference<Store> forgotten(SocketChannel connection) {
        Store store = new Store(engine);
        use(store, WasiConfig.builder().connection(connection).build());
        return new WeakReference<>(store);
    }
}
