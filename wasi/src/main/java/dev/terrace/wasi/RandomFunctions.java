package dev.terrace.wasi;

/** The function of WASI about randomness. */
final class RandomFunctions {
    private RandomFunctions() {}

    @WasiFunction("random_get")
    public static void randomGet(Call call, int buffer, int length) {
        long bytes = Integer.toUnsignedLong(length);
        call.memory().check(buffer, bytes);
        if (bytes > call.context().config().maxRandomBytes()) {
            throw new WasiException(Errno.INVAL);
        }
        call.context().random().fill(call.memory(), buffer, bytes);
    }
}
