package dev.terrace.examples;

import dev.terrace.Caller;
import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.WasmExport;
import dev.terrace.WasmImport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Functions of the host as lambdas and as methods of an interface, one of them asynchronous; structs of the guest as records;
 * and the exports of an instance as an interface. Run it in the repository's root, where {@code examples/till.wat} is.
 */
public final class HostFunctions {
    private static final int ORDERS = 1024;

    private HostFunctions() {}

    /** What the module imports as "shop". */
    interface Shop {
        @WasmImport
        CompletionStage<Long> price(int article);
    }

    /** What the module exports. */
    interface Till {
        @WasmExport("add_up")
        long addUp(int orders, int count);

        Memory memory();
    }

    /** The module's {@code struct order}. */
    record Order(int article, int count, long sum) {}

    public static void main(String[] args) throws IOException {
        run(Path.of("examples", "till.wat"), System.out);
    }

    static void run(Path file, PrintStream out) throws IOException {
        try (Engine engine = Engine.create();
                Store store = new Store(engine)) {
            // The guest waits for a price as for any other result; a virtual thread would free its carrier meanwhile.
            Shop shop = article -> CompletableFuture.supplyAsync(() -> article * 100L);
            Linker linker = new Linker(engine)
                    .func("host", "log", (Caller caller, int address, int length) -> {
                        out.println(caller.memory().readString(address, length));
                    })
                    .func("host", "discount", (long sum, int count) -> count < 10 ? sum : sum * 9 / 10)
                    .functions("shop", Shop.class, shop);
            Instance instance = linker.instantiate(store, Module.fromFile(engine, file));

            Till till = instance.as(Till.class);
            List<Order> orders = List.of(new Order(7, 3, 0), new Order(5, 20, 0));
            till.memory().writeAll(ORDERS, orders);
            long total = till.addUp(ORDERS, orders.size());
            till.memory().readAll(ORDERS, orders.size(), Order.class).forEach(out::println);
            out.println("total " + total);
        }
    }
}
