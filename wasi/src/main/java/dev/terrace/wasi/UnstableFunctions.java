package dev.terrace.wasi;

import java.io.IOException;

/** The functions of snapshot 0 ({@code wasi_unstable}) that are not as in preview 1. */
final class UnstableFunctions {
    /** The numbers of preview 1 for where {@code fd_seek} starts, by those of snapshot 0: current, end, set. */
    private static final int[] WHENCE = {1, 2, 0};

    private UnstableFunctions() {}

    @WasiFunction("fd_seek")
    public static void fdSeek(Call call, int fd, long offset, int whence, int result) throws IOException {
        int known = whence >= 0 && whence < WHENCE.length ? WHENCE[whence] : whence;
        DescriptorFunctions.fdSeek(call, fd, offset, known, result);
    }

    @WasiFunction("fd_filestat_get")
    public static void fdFilestatGet(Call call, int fd, int result) throws IOException {
        DescriptorFunctions.stat(call, fd).writeUnstable(call.memory(), result);
    }

    @WasiFunction("path_filestat_get")
    public static void pathFilestatGet(Call call, int fd, int flags, int path, int length, int result)
            throws IOException {
        PathFunctions.stat(call, fd, flags, path, length).writeUnstable(call.memory(), result);
    }

    @WasiFunction("poll_oneoff")
    public static void pollOneoff(Call call, int subscriptions, int events, int count, int result) throws IOException {
        PollFunctions.poll(call, PollFunctions.Layout.SNAPSHOT_0, subscriptions, events, count, result);
    }
}
