package dev.terrace.wasi;

import dev.terrace.Store;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The state of one guest: what it was given, and what it has open. There is one for each store. */
final class WasiContext implements Closeable {
    /** Closes what stores have open that nobody closed. */
    private static final Cleaner CLEANER = Cleaner.create();

    private final WasiConfig config;
    private final Store store;
    private final Runnable waker;
    private final Resources resources;
    private final Cleaner.Cleanable cleanable;
    private final Clocks clocks;
    private RandomBytes random;
    private Call lastCall;

    /** What has to be closed. It must not lead to the context or its store: they would be reachable for ever. */
    private record Resources(DescriptorTable descriptors, Waiter waiter) implements Closeable {
        @Override
        public void close() throws IOException {
            try (waiter) {
                descriptors.closeAll();
            }
        }

        /** Closes everything for a guest that is gone without having been closed. Nobody is left to be told of errors. */
        void closeForgotten() {
            try {
                close();
            } catch (IOException _) {
                // Everything is closed all the same.
            }
        }
    }

    private WasiContext(WasiConfig config, Store store) {
        this.config = config;
        this.store = store;
        this.resources = new Resources(new DescriptorTable(config.maxDescriptors()), new Waiter(store));
        this.cleanable = CLEANER.register(this, resources::closeForgotten);
        this.waker = resources.waiter::wake;
        this.clocks = config.clocks();
    }

    /**
     * Creates the state, with everything open that the configuration gives.
     *
     * @param store the store that it belongs to
     * @throws IOException if a preopened directory cannot be opened, or a socket cannot be used; nothing is open then
     */
    static WasiContext open(WasiConfig config, Store store) throws IOException {
        WasiContext context = new WasiContext(config, store);
        try {
            context.openStreams();
            context.openDirectories();
            context.openSockets();
        } catch (IOException | RuntimeException e) {
            context.cleanable.clean();
            throw e;
        }
        store.onInterrupt(context.waker);
        return context;
    }

    private void openStreams() {
        WasiConfig.Output output = config.output();
        WasiConfig.Output error = config.error();
        descriptors().add(new InputDescriptor(config.input(), waiter()));
        descriptors().add(new OutputDescriptor(output.channel(), output.type(), waiter()));
        descriptors().add(new OutputDescriptor(error.channel(), error.type(), waiter()));
    }

    private void openDirectories() throws IOException {
        for (WasiConfig.Preopen preopen : config.preopens()) {
            long denied = preopen.readOnly() ? Rights.WRITING : 0;
            descriptors()
                    .add(new DirectoryDescriptor(
                            preopen.source().open(),
                            preopen.guest(),
                            Rights.DIRECTORY & ~denied,
                            (Rights.DIRECTORY | Rights.FILE) & ~denied));
        }
    }

    /** Behind the directories: C programs look for these from descriptor 3 on, and stop at the first that is none. */
    private void openSockets() throws IOException {
        for (ServerSocketChannel listener : config.listeners()) {
            descriptors().add(new ListenerDescriptor(listener, waiter()));
        }
        for (SocketChannel connection : config.connections()) {
            descriptors().add(new ConnectionDescriptor(connection, Rights.CONNECTION, 0, waiter()));
        }
    }

    /** Returns a call by a guest whose memory this is: the same object as long as the memory is the same. */
    @SuppressWarnings(
            "MemorySegmentReferenceEquality") // equal segments may be of memories that do not live equally long
    Call call(MemorySegment memory) {
        Call call = lastCall;
        if (call == null || call.memory().segment() != memory) {
            call = new Call(this, new GuestMemory(memory));
            lastCall = call;
        }
        return call;
    }

    WasiConfig config() {
        return config;
    }

    DescriptorTable descriptors() {
        return resources.descriptors();
    }

    Clocks clocks() {
        return clocks;
    }

    RandomBytes random() {
        if (random == null) {
            random = new RandomBytes(config.random());
        }
        return random;
    }

    Waiter waiter() {
        return resources.waiter();
    }

    @Override
    public void close() throws IOException {
        store.removeOnInterrupt(waker);
        try {
            resources.close();
        } finally {
            cleanable.clean();
        }
    }
}
