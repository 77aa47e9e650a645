package dev.terrace.tier2.backend;

import dev.terrace.tier2.run.ExitCode;
import java.util.Map;

/**
 * The machine code of all stubs. It runs at any address that is aligned as it needs.
 *
 * @param bytes the code
 * @param alignment the power of two that its address must be a multiple of
 * @param offsets where each stub begins
 * @param exitFrameBytes for each {@link ExitCode} that can be resumed, how far above {@code WASM_SP} the address is that the
 *     code behind the exit has; the frame of that code begins 8 bytes above it. For the others it is 0
 */
public record StubCode(byte[] bytes, int alignment, Map<Stub, Integer> offsets, int[] exitFrameBytes) {
    /** Makes a copy of the map, so that nobody changes it. */
    public StubCode {
        offsets = Map.copyOf(offsets);
    }
}
