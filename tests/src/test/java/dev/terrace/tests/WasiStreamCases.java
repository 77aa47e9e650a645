package dev.terrace.tests;

import static dev.terrace.tests.WasiScene.APPEND;
import static dev.terrace.tests.WasiScene.CREATE;
import static dev.terrace.tests.WasiScene.DIR;
import static dev.terrace.tests.WasiScene.PAGE;
import static dev.terrace.tests.WasiScene.UNUSED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.wasi.Errno;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Reading and writing. */
final class WasiStreamCases {
    private static final int RESULT = WasiGuest.RESULT;
    private static final int BUFFER = WasiGuest.BUFFER;
    private static final int VECTOR = WasiGuest.VECTOR;

    /** One of the four functions; those at an offset take one before the result. */
    private record Transfer(String function, boolean reads, Object[] offset) {
        WasiCase row(Errno errno, String situation, WasiCase.Body body) {
            return WasiCase.of(function, errno, situation, body);
        }

        Errno call(WasiScene scene, int fd, int vector, int count, int result) {
            return offset.length == 0
                    ? scene.call(function, fd, vector, count, result)
                    : scene.call(function, fd, vector, count, offset[0], result);
        }

        Errno call(WasiScene scene, int fd) {
            scene.guest.setVector(BUFFER, 4);
            return call(scene, fd, VECTOR, 1, RESULT);
        }

        /** The rows that all four have in common. */
        Stream<WasiCase> rows() {
            return Stream.of(
                    row(Errno.SUCCESS, "several buffers, of which some are empty", s -> {
                        int fd = s.open("file");
                        s.buffer("abcdef");
                        s.vector(BUFFER + 4, 1, BUFFER, 0, BUFFER, 2, PAGE, 0);
                        assertEquals(Errno.SUCCESS, call(s, fd, VECTOR, 4, RESULT));
                        assertEquals(3, s.result());
                        if (reads) {
                            assertEquals("12cd0f", s.bufferText(6));
                        } else {
                            assertEquals("eab3456789", s.text("file"));
                        }
                        return Errno.SUCCESS;
                    }),
                    row(Errno.SUCCESS, "no buffers", s -> {
                        assertEquals(Errno.SUCCESS, call(s, s.open("file"), VECTOR, 0, RESULT));
                        assertEquals(0, s.result());
                        return Errno.SUCCESS;
                    }),
                    row(Errno.SUCCESS, "as many buffers as Linux takes", s -> {
                        for (int i = 0; i < 1024; i++) {
                            s.guest.memory().writeInt(BUFFER + 8 * i, 0x5000);
                            s.guest.memory().writeInt(BUFFER + 8 * i + 4, i < 1020 ? 0 : 1);
                        }
                        assertEquals(Errno.SUCCESS, call(s, s.open("file"), BUFFER, 1024, RESULT));
                        assertEquals(4, s.result());
                        return Errno.SUCCESS;
                    }),
                    row(
                            Errno.INVAL,
                            "more buffers than Linux takes",
                            s -> call(s, s.open("file"), BUFFER, 1025, RESULT)),
                    row(
                            Errno.INVAL,
                            "a negative number of buffers",
                            s -> call(s, s.open("file"), VECTOR, Integer.MIN_VALUE, RESULT)),
                    row(Errno.BADF, "a number that is not open", s -> call(s, UNUSED)),
                    row(reads ? Errno.ISDIR : Errno.BADF, "a directory", s -> call(s, DIR)),
                    row(
                            Errno.BADF,
                            reads ? "a file opened for writing only" : "a file opened for reading only",
                            s -> call(s, s.open("file", (reads ? WasiGuest.WRITE : WasiGuest.READ) | WasiGuest.SEEK))),
                    row(
                            Errno.NOTCAPABLE,
                            "a file whose right was given up",
                            s -> call(s, s.openWithout("file", reads ? WasiGuest.READ : WasiGuest.WRITE))),
                    row(Errno.FAULT, "a vector outside of memory", s -> call(s, s.open("file"), PAGE - 15, 2, RESULT)),
                    row(Errno.FAULT, "a buffer that ends outside of memory", s -> {
                        s.vector(BUFFER, 1, PAGE - 1, 2);
                        return call(s, s.open("file"), VECTOR, 2, RESULT);
                    }),
                    row(Errno.FAULT, "a buffer whose end no address has", s -> {
                        s.vector(-1, -1);
                        return call(s, s.open("file"), VECTOR, 1, RESULT);
                    }),
                    row(Errno.FAULT, "a result outside of memory, and nothing is transferred", s -> {
                        int fd = s.open("file");
                        s.buffer("abc");
                        s.vector(BUFFER, 3);
                        assertEquals(Errno.FAULT, call(s, fd, VECTOR, 1, PAGE - 3));
                        assertEquals("0123456789", s.guest.read(fd, 20));
                        return Errno.FAULT;
                    }));
        }

        /** The rows that both functions at an offset have in common. */
        Stream<WasiCase> rowsAtOffset() {
            return Stream.of(
                    row(Errno.SUCCESS, "a place, and the file's own stays", s -> {
                        int fd = s.open("file");
                        s.guest.read(fd, 2);
                        s.buffer("ab");
                        s.succeed(function, fd, vector(s, 2), 1, 8L, RESULT);
                        assertEquals(2, s.result());
                        assertEquals(reads ? "89" : "ab", s.bufferText(2));
                        s.succeed("fd_tell", fd, RESULT);
                        assertEquals(2, s.longAt(RESULT));
                        assertEquals(reads ? "0123456789" : "01234567ab", s.text("file"));
                        return Errno.SUCCESS;
                    }),
                    row(
                            Errno.INVAL,
                            "a negative place",
                            s -> s.call(function, s.open("file"), vector(s, 2), 1, -1L, RESULT)),
                    row(
                            Errno.SPIPE,
                            "a standard stream",
                            s -> s.call(function, reads ? 0 : 1, vector(s, 2), 1, 0L, RESULT)),
                    row(
                            Errno.NOTCAPABLE,
                            "a file without the right to seek",
                            s -> s.call(
                                    function,
                                    s.open("file", WasiGuest.READ | WasiGuest.WRITE),
                                    vector(s, 2),
                                    1,
                                    0L,
                                    RESULT)));
        }
    }

    private static final Object[] NONE = {};
    private static final Transfer READ = new Transfer("fd_read", true, NONE);
    private static final Transfer WRITE = new Transfer("fd_write", false, NONE);
    private static final Transfer PREAD = new Transfer("fd_pread", true, new Object[] {0L});
    private static final Transfer PWRITE = new Transfer("fd_pwrite", false, new Object[] {0L});

    private static final List<WasiCase> READING = List.of(
            WasiCase.of("fd_read", Errno.SUCCESS, "a file, from where the last read ended", s -> {
                int fd = s.open("file");
                assertEquals("012", s.guest.read(fd, 3));
                assertEquals("3456789", s.guest.read(fd, 20));
                assertEquals("", s.guest.read(fd, 20));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_read", Errno.SUCCESS, "what was written through another descriptor", s -> {
                int reader = s.open("file", WasiGuest.READ);
                assertEquals("0123456789", s.guest.read(reader, 20));
                s.guest.write(s.openWithFlags("file", 0, APPEND), "more");
                assertEquals("more", s.guest.read(reader, 20));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_read", Errno.SUCCESS, "the standard input until its end", s -> {
                assertEquals("inp", s.guest.read(0, 3));
                assertEquals("ut", s.guest.read(0, 20));
                assertEquals("", s.guest.read(0, 20));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_read", Errno.SUCCESS, "a file that was removed", s -> {
                int fd = s.open("file");
                s.succeed("path_unlink_file", DIR, "file");
                assertEquals("0123456789", s.guest.read(fd, 20));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_read", Errno.BADF, "the standard output", s -> s.transfer("fd_read", 1, 1)),
            WasiCase.of("fd_pread", Errno.SUCCESS, "a place at and beyond the end, where there is nothing", s -> {
                int fd = s.open("file");
                s.succeed("fd_pread", fd, vector(s, 2), 1, 10L, RESULT);
                assertEquals(0, s.result());
                s.succeed("fd_pread", fd, VECTOR, 1, 1L << 40, RESULT);
                assertEquals(0, s.result());
                return Errno.SUCCESS;
            }));

    private static final List<WasiCase> WRITING = List.of(
            WasiCase.of("fd_write", Errno.SUCCESS, "the end of a file wherever the place is, when it appends", s -> {
                int fd = s.openWithFlags("file", 0, APPEND);
                s.seek(fd, 0, 0);
                s.guest.write(fd, "ab");
                s.guest.write(s.openWithFlags("file", 0, APPEND), "c");
                s.guest.write(fd, "d");
                assertEquals("0123456789abcd", s.text("file"));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_write", Errno.SUCCESS, "a place beyond the end, with zeros before it", s -> {
                int fd = s.open("file");
                s.seek(fd, 12, 0);
                s.guest.write(fd, "x");
                assertEquals("0123456789\0\0x", s.text("file"));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_write", Errno.SUCCESS, "a new file", s -> {
                s.guest.write(s.openWithFlags("new", CREATE, 0), "text");
                assertEquals("text", s.text("new"));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_write", Errno.SUCCESS, "the standard output", s -> {
                s.guest.write(1, "out");
                s.guest.write(1, "put");
                assertEquals("output", s.output.toString(StandardCharsets.UTF_8));
                return Errno.SUCCESS;
            }),
            WasiCase.of("fd_write", Errno.BADF, "the standard input", s -> s.transfer("fd_write", 0, 1)),
            WasiCase.of("fd_pwrite", Errno.SUCCESS, "a place beyond the end, with zeros before it", s -> {
                s.buffer("xy");
                s.succeed("fd_pwrite", s.open("file"), vector(s, 2), 1, 12L, RESULT);
                assertEquals("0123456789\0\0xy", s.text("file"));
                return Errno.SUCCESS;
            }));

    static final List<WasiCase> ALL = Stream.of(
                    READ.rows(),
                    PREAD.rows(),
                    PREAD.rowsAtOffset(),
                    READING.stream(),
                    WRITE.rows(),
                    PWRITE.rows(),
                    PWRITE.rowsAtOffset(),
                    WRITING.stream())
            .flatMap(rows -> rows)
            .toList();

    private WasiStreamCases() {}

    /** Sets the vector to one buffer of so many bytes and returns its place. */
    private static int vector(WasiScene scene, int length) {
        scene.guest.setVector(BUFFER, length);
        return VECTOR;
    }
}
