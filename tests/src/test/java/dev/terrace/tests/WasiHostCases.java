package dev.terrace.tests;

import static dev.terrace.tests.WasiScene.DIR;
import static dev.terrace.tests.WasiScene.NONBLOCK;
import static dev.terrace.tests.WasiScene.READ_ONLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.wasi.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Situations that only the host can make: devices, other file systems, files in use. Where a host lacks what it takes, the
 * row is skipped.
 */
final class WasiHostCases {
    private static final int RESULT = WasiGuest.RESULT;
    private static final int ALSO = READ_ONLY + 1;

    /** Folders of the kernel's own file systems; in containers they may be read-only or missing. */
    private static final Path SYS = Path.of("/sys/kernel");

    private static final Path PROC = Path.of("/proc/self");
    private static final Path DEV = Path.of("/dev");
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    static final List<WasiCase> ALL = List.of(
            WasiCase.onHost("path_open", Errno.NOTCAPABLE, "an absolute link of the host to a file inside", s -> {
                Files.createSymbolicLink(s.host.resolve("absolute"), s.host.resolve("file"));
                return s.path("absolute", 0, WasiGuest.READ);
            }),
            WasiCase.onHost("path_open", Errno.ACCES, "a file that the host keeps from being written", s -> {
                Path file = s.host.resolve("file");
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
                if (!Files.isWritable(file)) {
                    return s.path("file", 0, WasiGuest.WRITE);
                }
                // The administrator may write everything but what has no way to be written.
                assumeWritable(SYS);
                s.alsoGive(SYS);
                return open(s, "uevent_seqnum", WasiGuest.WRITE);
            }),
            WasiCase.onHost("path_open", Errno.TXTBSY, "a program that is running, to write", s -> {
                Path sleep = Path.of("/bin/sleep");
                assumeTrue(Files.isExecutable(sleep));
                Path copy = s.host.resolve("sleep");
                Files.copy(sleep, copy, StandardCopyOption.COPY_ATTRIBUTES);
                Process process;
                try {
                    process = new ProcessBuilder(copy.toString(), "600").start();
                } catch (IOException e) {
                    assumeTrue(false, e.getMessage());
                    throw e;
                }
                try {
                    return s.path("sleep", 0, WasiGuest.WRITE);
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }),
            WasiCase.onHost("fd_write", Errno.NOSPC, "a device that is full", s -> {
                assumeTrue(Files.exists(DEV.resolve("full")));
                s.alsoGive(DEV);
                assertEquals(Errno.SUCCESS, open(s, "full", WasiGuest.WRITE));
                return s.transfer("fd_write", s.result(), 10);
            }),
            WasiCase.onHost("fd_pwrite", Errno.NOSPC, "a device that is full", s -> {
                assumeTrue(Files.exists(DEV.resolve("full")));
                s.alsoGive(DEV);
                assertEquals(Errno.SUCCESS, open(s, "full", WasiGuest.WRITE | WasiGuest.SEEK));
                return s.transfer("fd_pwrite", s.result(), 10, 0L);
            }),
            WasiCase.onHost("fd_read", Errno.IO, "a device that cannot read that place", s -> {
                assumeTrue(Files.isReadable(PROC.resolve("mem")));
                s.alsoGive(PROC.toRealPath());
                assertEquals(Errno.SUCCESS, open(s, "mem", WasiGuest.READ));
                return s.transfer("fd_read", s.result(), 10);
            }),
            WasiCase.onHost("fd_pread", Errno.IO, "a device that cannot read that place", s -> {
                assumeTrue(Files.isReadable(PROC.resolve("mem")));
                s.alsoGive(PROC.toRealPath());
                assertEquals(Errno.SUCCESS, open(s, "mem", WasiGuest.READ | WasiGuest.SEEK));
                return s.transfer("fd_pread", s.result(), 10, 0L);
            }),
            WasiCase.onHost("fd_pwrite", Errno.FBIG, "a place that no file of the host has", s -> {
                assumeLimitedFiles(s);
                return s.transfer("fd_pwrite", s.open("file"), 10, Long.MAX_VALUE - 10);
            }),
            WasiCase.onHost("fd_filestat_set_size", Errno.FBIG, "a size that no file of the host has", s -> {
                assumeLimitedFiles(s);
                return s.call("fd_filestat_set_size", s.open("file"), Long.MAX_VALUE);
            }),
            WasiCase.onHost(
                    "path_link",
                    Errno.XDEV,
                    "a directory in another file system",
                    s -> inOtherFileSystem(s, () -> s.call("path_link", DIR, 0, "file", ALSO, "new"))),
            WasiCase.onHost(
                    "path_rename",
                    Errno.XDEV,
                    "a directory in another file system",
                    s -> inOtherFileSystem(s, () -> s.call("path_rename", DIR, "file", ALSO, "new"))),
            pipe(
                    "path_open",
                    Errno.NXIO,
                    "a pipe that nobody reads, to write without waiting",
                    s -> s.pathWithRights("pipe", WasiGuest.WRITE, NONBLOCK)),
            pipe(
                    "fd_read",
                    Errno.AGAIN,
                    "a pipe in which there is nothing, without waiting",
                    s -> s.transfer("fd_read", openPipe(s), 10)),
            pipe("fd_write", Errno.AGAIN, "a pipe that is full, without waiting", s -> {
                int fd = openPipe(s);
                Errno errno = Errno.SUCCESS;
                for (int i = 0; i < 100_000 && errno == Errno.SUCCESS; i++) {
                    errno = s.transfer("fd_write", fd, 0x4000);
                }
                return errno;
            }),
            pipe("fd_write", Errno.PIPE, "a pipe that nobody reads any more", s -> {
                assertEquals(Errno.SUCCESS, s.pathWithRights("pipe", WasiGuest.READ, NONBLOCK));
                int reader = s.result();
                assertEquals(Errno.SUCCESS, s.pathWithRights("pipe", WasiGuest.WRITE, NONBLOCK));
                int writer = s.result();
                s.succeed("fd_close", reader);
                return s.transfer("fd_write", writer, 10);
            }),
            pipe("fd_read", Errno.SUCCESS, "what was written into a pipe", s -> {
                int fd = openPipe(s);
                s.guest.write(fd, "through the pipe");
                assertEquals("through the pipe", s.guest.read(fd, 100));
                return Errno.SUCCESS;
            }),
            pipe("fd_seek", Errno.SPIPE, "a pipe", s -> s.call("fd_seek", openPipe(s), 0L, 0, RESULT)),
            pipe("fd_tell", Errno.SPIPE, "a pipe", s -> s.call("fd_tell", openPipe(s), RESULT)),
            pipe("fd_pread", Errno.SPIPE, "a pipe", s -> s.transfer("fd_pread", openPipe(s), 10, 0L)),
            pipe("fd_pwrite", Errno.SPIPE, "a pipe", s -> s.transfer("fd_pwrite", openPipe(s), 10, 0L)),
            pipe("fd_advise", Errno.SPIPE, "a pipe", s -> s.call("fd_advise", openPipe(s), 0L, 1L, 0)),
            pipe("fd_allocate", Errno.SPIPE, "a pipe", s -> s.call("fd_allocate", openPipe(s), 0L, 1L)),
            pipe("fd_filestat_set_size", Errno.INVAL, "a pipe", s -> s.call("fd_filestat_set_size", openPipe(s), 1L)),
            notPermitted("path_create_directory", s -> s.call("path_create_directory", ALSO, "new")),
            notPermitted("path_symlink", s -> s.call("path_symlink", "x", ALSO, "new")),
            notPermitted("path_unlink_file", s -> s.call("path_unlink_file", ALSO, "uevent_seqnum")),
            notPermitted("path_remove_directory", s -> s.call("path_remove_directory", ALSO, "mm")),
            notPermitted("path_rename", s -> s.call("path_rename", ALSO, "uevent_seqnum", ALSO, "new")));

    private WasiHostCases() {}

    @FunctionalInterface
    private interface Call {
        Errno run() throws IOException;
    }

    private static Errno open(WasiScene scene, String path, long rights) {
        return scene.guest.tryOpen(ALSO, path, 0, rights);
    }

    /** Returns a row for what the kernel lets nobody do in a file system of its own. */
    private static WasiCase notPermitted(String function, WasiCase.Body body) {
        return WasiCase.onHost(function, Errno.PERM, "a file system that has no such operation", s -> {
            assumeWritable(SYS);
            assumeTrue(Files.isWritable(SYS), "only the administrator gets so far");
            s.alsoGive(SYS);
            return body.run(s);
        });
    }

    /** Returns a row for a directory with a named pipe in it. */
    private static WasiCase pipe(String function, Errno errno, String situation, WasiCase.Body body) {
        return WasiCase.onLinux(function, errno, situation, s -> {
            Process process =
                    new ProcessBuilder("mkfifo", s.host.resolve("pipe").toString()).start();
            assumeTrue(process.waitFor() == 0, "mkfifo cannot make a pipe here");
            return body.run(s);
        });
    }

    /** Opens the pipe for reading and writing, neither of which waits. */
    private static int openPipe(WasiScene scene) {
        return scene.openWithFlags("pipe", 0, NONBLOCK);
    }

    private static Errno inOtherFileSystem(WasiScene scene, Call call) throws IOException {
        assumeTrue(Files.isWritable(SHARED_MEMORY));
        assumeFalse(Files.getFileStore(SHARED_MEMORY).equals(Files.getFileStore(scene.host)));
        Path other = Files.createTempDirectory(SHARED_MEMORY, "wasi");
        try {
            scene.alsoGive(other);
            return call.run();
        } finally {
            Files.deleteIfExists(other.resolve("new"));
            Files.delete(other);
        }
    }

    /** Skips the row where the file system is mounted to be read only. */
    private static void assumeWritable(Path folder) throws IOException {
        assumeTrue(Files.isDirectory(folder) && !Files.getFileStore(folder).isReadOnly());
    }

    /** Skips the row where files may be as large as numbers are. */
    private static void assumeLimitedFiles(WasiScene scene) throws IOException {
        assumeTrue(Set.of("ext4", "xfs", "btrfs")
                .contains(Files.getFileStore(scene.host).type()));
    }
}
