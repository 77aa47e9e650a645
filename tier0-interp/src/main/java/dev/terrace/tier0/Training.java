package dev.terrace.tier0;

import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Linker;
import dev.terrace.MemoryPlacement;
import dev.terrace.Module;
import dev.terrace.Store;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows HotSpot all that the dispatch loop can do, before HotSpot compiles it.
 *
 * <p>HotSpot's optimising compiler leaves out every case of the loop's switch, and every way of a jump, that has not been
 * taken so far. A program that takes one later falls back to Java's interpreter, and the whole loop is compiled again: one
 * such case after the other, for seconds. HotSpot counts what is taken from when it compiles a method with its first compiler
 * until it starts the second one, and does not say when that is. So in the first seconds of interpreting a thread runs
 * {@link TrainingCode} every few milliseconds. A pass takes some microseconds, and its counts are too small to matter beside
 * those of a program.
 */
final class Training implements AutoCloseable {
    /** How long the thread waits first, so that short programs never come to training. */
    private static final int FIRST_WAIT_MILLIS = 10;

    /** The wait between two passes at first, and for how many passes; it doubles from then on. */
    private static final int WAIT_MILLIS = 10;

    private static final int PASSES = 50;
    private static final int LAST_WAIT_MILLIS = 2000;

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    /**
     * The module that the register code belongs to:
     *
     * <pre>
     *   (module
     *     (type (func))
     *     (func (export "f")) (func) ...          ;; one for each part
     *     (table 1 1 funcref) (elem (i32.const 0) func 1)
     *     (memory 1 1)
     *     (tag (type 0))
     *     (global (mut i32) (i32.const 0)))
     * </pre>
     */
    private static byte[] module() {
        int functions = TrainingCode.Part.values().length;
        String count = "%02x".formatted(functions);
        String text = "0061736d 01000000"
                + "01 04 01 60 00 00"
                + "03 %02x ".formatted(functions + 1) + count + "00".repeat(functions)
                + "04 05 01 70 01 01 01"
                + "05 04 01 01 01 01"
                + "0d 03 01 00 00"
                + "06 06 01 7f 01 41 00 0b"
                + "07 05 01 01 66 00 00"
                + "09 07 01 00 41 00 0b 01 01"
                + "0a %02x ".formatted(3 * functions + 1) + count + "02000b".repeat(functions);
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private final Engine engine;
    private final Store store;
    private final Func all;

    /**
     * Prepares the code.
     *
     * @param placement where memories are: HotSpot also counts the classes of their segments
     */
    Training(MemoryPlacement placement) {
        Config config = Config.builder()
                .compileMode(CompileMode.SYNC)
                .memoryPlacement(placement)
                .build();
        this.engine = Engine.create(config, List.of(new TrainingTier(0), new TrainingTier(1)));
        this.store = new Store(engine);
        this.all = new Linker(engine)
                .instantiate(store, Module.fromBytes(engine, module()))
                .func("f");
    }

    /** Runs everything once. */
    void pass() {
        all.call();
    }

    @Override
    public void close() {
        store.close();
        engine.close();
    }

    /** Starts the thread, once in the life of the process. */
    static void start(MemoryPlacement placement) {
        if (!STARTED.get() && STARTED.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("terrace-interpreter-training").start(new Runnable() {
                @Override
                public void run() {
                    train(placement);
                }
            });
        }
    }

    private static void train(MemoryPlacement placement) {
        try {
            Thread.sleep(FIRST_WAIT_MILLIS);
            try (Training training = new Training(placement)) {
                int wait = WAIT_MILLIS;
                for (int passes = 1; wait <= LAST_WAIT_MILLIS; passes++) {
                    training.pass();
                    Thread.sleep(wait);
                    if (passes >= PASSES) {
                        wait *= 2;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OutOfMemoryError e) {
            // Programs need the heap more than HotSpot needs training.
        }
    }
}
