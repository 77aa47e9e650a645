package dev.terrace.tests;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What {@link VirtualThreadsTest} runs in a Java virtual machine of its own with two carriers: a thousand guests, each in a
 * virtual thread, that wait in host functions until all of them are there. Prints what they have returned together.
 */
public final class ManyGuests {
    private static final int GUESTS = 1000;

    /** The host is called in the middle of nested calls, with locals and operands that must survive. */
    private static final String MODULE = """
        (module
          (import "host" "block" (func $block (param i32) (result i32)))
          (import "host" "await" (func $await (param i32) (result i32)))
          (memory 1)
          (func $wait (param $guest i32) (result i32)
            (local $before i32)
            (i32.store (i32.const 100) (local.get $guest))
            (local.set $before (i32.mul (local.get $guest) (i32.const 2)))
            (i32.sub
              (i32.add
                (local.get $before)
                (i32.add (call $block (local.get $guest)) (call $await (local.get $guest))))
              (i32.mul (i32.load (i32.const 100)) (i32.const 3))))
          (func (export "run") (param $guest i32) (result i32)
            (local $sum i32) (local $i i32)
            (loop $next
              (local.set $sum (i32.add (local.get $sum) (call $wait (local.get $guest))))
              (br_if $next
                (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 2))))
            (local.get $sum)))
        """;

    private ManyGuests() {}

    /** Where guests meet: each time all of them are there, they go on. */
    private static final class Meeting {
        private final AtomicInteger arrivals = new AtomicInteger();
        private final List<CompletableFuture<Void>> rounds =
                List.of(new CompletableFuture<>(), new CompletableFuture<>());

        CompletableFuture<Void> arrive() {
            int arrival = arrivals.getAndIncrement();
            CompletableFuture<Void> round = rounds.get(arrival / GUESTS);
            if (arrival % GUESTS == GUESTS - 1) {
                round.complete(null);
            }
            return round;
        }
    }

    /** Runs all of it in the tiers of the name given. */
    public static void main(String[] arguments) throws Exception {
        Config config =
                Config.builder().tiers(TierStrategy.valueOf(arguments[0])).build();
        try (Engine engine = Engine.create(config);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Meeting blocking = new Meeting();
            Meeting asynchronous = new Meeting();
            LinkedModule linked = new Linker(engine)
                    .func("host", "block", (int guest) -> {
                        blocking.arrive().get();
                        return guest;
                    })
                    .asyncFunc(
                            "host",
                            "await",
                            int.class,
                            (int guest) -> asynchronous.arrive().thenApply(_ -> guest))
                    .link(Module.fromWat(engine, MODULE));
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < GUESTS; i++) {
                int guest = i;
                results.add(executor.submit(() -> {
                    try (Store store = new Store(engine)) {
                        return (int) linked.instantiate(store).func("run").call(guest)[0] - 2 * guest;
                    }
                }));
            }
            int wrong = 0;
            for (Future<Integer> result : results) {
                wrong += Math.abs(result.get());
            }
            System.out.println(GUESTS + " guests met, wrong by " + wrong);
        }
    }
}
