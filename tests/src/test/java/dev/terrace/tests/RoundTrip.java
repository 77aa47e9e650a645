package dev.terrace.tests;

import dev.terrace.core.Feature;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.text.WatParser;
import dev.terrace.core.text.WatPrinter;

/** The way of a module through text: decoded, printed, and parsed again. */
public final class RoundTrip {
    private RoundTrip() {}

    /**
     * Returns the binary module that comes back. It says the same, so it can take the original's place: in a test script,
     * for example.
     *
     * @throws dev.terrace.core.MalformedException if the module, or what it was printed as, is malformed
     */
    public static byte[] of(byte[] binary) {
        return WatParser.parse(WatPrinter.print(BinaryDecoder.decode(binary, Feature.ALL)))
                .binary();
    }
}
