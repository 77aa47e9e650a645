package dev.terrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jmh.runner.RunnerException;

class PeerTest {
    private static final Jmh.Effort.Warm ONCE = new Jmh.Effort.Warm(1, 0, 1, 0);

    @Test
    @DisplayName("Terrace's interpreter and all of Chicory are available")
    void interpreterAndChicoryAreAvailable() {
        List<String> names = Peer.available().stream().map(Peer::name).toList();

        assertTrue(names.containsAll(List.of("terrace-interp", "chicory-interp", "chicory-compiler")), names::toString);
    }

    @TestFactory
    @DisplayName("Every peer gets the expected result of every kernel that it runs")
    Stream<DynamicContainer> peerGetsExpectedResults() {
        return Peer.available().stream()
                .map(peer -> dynamicContainer(
                        peer.name(),
                        Kernel.all().stream()
                                .filter(peer::runs)
                                .map(kernel -> dynamicTest(kernel.name(), () -> run(peer, kernel)))));
    }

    private static void run(Peer peer, Kernel kernel) throws Throwable {
        Kernel.Call call = kernel.test();
        switch (peer) {
            case JvmPeer jvm -> {
                try (LoadedKernel loaded = jvm.load(kernel)) {
                    assertEquals(call.result(), loaded.run(call.argument()));
                    assertEquals(call.result(), loaded.run(call.argument()), "the second time");
                }
            }
            case NodePeer node -> {
                node.median(kernel, call, ONCE);
                Kernel.Call wrong = new Kernel.Call(call.argument(), call.result() + 1);
                assertThrows(RunnerException.class, () -> node.median(kernel, wrong, ONCE));
            }
        }
    }
}
