package dev.terrace.bench;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ProgramTest {
    private static final Jmh.Effort.Warm ONCE = new Jmh.Effort.Warm(1, 0, 1, 0);

    /** Those that take little time even in interpreters. */
    private static final List<String> SHORT = List.of("json", "calculator", "matrix-simd");

    @TestFactory
    @DisplayName("Every peer gets the expected output of programs that it runs, also when it runs them again")
    Stream<DynamicContainer> peerGetsExpectedOutput() {
        return Peer.available().stream()
                .map(peer -> dynamicContainer(
                        peer.name(),
                        SHORT.stream()
                                .map(Program::named)
                                .filter(peer::runs)
                                .map(program -> dynamicTest(program.name(), () -> run(peer, program)))));
    }

    @TestFactory
    @DisplayName("Terrace and node run QuickJS and SQLite, where they have been fetched")
    Stream<DynamicContainer> peerRunsLargePrograms() {
        return Peer.available().stream()
                .filter(peer -> !(peer instanceof ChicoryPeer))
                .map(peer -> dynamicContainer(
                        peer.name(),
                        Stream.of("quickjs", "sqlite")
                                .map(Program::named)
                                .map(program -> dynamicTest(program.name(), () -> {
                                    assumeTrue(program.isPresent(), "not fetched");
                                    run(peer, program);
                                }))));
    }

    private static void run(Peer peer, Program program) throws Exception {
        switch (peer) {
            case JvmPeer jvm -> {
                try (LoadedProgram loaded = jvm.load(program)) {
                    assertTrue(loaded.run() > 0);
                    assertTrue(loaded.run() > 0);
                }
            }
            case NodePeer node -> node.median(program, ONCE);
        }
    }

    @TestFactory
    @DisplayName("Chicory and node run a command as a process of its own")
    Stream<DynamicTest> peerRunsCommandAsProcess() {
        Program program = Program.named("json");
        return Peer.available().stream()
                .filter(peer -> !(peer instanceof TerracePeer))
                .map(peer -> dynamicTest(peer.name(), () -> assertTrue(ColdRun.median(peer, program, 1) > 0)));
    }

    @Test
    @DisplayName("Another output than the expected one is refused")
    void otherOutputIsRefused() {
        Program program = Program.named("json");

        assertThrows(
                IllegalStateException.class, () -> program.check("something else".getBytes(StandardCharsets.UTF_8)));
    }
}
