package dev.terrace.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example server with requests of the JDK's HTTP client. */
class ServerTest {
    private static final Path PLUGIN = Path.of(System.getProperty("terrace.root"), "examples/server/receipt.wasm");

    private Server server;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException {
        server = new Server(PLUGIN, 0);
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private HttpRequest request(String pathAndQuery) {
        return HttpRequest.newBuilder(server.uri().resolve(pathAndQuery)).build();
    }

    private HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return client.send(request(pathAndQuery), BodyHandlers.ofString());
    }

    @Test
    void aReceiptHasALineForEachItem() throws Exception {
        HttpResponse<String> response = get("/receipt?item=apple&count=3&item=green%20tea");
        assertEquals(200, response.statusCode());
        assertEquals(
                "{\"lines\":[{\"item\":\"apple\",\"count\":3,\"sum\":360},"
                        + "{\"item\":\"green tea\",\"count\":1,\"sum\":499}],\"total\":859}",
                response.body());
        assertEquals(
                "application/json",
                response.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void anUnknownItemIsTheClientsFault() throws Exception {
        HttpResponse<String> response = get("/receipt?item=apple&item=gold");
        assertEquals(400, response.statusCode());
        assertEquals("{\"error\":\"no such item\",\"in\":\"gold\"}", response.body());
    }

    @Test
    void bothPathsAnswerAlike() throws Exception {
        String items = "item=5%22+nails&".repeat(64);
        assertEquals(get("/plain?" + items).body(), get("/receipt?" + items).body());
        assertEquals(get("/plain").body(), get("/receipt").body());
    }

    @Test
    void manyRequestsAtOnceDoNotSeeEachOther() {
        List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
        int requests = 500;
        for (int i = 1; i <= requests; i++) {
            responses.add(client.sendAsync(request("/receipt?item=apple&count=" + i), BodyHandlers.ofString()));
        }
        for (int i = 1; i <= requests; i++) {
            assertEquals(
                    "{\"lines\":[{\"item\":\"apple\",\"count\":%d,\"sum\":%d}],\"total\":%d}"
                            .formatted(i, i * 120, i * 120),
                    responses.get(i - 1).join().body());
        }
    }
}
