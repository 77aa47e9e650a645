package dev.terrace.examples;

import dev.terrace.Caller;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.Trap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.ToLongFunction;

/**
 * Receipts by a plugin, {@code examples/server/receipt.c}. The module is decoded, validated and linked once. Every query has
 * a store and an instance of its own, so nothing that one request leaves behind, or breaks, is seen by another.
 */
final class PluginReceipts implements Receipts, AutoCloseable {
    private final Engine engine;
    private final LinkedModule plugin;

    /** What the plugin exports. */
    interface Plugin {
        void handle();
    }

    /** One request, and what the plugin has answered so far. */
    private static final class Exchange {
        private final byte[] query;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status = 200;

        Exchange(String query) {
            this.query = query.getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * Loads the plugin.
     *
     * @param prices the price of an article in cents, or a negative number if there is none of that name. It may block:
     *     requests run in virtual threads
     */
    PluginReceipts(Config config, Path wasm, ToLongFunction<String> prices) throws IOException {
        engine = Engine.create(config);
        plugin = new Linker(engine)
                .func(
                        "shop",
                        "price",
                        (Caller caller, int name, int length) ->
                                prices.applyAsLong(caller.memory().readString(name, length)))
                .func("request", "query", (Caller caller, int buffer, int capacity) -> {
                    byte[] query = caller.data(Exchange.class).query;
                    caller.memory().writeBytes(buffer, query, 0, Math.min(query.length, capacity));
                    return query.length;
                })
                .func("response", "status", (Caller caller, int status) -> {
                    caller.data(Exchange.class).status = status;
                })
                .func("response", "write", (Caller caller, int bytes, int length) -> {
                    caller.data(Exchange.class).body.writeBytes(caller.memory().readBytes(bytes, length));
                })
                .link(Module.fromFile(engine, wasm));
    }

    @Override
    public Answer answer(String query) {
        Exchange exchange = new Exchange(query);
        try (Store store = new Store(engine)) {
            store.putData(Exchange.class, exchange);
            plugin.instantiate(store).as(Plugin.class).handle();
            return new Answer(exchange.status, exchange.body.toByteArray());
        } catch (Trap trap) {
            return Answer.of(
                    500, "{\"error\":\"the plugin stopped: " + trap.kind().message() + "\"}");
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
