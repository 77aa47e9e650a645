package dev.terrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flags that say what a WASI program is given. */
class WasiOptionsTest {
    /** Functions that each call one of WASI's and return what came of it; errors are negative. */
    private static final String MODULE = """
        (module
          (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
          (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "path_create_directory" (func $mkdir (param i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_fdstat_set_flags" (func $flags (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "args_sizes_get" (func $args (param i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 64) "name")
          (func (export "clock") (param i32) (result i64)
            (if (call $clock (local.get 0) (i64.const 0) (i32.const 0)) (then (unreachable)))
            (i64.load (i32.const 0)))
          (func (export "random") (param i32) (result i64)
            (if (call $random (i32.const 0) (local.get 0)) (then (return (i64.const -1))))
            (i64.load (i32.const 0)))
          (func (export "mkdir") (param i32) (result i32)
            (call $mkdir (local.get 0) (i32.const 64) (i32.const 4)))
          (func (export "directories") (result i32) (local $fd i32)
            (local.set $fd (i32.const 3))
            (loop
              (if (i32.eqz (call $prestat (local.get $fd) (i32.const 0)))
                (then (local.set $fd (i32.add (local.get $fd) (i32.const 1))) (br 1))))
            (i32.sub (local.get $fd) (i32.const 3)))
          (func (export "send") (param i32) (result i32)
            (i32.store (i32.const 0) (i32.const 64))
            (i32.store (i32.const 4) (i32.const 4))
            (call $write (local.get 0) (i32.const 0) (i32.const 1) (i32.const 8)))
          (func (export "accept") (param i32) (result i32 i32)
            (call $flags (local.get 0) (i32.const 4))
            (call $accept (local.get 0) (i32.const 0) (i32.const 0)))
          (func (export "environ") (result i32)
            (if (call $environ (i32.const 0) (i32.const 4)) (then (unreachable)))
            (i32.load (i32.const 0)))
          (func (export "args") (result i32)
            (if (call $args (i32.const 0) (i32.const 4)) (then (unreachable)))
            (i32.load (i32.const 4))))
        """;

    private static final String NOTCAPABLE = "76";
    private static final String AGAIN = "6";

    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void writeModule() throws IOException {
        file = Files.writeString(temp.resolve("m.wat"), MODULE);
    }

    /** Calls a function of the module and returns what the command prints, without the last line's end. */
    private String invoke(String function, List<Object> args, Object... flags) {
        CommandRun run = run(function, args, flags);
        assertEquals(new CommandRun(0, run.out(), ""), run);
        return run.out().strip();
    }

    private CommandRun run(String function, List<Object> args, Object... flags) {
        List<Object> command = new ArrayList<>(List.of("run"));
        command.addAll(List.of(flags));
        command.addAll(List.of("--invoke", function, file));
        command.addAll(args);
        return CommandRun.of(command.toArray());
    }

    private void assertUsageError(String message, Object... flags) {
        assertEquals(new CommandRun(2, "", "terrace: " + message + "\n"), run("args", List.of(), flags));
    }

    @Test
    void aFixedClockBeginsAtItsTime() {
        assertEquals("1580674820000000000", invoke("clock", List.of(0), "--clock=2020-02-02T20:20:20Z"));
        assertEquals("0", invoke("clock", List.of(1), "--clock", "2020-02-02T20:20:20Z"));
        assertTrue(Long.parseLong(invoke("clock", List.of(0))) > 1_580_674_820_000_000_000L);
    }

    @Test
    void randomBytesFollowFromTheirSeed() {
        byte[] bytes = new byte[1 << 13];
        new Random(5).nextBytes(bytes);
        long expected = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertEquals(Long.toString(expected), invoke("random", List.of(8), "--random-seed=5"));
        assertEquals("-1", invoke("random", List.of(8), "--max-random-bytes=7"));
    }

    @Test
    void directoriesAreWritableReadOnlyOrInMemory() throws IOException {
        Path host = Files.createDirectory(temp.resolve("host"));
        Object[] flags = {"--dir-virtual=/v", "--dir-readonly", host + "::/r", "--dir", host + "::/w"};
        assertEquals("3", invoke("directories", List.of(), flags));
        assertEquals("0", invoke("mkdir", List.of(3), flags));
        assertTrue(Files.isDirectory(host.resolve("name")));
        assertEquals(NOTCAPABLE, invoke("mkdir", List.of(4), flags));
        assertEquals("0", invoke("mkdir", List.of(5), flags));
        assertEquals("20", invoke("mkdir", List.of(3), "--dir-access=nio", "--dir", host));
        assertEquals("51", invoke("mkdir", List.of(3), "--dir-virtual=/", "--dir-virtual-size=300"));
        assertUsageError(
                "--dir-virtual-size: maxBytes must be 256 or more: 1", "--dir-virtual=/", "--dir-virtual-size=1");
        assertUsageError("--dir-readonly: there is no directory 'no such'", "--dir-readonly", "no such");
        assertUsageError("4 descriptors are given; there may be 3", "--max-descriptors=3", "--dir-virtual=/");
        assertUsageError("maxDescriptors must be 3 or more: 1", "--max-descriptors=1");
    }

    @Test
    void argumentsAndEnvironmentAreThoseOfTheFlags() {
        assertEquals("4", invoke("args", List.of(), "--arg0=abc"));
        assertEquals("0", invoke("environ", List.of()));
        assertEquals("2", invoke("environ", List.of(), "--env=A=1", "--env=B=2"));
        assertEquals(
                Integer.toString(System.getenv().size() + 1),
                invoke("environ", List.of(), "--env-inherit", "--env=TERRACE_TEST_VARIABLE=1"));
    }

    @Test
    void aConnectedSocketIsTheDescriptorAfterTheDirectories() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
            assertEquals("0", invoke("send", List.of(4), "--tcp-connect", address, "--dir-virtual=/"));
            try (Socket socket = server.accept()) {
                assertEquals("name", new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void aListeningSocketTakesConnections() {
        assertEquals("0\n" + AGAIN, invoke("accept", List.of(3), "--tcp-listen=127.0.0.1:0"));
    }

    @Test
    void flagsThatCannotBeUsedAreUsageErrors() throws IOException {
        for (String address :
                new String[] {"localhost", "localhost:", ":80", "localhost:x", "localhost:65536", "a:-1"}) {
            assertUsageError("--tcp-listen: not of the form HOST:PORT: '" + address + "'", "--tcp-listen", address);
            assertUsageError("--tcp-connect: not of the form HOST:PORT: '" + address + "'", "--tcp-connect", address);
        }
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + server.getLocalPort();
            CommandRun run = run("args", List.of(), "--tcp-listen", address);
            assertEquals(2, run.exitCode());
            assertTrue(run.err().startsWith("terrace: --tcp-listen: cannot listen on '" + address + "': "), run.err());
        }
        for (String time : new String[] {"yesterday", "2020-02-02", "+1000000-01-01T00:00:00Z"}) {
            assertUsageError("--clock: not a time such as 2020-02-02T20:20:20Z: '" + time + "'", "--clock", time);
        }
        assertUsageError("maxRandomBytes must be 0 or more: -1", "--max-random-bytes=-1");
    }
}
