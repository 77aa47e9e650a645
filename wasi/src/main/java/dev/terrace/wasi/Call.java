package dev.terrace.wasi;

/**
 * A call of a WASI function.
 *
 * @param context the calling guest's state
 * @param memory the calling guest's memory
 */
record Call(WasiContext context, GuestMemory memory) {

    DescriptorTable descriptors() {
        return context.descriptors();
    }
}
