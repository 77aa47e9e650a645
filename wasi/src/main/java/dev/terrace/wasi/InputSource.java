package dev.terrace.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What an embedder gives to guests as their standard input. Java has no way to ask most streams whether reading would wait;
 * so when a guest wants to know that, a thread reads ahead, and what it finds is what the guest reads next.
 *
 * <p>It belongs to the configuration, so that what was read ahead for a guest is not lost for the next one.
 */
final class InputSource {
    /**
     * How many bytes are read ahead. When this process's own input is read ahead, they are lost for everybody else who reads
     * it, so there are not many.
     */
    private static final int AHEAD = 512;

    /** How long somebody who must not wait does wait for a thread that just began to read: what never blocks is found out. */
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(5);

    /** Says how many bytes can be read without waiting: 0 if that is not known. */
    interface Available {
        int bytes() throws IOException;
    }

    /** What came of reading ahead. */
    private sealed interface Ahead {
        /** Nobody has read ahead. */
        record None() implements Ahead {}

        /** A thread is about to. */
        record Reading() implements Ahead {}

        record Data(ByteBuffer bytes) implements Ahead {}

        /** The end was met; a terminal may go on after it. */
        record End() implements Ahead {}

        record Failed(IOException failure) implements Ahead {}
    }

    private final ReadableByteChannel channel;
    private final FileType type;
    private final Available available;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Set<Waiter> waiters = new HashSet<>();
    private Ahead ahead = new Ahead.None();

    /**
     * Creates a source.
     *
     * @param type what guests are told that it is; a {@link FileType#REGULAR_FILE} never blocks
     */
    InputSource(ReadableByteChannel channel, FileType type, Available available) {
        this.channel = channel;
        this.type = type;
        this.available = available;
    }

    FileType type() {
        return type;
    }

    /**
     * Reads some bytes; returns how many, 0 at the end.
     *
     * @throws WasiException with {@link Errno#AGAIN} if that would have to wait and must not
     */
    int read(ByteBuffer buffer, boolean mayWait, Waiter waiter) throws IOException {
        if (!mayWait && !isReady(waiter)) {
            throw new WasiException(Errno.AGAIN);
        }
        lock.lock();
        try {
            while (ahead instanceof Ahead.Reading) {
                arrived.await();
            }
            switch (ahead) {
                case Ahead.Data(ByteBuffer bytes) -> {
                    return take(bytes, buffer);
                }
                case Ahead.End _ -> {
                    ahead = new Ahead.None();
                    return 0;
                }
                case Ahead.Failed(IOException failure) -> {
                    ahead = new Ahead.None();
                    throw failure;
                }
                case Ahead.None _, Ahead.Reading _ -> {}
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new WasiException(Errno.INTR);
        } finally {
            lock.unlock();
        }
        if (!mayWait && !isSelectable()) {
            buffer.limit(buffer.position() + Math.min(buffer.remaining(), Math.max(1, available.bytes())));
        }
        int count = channel.read(buffer);
        while (count == 0 && isSelectable()) {
            waiter.await((SelectableChannel) channel, SelectionKey.OP_READ);
            count = channel.read(buffer);
        }
        return Math.max(0, count);
    }

    private boolean isReady(Waiter waiter) throws IOException {
        try {
            return poll(waiter).ready();
        } finally {
            waiter.forget();
        }
    }

    private int take(ByteBuffer bytes, ByteBuffer buffer) {
        int count = Math.min(bytes.remaining(), buffer.remaining());
        buffer.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        if (!bytes.hasRemaining()) {
            ahead = new Ahead.None();
        }
        return count;
    }

    /** Tells whether reading would wait, and sees to it that the waiter is woken when it no longer would. */
    Readiness poll(Waiter waiter) throws IOException {
        if (isSelectable()) {
            return Readiness.of(waiter.ready((SelectableChannel) channel, SelectionKey.OP_READ));
        }
        lock.lock();
        try {
            if (ahead instanceof Ahead.None) {
                int bytes = available.bytes();
                if (bytes > 0 || type == FileType.REGULAR_FILE) {
                    return Readiness.of(bytes);
                }
                ahead = new Ahead.Reading();
                Thread.ofPlatform().daemon().name("terrace-input").start(this::readAhead);
                long left = GRACE;
                while (ahead instanceof Ahead.Reading && left > 0) {
                    left = arrived.awaitNanos(left);
                }
            }
            return switch (ahead) {
                case Ahead.Reading _ -> {
                    waiters.add(waiter);
                    yield Readiness.NOT_YET;
                }
                case Ahead.Data(ByteBuffer bytes) -> Readiness.of(bytes.remaining());
                case Ahead.End _ -> Readiness.HANGUP;
                case Ahead.Failed _, Ahead.None _ -> Readiness.of(0);
            };
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new WasiException(Errno.INTR);
        } finally {
            lock.unlock();
        }
    }

    private void readAhead() {
        ByteBuffer buffer = ByteBuffer.allocate(AHEAD);
        Ahead found;
        try {
            found = channel.read(buffer) < 0 ? new Ahead.End() : new Ahead.Data(buffer.flip());
        } catch (IOException e) {
            found = new Ahead.Failed(e);
        } catch (RuntimeException e) {
            found = new Ahead.Failed(new IOException(e));
        }
        lock.lock();
        try {
            ahead = found;
            arrived.signalAll();
            waiters.forEach(Waiter::wake);
            waiters.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the channel never blocks, and can be waited for without a thread that reads ahead. */
    private boolean isSelectable() {
        return channel instanceof SelectableChannel selectable && !selectable.isBlocking();
    }
}
