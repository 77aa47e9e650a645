package dev.terrace.tests.random;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The seed of the program that a thread runs, in a mapped file: it is still there when machine code has taken the process
 * down.
 */
final class CurrentSeed implements AutoCloseable {
    private static final int LENGTH = 32;

    private final Path file;
    private final MappedByteBuffer text;

    private CurrentSeed(Path file, MappedByteBuffer text) {
        this.file = file;
        this.text = text;
    }

    /** Creates {@code target/random-program-N.seed} for a thread. */
    static CurrentSeed ofThread(int number) throws IOException {
        Path file = Path.of("target", "random-program-" + number + ".seed");
        Files.createDirectories(file.getParent());
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new CurrentSeed(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH));
        }
    }

    void set(long seed) {
        text.put(0, "%-31d\n".formatted(seed).getBytes(StandardCharsets.US_ASCII));
    }

    /** Removes the file: nothing has gone wrong. */
    @Override
    public void close() throws IOException {
        Files.delete(file);
    }
}
