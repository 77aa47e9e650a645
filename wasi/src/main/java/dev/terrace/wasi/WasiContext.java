package dev.terrace.wasi;

import java.io.IOException;

/** The state of one guest: what it was given, and what it has open. There is one for each store. */
final class WasiContext {
    private final WasiConfig config;
    private final DescriptorTable descriptors = new DescriptorTable();

    WasiContext(WasiConfig config) {
        this.config = config;
        descriptors.add(new InputDescriptor(config.input()));
        descriptors.add(new OutputDescriptor(config.output()));
        descriptors.add(new OutputDescriptor(config.error()));
        for (WasiConfig.Preopen preopen : config.preopens()) {
            long denied = preopen.readOnly() ? Rights.WRITING : 0;
            descriptors.add(new DirectoryDescriptor(
                    new PathResolver(preopen.host()),
                    preopen.host(),
                    preopen.guest(),
                    Rights.DIRECTORY & ~denied,
                    (Rights.DIRECTORY | Rights.FILE) & ~denied));
        }
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
