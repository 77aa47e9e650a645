package dev.terrace.wasi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Keeps what guests write, up to a limit.
 *
 * <pre>{@code
 * CapturedOutput out = new CapturedOutput(1 << 20);
 * Wasi.attach(store, WasiConfig.builder().output(out).build());
 * Wasi.start(instance);
 * System.out.println(out.text());
 * }</pre>
 *
 * <p>One object may be given to several guests, also in several threads.
 */
public final class CapturedOutput implements WritableByteChannel {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int limit;

    /**
     * Creates one that holds nothing.
     *
     * @param limit how many bytes may be written; a guest that writes more gets an {@link Errno#NOSPC}
     * @throws IllegalArgumentException if it is negative
     */
    public CapturedOutput(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("the limit must be 0 or more: " + limit);
        }
        this.limit = limit;
    }

    @Override
    public synchronized int write(ByteBuffer source) throws IOException {
        int count = Math.min(source.remaining(), limit - bytes.size());
        if (count == 0 && source.hasRemaining()) {
            throw new IOException("No space left on device");
        }
        byte[] chunk = new byte[count];
        source.get(chunk);
        bytes.writeBytes(chunk);
        return count;
    }

    /** Returns all that was written. */
    public synchronized byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** Returns all that was written as text in UTF-8. */
    public String text() {
        return new String(toByteArray(), StandardCharsets.UTF_8);
    }

    /** Forgets what was written. */
    public synchronized void clear() {
        bytes.reset();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** Does nothing. */
    @Override
    public void close() {}
}
