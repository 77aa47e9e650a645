package dev.terrace.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin of the example server does what the same work in Java does. */
class ReceiptsTest {
    private static final Path PLUGIN = Path.of(System.getProperty("terrace.root"), "examples/server/receipt.wasm");
    private static final Map<String, Long> PRICES = Map.of("apple", 120L, "Käse", 1050L, "5\" nails", 12L, "", 1L);

    private final Receipts plain = new PlainReceipts(ReceiptsTest::price);
    private PluginReceipts plugin;

    @BeforeEach
    void load() throws IOException {
        plugin = new PluginReceipts(Config.builder().build(), PLUGIN, ReceiptsTest::price);
    }

    @AfterEach
    void close() {
        plugin.close();
    }

    private static long price(String article) {
        return PRICES.getOrDefault(article, -1L);
    }

    private void assertAgreement(int status, String query) {
        Receipts.Answer expected = plain.answer(query);
        Receipts.Answer found = plugin.answer(query);
        assertEquals(expected.text(), found.text());
        assertEquals(status, expected.status());
        assertEquals(status, found.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "item=apple",
                "item=K%c3%A4se&count=1000000&item=5%22+nails",
                "item",
                "item=apple&count=0000002",
                "item=apple&count=3&count=4"
            })
    void theyAgreeAboutReceipts(String query) {
        assertAgreement(200, query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "item=gold",
                "item=apple&&count=2",
                "=",
                "item=apple&count=1000001",
                "item=apple&count=99999999999",
                "item=apple&count=0",
                "item=apple&count=-1",
                "item=apple&count=",
                "count=1",
                "item=apple&item=%4",
                "item=%zz",
                "item=%00%1f%22%5c",
                "colour=red&item=apple"
            })
    void theyAgreeAboutWhatIsWrong(String query) {
        assertAgreement(400, query);
    }

    @Test
    void theyAgreeAboutLimits() {
        String items = "item=5%22+nails&".repeat(64);
        assertAgreement(200, items);
        assertAgreement(400, items + "item=apple");
        assertAgreement(400, "item=apple&".repeat(400));
    }
}
