package dev.terrace.wasi;

/** The function of WASI about randomness. */
final class RandomFunctions {
    private static final int CHUNK = 1 << 13;

    private RandomFunctions() {}

    @WasiFunction("random_get")
    static void randomGet(Call call, int buffer, int length) {
        long left = Integer.toUnsignedLong(length);
        call.memory().slice(buffer, left);
        byte[] chunk = new byte[(int) Math.min(left, CHUNK)];
        int at = buffer;
        while (left > 0) {
            int size = (int) Math.min(left, chunk.length);
            call.context().config().random().nextBytes(chunk);
            call.memory().put(at, chunk, size);
            at += size;
            left -= size;
        }
    }
}
