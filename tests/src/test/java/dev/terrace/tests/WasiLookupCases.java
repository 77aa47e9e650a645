package dev.terrace.tests;

import static dev.terrace.tests.WasiScene.CREATE;
import static dev.terrace.tests.WasiScene.DIR;
import static dev.terrace.tests.WasiScene.FOLLOW;
import static dev.terrace.tests.WasiScene.PAGE;
import static dev.terrace.tests.WasiScene.STAT;
import static dev.terrace.tests.WasiScene.UNUSED;

import dev.terrace.wasi.Errno;
import java.util.List;
import java.util.stream.Stream;

/** What every function that takes a path answers to paths and directories that lead nowhere. */
final class WasiLookupCases {
    private static final int RESULT = WasiGuest.RESULT;

    /**
     * A function that takes a path.
     *
     * @param what what the path is to it
     * @param right the right that the directory must have
     * @param call calls it; everything but the directory and the path is right
     */
    private record PathFunction(String name, String what, long right, Call call) {
        @FunctionalInterface
        interface Call {
            /** Calls the function; the path is a string, bytes or a place in memory. */
            Errno with(WasiScene scene, int directory, Object path);
        }

        WasiCase row(Errno errno, String situation, WasiCase.Body body) {
            return WasiCase.of(name, errno, situation + what, body);
        }

        /** Returns the row for a path under the directory 3. */
        WasiCase path(Errno errno, String situation, Object path) {
            return row(errno, situation, scene -> call.with(scene, DIR, path));
        }
    }

    private static final List<PathFunction> FUNCTIONS = List.of(
            new PathFunction(
                    "path_create_directory", "", 1L << 9, (s, fd, path) -> s.call("path_create_directory", fd, path)),
            new PathFunction(
                    "path_filestat_get",
                    "",
                    1L << 18,
                    (s, fd, path) -> s.call("path_filestat_get", fd, FOLLOW, path, STAT)),
            new PathFunction(
                    "path_filestat_set_times",
                    "",
                    1L << 20,
                    (s, fd, path) -> s.call("path_filestat_set_times", fd, FOLLOW, path, 1L, 1L, 5)),
            new PathFunction(
                    "path_link",
                    " to link to",
                    1L << 11,
                    (s, fd, path) -> s.call("path_link", fd, 0, path, DIR, "new")),
            new PathFunction(
                    "path_link",
                    " for the link",
                    1L << 12,
                    (s, fd, path) -> s.call("path_link", DIR, 0, "file", fd, path)),
            new PathFunction(
                    "path_open",
                    "",
                    1L << 13,
                    (s, fd, path) -> s.call("path_open", fd, FOLLOW, path, 0, WasiGuest.READ, 0L, 0, RESULT)),
            new PathFunction(
                    "path_open",
                    " to create",
                    1L << 10,
                    (s, fd, path) -> s.call("path_open", fd, FOLLOW, path, CREATE, WasiGuest.WRITE, 0L, 0, RESULT)),
            new PathFunction(
                    "path_readlink",
                    "",
                    1L << 15,
                    (s, fd, path) -> s.call("path_readlink", fd, path, WasiGuest.BUFFER, 100, RESULT)),
            new PathFunction(
                    "path_remove_directory", "", 1L << 25, (s, fd, path) -> s.call("path_remove_directory", fd, path)),
            new PathFunction(
                    "path_rename",
                    " to rename",
                    1L << 16,
                    (s, fd, path) -> s.call("path_rename", fd, path, DIR, "new")),
            new PathFunction(
                    "path_rename",
                    " for the new name",
                    1L << 17,
                    (s, fd, path) -> s.call("path_rename", DIR, "file", fd, path)),
            new PathFunction("path_symlink", "", 1L << 24, (s, fd, path) -> s.call("path_symlink", "file", fd, path)),
            new PathFunction("path_unlink_file", "", 1L << 26, (s, fd, path) -> s.call("path_unlink_file", fd, path)));

    static final List<WasiCase> ALL =
            FUNCTIONS.stream().flatMap(WasiLookupCases::rows).toList();

    private WasiLookupCases() {}

    private static Stream<WasiCase> rows(PathFunction f) {
        return Stream.of(
                f.row(Errno.BADF, "a directory that is not open", s -> f.call.with(s, UNUSED, "name")),
                f.row(Errno.NOTDIR, "a descriptor of a file", s -> f.call.with(s, s.open("file"), "name")),
                f.row(Errno.NOTCAPABLE, "a directory without the right", s -> {
                    s.giveUp(DIR, f.right);
                    return f.call.with(s, DIR, "name");
                }),
                f.path(Errno.NOTCAPABLE, "a path above the directory", "../name"),
                f.path(Errno.NOTCAPABLE, "a path that goes down and further up", "dir/../../name"),
                f.path(Errno.NOTCAPABLE, "an absolute path", "/name"),
                f.path(Errno.NOTCAPABLE, "a path through a link that leads out", "out/name"),
                f.path(Errno.NOENT, "an empty path", ""),
                f.path(Errno.NOENT, "a path through nothing", "none/name"),
                f.path(Errno.NOENT, "a path through a dangling link", "dangling/name"),
                f.path(Errno.NOTDIR, "a path through a file", "file/name"),
                f.path(Errno.NOTDIR, "a path through a link to a file", "link/name"),
                f.path(Errno.LOOP, "a path through a link to itself", "loop/name"),
                f.path(Errno.NAMETOOLONG, "a name of 256 bytes", "n".repeat(256)),
                f.path(Errno.NAMETOOLONG, "a name of 256 bytes on the way", "n".repeat(256) + "/name"),
                f.path(Errno.NAMETOOLONG, "a path of 5,000 bytes", "./".repeat(2498) + "name"),
                f.path(Errno.INVAL, "a path with a NUL", "file\0"),
                f.path(Errno.ILSEQ, "a path that is not UTF-8", new byte[] {'f', (byte) 0xFF}),
                f.path(Errno.FAULT, "a path outside of memory", new WasiGuest.Span(PAGE - 2, 4)));
    }
}
