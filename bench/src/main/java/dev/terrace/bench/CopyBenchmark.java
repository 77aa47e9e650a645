package dev.terrace.bench;

import dev.terrace.Engine;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A guest that copies a file as {@code cat} does, against a loop in Java with a buffer of the same size. */
@State(Scope.Benchmark)
public class CopyBenchmark {
    private static final int BUFFER_BYTES = 64 << 10;

    /** Opens "input" in directory 3 and writes it to the standard output, or to "output" if it has an argument. */
    private static final String CAT = """
        (module
          (import "wasi_snapshot_preview1" "path_open"
            (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 2)
          (data (i32.const 0x100) "input")
          (data (i32.const 0x110) "output")
          (data (i32.const 0x200) "\\00\\00\\01\\00\\00\\00\\01\\00")
          (func $check (param $errno i32) (if (local.get $errno) (then (unreachable))))
          (func (export "copy") (param $to_file i32) (local $in i32) (local $out i32)
            (call $check (call $open (i32.const 3) (i32.const 0) (i32.const 0x100) (i32.const 5) (i32.const 0)
              (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 0)))
            (local.set $in (i32.load (i32.const 0)))
            (local.set $out (i32.const 1))
            (if (local.get $to_file) (then
              (call $check (call $open (i32.const 3) (i32.const 0) (i32.const 0x110) (i32.const 6) (i32.const 9)
                (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 0)))
              (local.set $out (i32.load (i32.const 0)))))
            (loop $again
              (i32.store (i32.const 0x204) (i32.const 0x10000))
              (call $check (call $read (local.get $in) (i32.const 0x200) (i32.const 1) (i32.const 0)))
              (if (i32.load (i32.const 0)) (then
                (i32.store (i32.const 0x204) (i32.load (i32.const 0)))
                (call $check (call $write (local.get $out) (i32.const 0x200) (i32.const 1) (i32.const 0)))
                (br $again))))))
        """;

    /** Which tiers execute the guest. */
    @Param
    public TierStrategy tier;

    /** How many mebibytes there are to copy. */
    @Param("1024")
    public int mebibytes;

    /** Where the files are. */
    Path folder;

    private Engine engine;
    private LinkedModule cat;
    private FileChannel nowhere;

    /** Writes the file, and makes the guest. */
    @Setup
    public void prepare() throws IOException {
        folder = Files.createTempDirectory("copy");
        byte[] block = new byte[1 << 20];
        new Random(1).nextBytes(block);
        try (FileChannel input =
                FileChannel.open(folder.resolve("input"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < mebibytes; i++) {
                input.write(ByteBuffer.wrap(block));
            }
        }
        nowhere = FileChannel.open(Path.of("/dev/null"), StandardOpenOption.WRITE);
        engine = new TerracePeer(tier).engine();
        Linker linker = new Linker(engine);
        Wasi.addTo(linker);
        cat = linker.link(Module.fromWat(engine, CAT));
    }

    /** Removes the files. */
    @TearDown
    public void remove() throws IOException {
        nowhere.close();
        Files.deleteIfExists(folder.resolve("input"));
        Files.deleteIfExists(folder.resolve("output"));
        Files.delete(folder);
        engine.close();
    }

    /** The guest copies to the standard output, which is a device that takes everything. */
    @Benchmark
    public void guestToNowhere() throws IOException {
        guest(0);
    }

    /** The guest copies to a file. */
    @Benchmark
    public void guestToFile() throws IOException {
        guest(1);
    }

    /** Java copies to the same device. */
    @Benchmark
    public void javaToNowhere() throws IOException {
        java(nowhere);
    }

    /** Java copies to a file. */
    @Benchmark
    public void javaToFile() throws IOException {
        try (FileChannel output = FileChannel.open(
                folder.resolve("output"),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            java(output);
        }
    }

    private void guest(int toFile) throws IOException {
        try (Store store = new Store(engine)) {
            Wasi.attach(
                    store,
                    WasiConfig.builder().directory(folder, "/").output(nowhere).build());
            cat.instantiate(store).func("copy").call(toFile);
        }
    }

    private void java(FileChannel output) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (FileChannel input = FileChannel.open(folder.resolve("input"), StandardOpenOption.READ)) {
            while (input.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    output.write(buffer);
                }
                buffer.clear();
            }
        }
    }
}
