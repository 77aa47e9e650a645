package dev.terrace.tests;

import static dev.terrace.tests.WasiIntruder.DIR;
import static dev.terrace.tests.WasiIntruder.READ_ONLY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.tests.WasiAttackTest.Attack;
import dev.terrace.wasi.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Attempts by numbers of descriptors, by rights, and by the magic links of the kernel. */
final class WasiDescriptorAttacks {
    private static final int STAT = 0x300;
    private static final long RIGHTS = WasiGuest.ALL_RIGHTS;

    static final List<Attack> ALL = List.of(
            new Attack("numbers that the process may have open", i -> {
                for (int fd = READ_ONLY + 1; fd < 300; fd++) {
                    assertEquals(Errno.BADF, i.attempt("fd_fdstat_get", fd, STAT));
                    assertEquals(Errno.BADF, i.attempt("fd_filestat_get", fd, STAT));
                    assertEquals(Errno.BADF, i.guest.tryOpen(fd, "secret", 0, WasiGuest.READ));
                }
                i.use(100);
            }),
            new Attack("numbers that mean the working directory to the host, and other negative ones", i -> {
                for (int fd : new int[] {-100, -1, -2, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 16, 1 << 30}) {
                    assertEquals(Errno.BADF, i.guest.tryOpen(fd, "secret", 0, WasiGuest.READ));
                    i.assault(fd, "secret");
                    i.assault(fd, ".");
                    i.use(fd);
                }
            }),
            new Attack("numbers whose low bytes are those of a directory", i -> {
                for (int shift = 8; shift < 32; shift += 8) {
                    i.assault(DIR | 1 << shift, "../secret");
                    assertEquals(Errno.BADF, i.attempt("fd_fdstat_get", DIR | 1 << shift, STAT));
                }
            }),
            new Attack("a standard stream in the place of its directory", i -> {
                i.guest.succeed("fd_renumber", 0, DIR);
                i.assault("secret");
                i.assault("../secret");
            }),
            new Attack("its directory in the place of a standard stream", i -> {
                i.guest.succeed("fd_renumber", DIR, 1);
                i.assault(1, "../secret");
                i.assault(1, "sub/../../secret");
            }),
            new Attack("a directory below in the place of its directory", i -> {
                int deep = i.guest.open(DIR, "sub/deep", WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
                i.guest.succeed("fd_renumber", deep, DIR);
                i.assault("../../mine");
                i.assault("../../../secret");
                i.attempt("fd_readdir", DIR, WasiGuest.BUFFER, 0x1000, 0L, WasiGuest.RESULT);
            }),
            new Attack("its directory in the place of the one that is read only", i -> {
                i.guest.succeed("fd_renumber", DIR, READ_ONLY);
                i.assault(READ_ONLY, "../read-only/file");
            }),
            new Attack("a file with the number of a directory that was closed", i -> {
                int mine = i.guest.open("mine");
                i.guest.succeed("fd_renumber", mine, DIR);
                i.assault("secret");
                i.assault("..");
            }),
            new Attack("the list of a directory, which names the one above", i -> {
                for (String path : List.of(".", "sub", "sub/deep")) {
                    int fd = i.guest.open(DIR, path, WasiGuest.DIRECTORY, WasiGuest.DIRECTORY_RIGHTS);
                    assertEquals(
                            Errno.SUCCESS, i.attempt("fd_readdir", fd, WasiGuest.BUFFER, 0x1000, 0L, WasiGuest.RESULT));
                }
            }),
            new Attack("more rights for a directory that is read only", i -> {
                assertEquals(Errno.NOTCAPABLE, i.attempt("fd_fdstat_set_rights", READ_ONLY, RIGHTS, RIGHTS));
                assertEquals(Errno.NOTCAPABLE, i.attempt("fd_fdstat_set_rights", READ_ONLY, 0L, WasiGuest.WRITE));
                attackReadOnly(i, READ_ONLY);
            }),
            new Attack("more rights for what a directory that is read only opens", i -> {
                assertEquals(
                        Errno.SUCCESS,
                        i.attempt(
                                "path_open",
                                READ_ONLY,
                                0,
                                ".",
                                WasiGuest.DIRECTORY,
                                RIGHTS & ~WasiGuest.WRITE,
                                RIGHTS,
                                0,
                                WasiGuest.RESULT));
                attackReadOnly(i, i.guest.result());
            }),
            new Attack("a file that is read only, by every way to open it", i -> {
                for (int openFlags = 0; openFlags < 16; openFlags++) {
                    for (int bit = 0; bit < 30; bit++) {
                        i.open(READ_ONLY, 1, "file", openFlags, 1L << bit);
                    }
                    i.open(READ_ONLY, 0, "file", openFlags, RIGHTS);
                    i.open(READ_ONLY, 0, "new", openFlags, 0L);
                }
            }),
            new Attack("a file that is read only, with another name in a directory to write", i -> {
                for (int lookup = 0; lookup <= 1; lookup++) {
                    i.attempt("path_link", READ_ONLY, lookup, "file", DIR, "linked");
                    i.open(DIR, 0, "linked", 0, RIGHTS);
                    i.open(DIR, 0, "linked", WasiGuest.TRUNCATE, RIGHTS);
                }
                i.attempt("path_rename", READ_ONLY, "file", DIR, "linked");
                i.attempt("path_rename", DIR, "mine", READ_ONLY, "file");
            }),
            new Attack("a file that is read only, by a link from a directory to write", i -> {
                i.link("link", "../read-only/file");
                i.assault("link");
            }),
            new Attack("rights that were given up, asked for again", i -> {
                i.guest.succeed("fd_fdstat_get", DIR, STAT);
                long rights = i.guest.memory().readLong(STAT + 8);
                i.guest.succeed("fd_fdstat_set_rights", DIR, rights & (1L << 13), 0L);
                assertEquals(Errno.NOTCAPABLE, i.attempt("fd_fdstat_set_rights", DIR, rights, 0L));
                i.assault("../secret");
                i.assault("mine");
                assertEquals("mine", Files.readString(i.host.resolve("mine")));
            }),
            new Attack("the magic links of the process that is the host", i -> {
                Path self = Path.of("/proc/self");
                Assumptions.assumeTrue(Files.isDirectory(self));
                int proc = i.alsoGive(self.toRealPath());
                for (String magic : List.of("root", "cwd", "task/self/root")) {
                    i.open(proc, 1, magic + i.secret, 0, WasiGuest.READ);
                    i.open(proc, 1, magic, WasiGuest.DIRECTORY, WasiGuest.READ);
                    i.attempt("path_filestat_get", proc, 1, magic + i.secret, STAT);
                    i.attempt("path_unlink_file", proc, magic + i.secret);
                    i.attempt("path_create_directory", proc, magic + i.outside + "/new");
                    i.attempt("path_symlink", "x", proc, magic + i.outside + "/new");
                    i.attempt("path_link", proc, 1, magic + i.secret, DIR, "stolen");
                    i.attempt("path_rename", proc, magic + i.secret, DIR, "stolen");
                }
            }),
            new Attack("the descriptors of the process that is the host", i -> {
                Path fds = Path.of("/proc/self/fd");
                Assumptions.assumeTrue(Files.isDirectory(fds));
                try (var _ = Files.newByteChannel(i.secret);
                        var _ = Files.newDirectoryStream(i.outside)) {
                    int proc = i.alsoGive(fds.toRealPath());
                    for (int fd = 0; fd < 300; fd++) {
                        i.open(proc, 1, Integer.toString(fd), 0, WasiGuest.READ);
                        i.open(proc, 1, fd + "/secret", 0, WasiGuest.READ);
                        i.attempt("path_filestat_get", proc, 1, Integer.toString(fd), STAT);
                        i.attempt("path_unlink_file", proc, fd + "/secret");
                    }
                }
            }));

    private WasiDescriptorAttacks() {}

    /** Tries everything that changes a directory which is read only, or a file in it. */
    private static void attackReadOnly(WasiIntruder intruder, int directory) {
        intruder.assault(directory, "file");
        intruder.assault(directory, "new");
        intruder.assault(directory, ".");
        intruder.use(directory);
    }
}
