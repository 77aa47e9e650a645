package dev.terrace.wasi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;

/** The state of one guest: what it was given, and what it has open. There is one for each store. */
final class WasiContext {
    /** Closes what stores have open that nobody closed. */
    private static final Cleaner CLEANER = Cleaner.create();

    private final WasiConfig config;
    private final DescriptorTable descriptors = new DescriptorTable();
    private Call lastCall;

    WasiContext(WasiConfig config) {
        this.config = config;
        descriptors.add(
                new InputDescriptor(config.input().channel(), config.input().type()));
        descriptors.add(
                new OutputDescriptor(config.output().channel(), config.output().type()));
        descriptors.add(
                new OutputDescriptor(config.error().channel(), config.error().type()));
        try {
            for (WasiConfig.Preopen preopen : config.preopens()) {
                descriptors.add(open(preopen));
            }
        } catch (IOException e) {
            close(e);
            throw new UncheckedIOException("a preopened directory cannot be opened", e);
        }
        CLEANER.register(this, descriptors::closeForgotten);
    }

    private static DirectoryDescriptor open(WasiConfig.Preopen preopen) throws IOException {
        long denied = preopen.readOnly() ? Rights.WRITING : 0;
        return new DirectoryDescriptor(
                preopen.source().open(),
                preopen.guest(),
                Rights.DIRECTORY & ~denied,
                (Rights.DIRECTORY | Rights.FILE) & ~denied);
    }

    private void close(IOException reason) {
        try {
            descriptors.closeAll();
        } catch (IOException e) {
            reason.addSuppressed(e);
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
        return descriptors;
    }

    void close() throws IOException {
        descriptors.closeAll();
    }
}
