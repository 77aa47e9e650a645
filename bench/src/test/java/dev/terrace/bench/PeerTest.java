package dev.terrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PeerTest {

    @Test
    @DisplayName("Terrace's interpreter and Chicory's are available")
    void interpretersAreAvailable() {
        List<String> names = Peer.available().stream().map(Peer::name).toList();

        assertTrue(names.containsAll(List.of("terrace-interp", "chicory-interp")), names::toString);
    }

    @TestFactory
    @DisplayName("Every peer gets the expected result of every kernel that it runs")
    Stream<DynamicContainer> peerGetsExpectedResults() {
        return Peer.available().stream()
                .map(peer -> dynamicContainer(
                        peer.name(),
                        Kernel.all().stream()
                                .filter(peer::runs)
                                .map(kernel -> dynamicTest(kernel.name(), () -> {
                                    try (LoadedKernel loaded = peer.load(kernel)) {
                                        Kernel.Call call = kernel.test();

                                        assertEquals(call.result(), loaded.run(call.argument()));
                                        assertEquals(call.result(), loaded.run(call.argument()), "the second time");
                                    }
                                }))));
    }
}
