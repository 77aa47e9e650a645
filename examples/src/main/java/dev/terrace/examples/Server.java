package dev.terrace.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.terrace.Config;
import dev.terrace.PoolConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web shop whose receipts a plugin writes: an HTTP server that answers every request in a virtual thread, by a fresh
 * instance of a WebAssembly module. Run it in the repository's root; it takes the port, or chooses one:
 *
 * <pre>{@code
 *     examples/run.sh Server 8080
 *     curl 'http://localhost:8080/receipt?item=apple&count=3&item=green%20tea'
 * }</pre>
 *
 * <p>{@code /plain} does the same work in Java, for comparison: {@code bench/load.sh} does that with many requests at once.
 */
public final class Server implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int MEMORIES = 256;

    private static final Map<String, Long> PRICES =
            Map.of("apple", 120L, "bread", 395L, "green tea", 499L, "Käse", 1050L, "5\" nails", 12L);

    private final PluginReceipts plugin;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    public static void main(String[] args) throws IOException {
        // Or else answers on connections that stay open wait for the client's acknowledgement, 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        int port = args.length == 0 ? 0 : Integer.parseInt(args[0]);
        Server server = new Server(Path.of("examples", "server", "receipt.wasm"), port);
        System.out.println("listening on " + server.uri().resolve("/receipt"));
    }

    /**
     * Starts the server.
     *
     * @param wasm the plugin
     * @param port the port on this host only; 0 lets the system choose one
     */
    Server(Path wasm, int port) throws IOException {
        // Memories are used again by later requests, as they were at first. More requests at once than slots wait.
        Config config = Config.builder().pool(PoolConfig.ofSlots(MEMORIES)).build();
        plugin = new PluginReceipts(config, wasm, Server::price);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/receipt", handler(plugin));
        server.createContext("/plain", handler(new PlainReceipts(Server::price)));
        server.start();
    }

    private static long price(String article) {
        return PRICES.getOrDefault(article, -1L);
    }

    private static HttpHandler handler(Receipts receipts) {
        return exchange -> {
            try (exchange) {
                respond(exchange, receipts);
            }
        };
    }

    private static void respond(HttpExchange exchange, Receipts receipts) throws IOException {
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        Receipts.Answer answer = receipts.answer(query);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    /** Returns where the server is. */
    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        plugin.close();
    }
}
