package dev.terrace.wasi;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** The state of one guest: what it was given, and what it has open. There is one for each store. */
final class WasiContext {
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
        for (WasiConfig.Preopen preopen : config.preopens()) {
            long denied = preopen.readOnly() ? Rights.WRITING : 0;
            descriptors.add(new DirectoryDescriptor(
                    preopen.directory(),
                    preopen.guest(),
                    Rights.DIRECTORY & ~denied,
                    (Rights.DIRECTORY | Rights.FILE) & ~denied));
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
