package dev.terrace.bench;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What {@link BlockingReport} starts in JVMs of their own: guests in virtual threads, each of which blocks in a function of
 * the host. Every guest has an instance with a memory, in a store of its own. Prints how long each round took, in
 * nanoseconds; each has a new engine, and the first begins with nothing loaded or compiled.
 */
final class BlockingGuests {
    private static final String MODULE = """
        (module
          (import "host" "block" (func $block (param i32) (result i32)))
          (memory 1)
          (func (export "run") (param $guest i32) (result i32)
            (i32.store (i32.const 0) (local.get $guest))
            (i32.add (call $block (local.get $guest)) (i32.load (i32.const 0)))))
        """;

    private BlockingGuests() {}

    /** Takes the tiers, the number of guests, how many milliseconds they block, and the number of rounds. */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        TierStrategy tier = TierStrategy.valueOf(arguments[0]);
        int guests = Integer.parseInt(arguments[1]);
        long millis = Long.parseLong(arguments[2]);
        for (int round = Integer.parseInt(arguments[3]); round > 0; round--) {
            try (Engine engine = Engine.create(Config.builder().tiers(tier).build())) {
                System.out.println(run(engine, guests, millis));
            }
        }
    }

    private static long run(Engine engine, int guests, long millis) throws InterruptedException, ExecutionException {
        LinkedModule linked = new Linker(engine)
                .func("host", "block", (int guest) -> {
                    Thread.sleep(millis);
                    return guest;
                })
                .link(Module.fromWat(engine, MODULE));
        long start = System.nanoTime();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> results = new ArrayList<>(guests);
            for (int i = 0; i < guests; i++) {
                int guest = i;
                results.add(executor.submit(() -> {
                    try (Store store = new Store(engine)) {
                        return (int) linked.instantiate(store).func("run").call(guest)[0];
                    }
                }));
            }
            for (int i = 0; i < guests; i++) {
                if (results.get(i).get() != 2 * i) {
                    throw new IllegalStateException("guest " + i + " returned " + results.get(i));
                }
            }
        }
        return System.nanoTime() - start;
    }
}
