package dev.terrace.wasi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.ffm.linux.Linux;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The host's directories and files, in each way in which they can be reached. */
@ParameterizedClass
@EnumSource(DirectoryAccess.class)
class DirectoryTest {
    private static final OpenMode READ = new OpenMode(true, false, false, false, false, 0);
    private static final OpenMode WRITE = new OpenMode(true, true, false, false, false, 0);
    private static final OpenMode CREATE = new OpenMode(true, true, true, true, false, 0);
    private static final OptionalLong UNCHANGED = OptionalLong.empty();

    @Parameter
    private DirectoryAccess access;

    @TempDir
    private Path temp;

    private Path host;
    private Directory directory;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(access == DirectoryAccess.NIO || Linux.isSupported());
        host = Files.createDirectory(temp.resolve("host"));
        directory = access.source(host).open();
    }

    @AfterEach
    void close() throws IOException {
        if (directory != null) {
            directory.close();
        }
    }

    private static void assertErrno(Errno expected, Executable executable) {
        Throwable thrown = assertThrows(Throwable.class, executable);
        assertEquals(expected, HostErrors.errno(thrown).orElseThrow(() -> new AssertionError(thrown)));
    }

    private static IoVector bytes(String text) {
        return IoVector.of(Arena.ofAuto().allocateFrom(text).asSlice(0, text.length()));
    }

    /** Returns what a file gives at its place. */
    private static String read(OpenFile file, int length) throws IOException {
        MemorySegment buffer = Arena.ofAuto().allocate(Math.max(1, length));
        long count = file.read(IoVector.of(buffer.asSlice(0, length)));
        return new String(buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    @Test
    void there_is_no_source_of_what_is_no_directory() throws IOException {
        Files.writeString(host.resolve("file"), "");
        assertErrno(Errno.NOTDIR, () -> access.source(host.resolve("file")));
        assertErrno(Errno.NOENT, () -> access.source(host.resolve("none")));
    }

    @Test
    void files_are_made_read_and_written() throws IOException {
        assertErrno(Errno.NOENT, () -> directory.openFile("file", READ));
        try (OpenFile file = directory.openFile("file", CREATE)) {
            assertEquals(5, file.write(bytes("hello")));
            assertEquals(5, file.seek(0, Whence.CURRENT));
            assertEquals("", read(file, 9));
            assertEquals(1, file.seek(-4, Whence.END));
            assertEquals("ell", read(file, 3));
            assertErrno(Errno.INVAL, () -> file.seek(-1, Whence.START));
            assertErrno(Errno.INVAL, () -> file.seek(Long.MAX_VALUE, Whence.END));
            assertEquals(2, file.write(bytes("XY"), 1));
            assertEquals(4, file.seek(0, Whence.CURRENT));
            assertEquals(0, file.read(bytes("12"), 100));
        }
        assertEquals("hXYlo", Files.readString(host.resolve("file")));
        assertErrno(Errno.EXIST, () -> directory.openFile("file", CREATE));
        try (OpenFile file = directory.openFile("file", new OpenMode(true, false, true, false, true, 0))) {
            assertEquals("", read(file, 9));
        }
    }

    @Test
    void vectors_are_read_and_written_in_order() throws IOException {
        try (Arena arena = Arena.ofConfined();
                OpenFile file = directory.openFile("file", CREATE)) {
            GuestMemory memory = new GuestMemory(arena.allocate(256));
            memory.put(100, "abcdef".getBytes(StandardCharsets.UTF_8));
            int[] vector = {103, 3, 0, 0, 100, 2};
            for (int i = 0; i < vector.length; i++) {
                memory.putInt(0, i * 4, vector[i]);
            }
            assertEquals(5, file.write(memory.vector(0, 3)));
            assertEquals(5, file.write(memory.vector(0, 3), 4));
            assertEquals("defadefab", Files.readString(host.resolve("file")));
            file.seek(0, Whence.START);
            assertEquals(5, file.read(memory.vector(0, 3)));
            assertEquals(
                    "adcdef", memory.slice(100, 6).reinterpret(7).getString(0).substring(0, 6));
            assertEquals(2, file.read(memory.vector(0, 3), 7));
            assertEquals(0, file.read(memory.vector(0, 0)));
            assertEquals(0, file.write(memory.vector(0, 0), 0));
        }
    }

    @Test
    void appending_writes_at_the_end_as_long_as_the_flag_is_set() throws IOException {
        Files.writeString(host.resolve("file"), "ab");
        OpenMode append = new OpenMode(true, true, false, false, false, Descriptor.FLAG_APPEND);
        try (OpenFile file = directory.openFile("file", append)) {
            file.write(bytes("c"));
            file.seek(0, Whence.START);
            file.write(bytes("d"));
            assertEquals(4, file.seek(0, Whence.CURRENT));
            file.setFlags(0);
            file.seek(0, Whence.START);
            file.write(bytes("X"));
            file.setFlags(Descriptor.FLAG_APPEND);
            file.write(bytes("e"));
            file.write(bytes("Y"), 1);
            file.write(bytes("f"));
        }
        assertEquals("XYcdef", Files.readString(host.resolve("file")));
    }

    @Test
    void sizes_are_set_and_room_is_made() throws IOException {
        try (OpenFile file = directory.openFile("file", CREATE)) {
            file.write(bytes("hello"));
            file.setSize(2);
            assertEquals(5, file.seek(0, Whence.CURRENT));
            assertEquals(2, file.stat().size());
            file.allocate(1, 3);
            assertEquals(4, file.stat().size());
            file.allocate(0, 1);
            assertEquals(4, file.stat().size());
            file.setSize(6);
            file.sync(true);
            file.sync(false);
            for (Advice advice : Advice.values()) {
                file.advise(0, 0, advice);
            }
        }
        assertArrayEquals(new byte[] {'h', 'e', 0, 0, 0, 0}, Files.readAllBytes(host.resolve("file")));
    }

    @Test
    void stats_are_those_of_the_host() throws IOException {
        Path file = Files.writeString(host.resolve("file"), "text");
        Files.createLink(host.resolve("other"), file);
        FileStat stat = directory.stat("file");
        Map<String, Object> unix = Files.readAttributes(file, "unix:dev,ino,nlink,ctime");
        assertEquals(unix.get("dev"), stat.device());
        assertEquals(unix.get("ino"), stat.inode());
        assertEquals(FileType.REGULAR_FILE, stat.type());
        assertEquals(2, stat.links());
        assertEquals(4, stat.size());
        Instant changed = ((FileTime) unix.get("ctime")).toInstant();
        assertEquals(changed.getEpochSecond() * 1_000_000_000 + changed.getNano(), stat.changed());
        try (OpenFile open = directory.openFile("file", READ)) {
            assertEquals(stat, open.stat());
        }
        assertEquals(Files.getAttribute(host, "unix:ino"), directory.stat().inode());
        assertErrno(Errno.NOENT, () -> directory.stat("none"));
    }

    @Test
    void times_are_set_to_the_nanosecond_and_left_where_nothing_is_said() throws IOException {
        Files.writeString(host.resolve("file"), "");
        Files.createSymbolicLink(host.resolve("link"), Path.of("file"));
        FileTimes both = new FileTimes(OptionalLong.of(1_000_000_001), OptionalLong.of(2_000_000_002));
        directory.setTimes("file", both);
        directory.setTimes(both);
        assertEquals(1_000_000_001, directory.stat("file").accessed());
        assertEquals(2_000_000_002, directory.stat("file").modified());
        assertEquals(2_000_000_002, directory.stat().modified());
        assertNotEquals(2_000_000_002, directory.stat("link").modified());
        try (OpenFile file = directory.openFile("file", WRITE)) {
            file.setTimes(new FileTimes(UNCHANGED, OptionalLong.of(3_000_000_003L)));
            assertEquals(1_000_000_001, file.stat().accessed());
            assertEquals(3_000_000_003L, file.stat().modified());
            file.setTimes(new FileTimes(OptionalLong.of(4), UNCHANGED));
            assertEquals(4, file.stat().accessed());
            assertEquals(3_000_000_003L, file.stat().modified());
        }
    }

    @Test
    void names_are_listed_with_types_and_inodes() throws IOException {
        Files.writeString(host.resolve("file"), "");
        Files.createDirectory(host.resolve("däta"));
        Files.createSymbolicLink(host.resolve("link"), Path.of("nowhere"));
        for (int i = 0; i < 1000; i++) {
            Files.createFile(host.resolve("a file with a long name " + i));
        }
        List<Directory.Entry> entries = directory.list();
        assertEquals(1003, entries.size());
        assertEquals(
                1003, new TreeSet<>(entries.stream().map(Directory.Entry::name).toList()).size());
        for (Directory.Entry entry : entries) {
            FileType expected = switch (entry.name()) {
                case "däta" -> FileType.DIRECTORY;
                case "link" -> FileType.SYMBOLIC_LINK;
                default -> FileType.REGULAR_FILE;
            };
            assertEquals(expected, entry.type());
            assertEquals(directory.stat(entry.name()).inode(), entry.inode());
        }
    }

    @Test
    void directories_are_opened_and_links_to_them_are_not() throws IOException {
        Files.createDirectories(host.resolve("d/e"));
        Files.writeString(host.resolve("file"), "");
        Files.createSymbolicLink(host.resolve("link"), Path.of("d"));
        for (boolean listed : new boolean[] {false, true}) {
            try (Directory d = directory.openDirectory("d", listed);
                    Directory again = d.reopen(listed)) {
                assertEquals("e", again.list().getFirst().name());
                d.sync(true);
            }
            assertErrno(Errno.NOTDIR, () -> directory.openDirectory("file", listed));
            assertErrno(Errno.NOENT, () -> directory.openDirectory("none", listed));
            assertErrno(Errno.NOTDIR, () -> directory.openDirectory("link", listed));
        }
        assertErrno(Errno.ISDIR, () -> directory.openFile("d", WRITE));
        assertErrno(Errno.ISDIR, () -> directory.openFile("d", READ));
        assertErrno(Errno.LOOP, () -> directory.openFile("link", READ));
    }

    @Test
    void names_are_made_and_removed() throws IOException {
        directory.createDirectory("d");
        assertErrno(Errno.EXIST, () -> directory.createDirectory("d"));
        directory.createSymbolicLink("d/nowhere", "link");
        assertErrno(Errno.EXIST, () -> directory.createSymbolicLink("x", "link"));
        assertEquals("d/nowhere", directory.readLink("link"));
        assertErrno(Errno.INVAL, () -> directory.readLink("d"));
        assertErrno(Errno.NOENT, () -> directory.readLink("none"));
        directory.openFile("file", CREATE).close();
        try (Directory d = directory.openDirectory("d", false)) {
            directory.link("file", d, "other");
            directory.link("link", d, "link");
            assertErrno(Errno.EXIST, () -> directory.link("file", d, "link"));
            assertErrno(Errno.PERM, () -> directory.link("d", d, "loop"));
            assertErrno(Errno.NOENT, () -> directory.link("none", d, "new"));
        }
        assertTrue(Files.isSymbolicLink(host.resolve("d/link")));
        assertErrno(Errno.NOTEMPTY, () -> directory.removeDirectory("d"));
        assertErrno(Errno.NOTDIR, () -> directory.removeDirectory("file"));
        assertErrno(Errno.NOENT, () -> directory.removeDirectory("none"));
        assertErrno(Errno.ISDIR, () -> directory.unlink("d"));
        assertErrno(Errno.NOENT, () -> directory.unlink("none"));
        directory.unlink("link");
        assertFalse(Files.exists(host.resolve("link"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void renaming_replaces_what_is_of_the_same_kind() throws IOException {
        Files.writeString(host.resolve("a"), "a");
        Files.writeString(host.resolve("b"), "b");
        directory.rename("a", directory, "b");
        assertEquals("a", Files.readString(host.resolve("b")));
        Files.createDirectories(host.resolve("full/x"));
        Files.createDirectory(host.resolve("empty"));
        assertErrno(Errno.NOENT, () -> directory.rename("a", directory, "c"));
        assertErrno(Errno.NOTDIR, () -> directory.rename("full", directory, "b"));
        assertErrno(Errno.ISDIR, () -> directory.rename("b", directory, "empty"));
        assertErrno(Errno.NOTEMPTY, () -> directory.rename("empty", directory, "full"));
        try (Directory full = directory.openDirectory("full", false)) {
            assertErrno(Errno.INVAL, () -> directory.rename("full", full, "y"));
            full.rename("x", directory, "x");
        }
        directory.rename("empty", directory, "full");
        assertTrue(Files.isDirectory(host.resolve("x")));
        assertFalse(Files.exists(host.resolve("empty")));
    }

    @Test
    void a_directory_that_was_moved_is_the_same_or_stale_but_never_another() throws IOException {
        Files.createDirectory(host.resolve("d"));
        Files.createDirectory(temp.resolve("outside"));
        try (Directory d = directory.openDirectory("d", true)) {
            Files.move(host.resolve("d"), host.resolve("e"));
            Files.createSymbolicLink(host.resolve("d"), Path.of("../outside"));
            if (access == DirectoryAccess.NIO) {
                assertErrno(Errno.STALE, () -> d.createDirectory("x"));
                assertErrno(Errno.STALE, d::list);
            } else {
                d.createDirectory("x");
                assertTrue(Files.isDirectory(host.resolve("e/x")));
            }
        }
        assertFalse(Files.exists(temp.resolve("outside/x")));
    }

    @Test
    void paths_are_found_through_links_and_never_outside() throws IOException {
        Files.createDirectories(host.resolve("d/e"));
        Files.writeString(host.resolve("d/e/file"), "");
        Files.createSymbolicLink(host.resolve("d/up"), Path.of("../d/e/../e/file"));
        Files.createSymbolicLink(host.resolve("in"), Path.of("d/e/."));
        Files.createSymbolicLink(host.resolve("out"), Path.of(".."));
        Files.createSymbolicLink(host.resolve("d/away"), Path.of("../../host"));
        Files.createSymbolicLink(host.resolve("absolute"), host);
        Files.createSymbolicLink(host.resolve("self"), Path.of("self"));
        long inode = (long) Files.getAttribute(host.resolve("d/e/file"), "unix:ino");
        for (String path : List.of("d/e/file", "d/up", "in/file", "in/../../in/file", "d/./e/..//up", "./d/up")) {
            try (Place place = PathWalker.find(directory, path, PathWalker.LastLink.FOLLOW)) {
                assertEquals(inode, place.stat().inode(), path);
            }
        }
        for (String path : List.of(
                "..", "out", "out/", "out/host", "d/away", "d/away/d", "absolute/d", "/", "d/../..", "in/../../..")) {
            assertErrno(
                    Errno.NOTCAPABLE,
                    () -> PathWalker.find(directory, path, PathWalker.LastLink.FOLLOW)
                            .close());
        }
        assertErrno(
                Errno.LOOP,
                () -> PathWalker.find(directory, "self", PathWalker.LastLink.FOLLOW)
                        .close());
        assertErrno(
                Errno.LOOP,
                () -> PathWalker.find(directory, "self/x", PathWalker.LastLink.KEEP)
                        .close());
        assertErrno(
                Errno.NOENT,
                () -> PathWalker.find(directory, "none/x", PathWalker.LastLink.KEEP)
                        .close());
        assertErrno(
                Errno.NOTDIR,
                () -> PathWalker.find(directory, "d/up/x", PathWalker.LastLink.KEEP)
                        .close());
        try (Place place = PathWalker.find(directory, "in", PathWalker.LastLink.KEEP)) {
            assertEquals(FileType.SYMBOLIC_LINK, place.stat().type());
            assertFalse(place.wantsDirectory());
        }
        try (Place place = PathWalker.find(directory, "in", PathWalker.LastLink.FOLLOW)) {
            assertEquals(FileType.DIRECTORY, place.require().type());
            assertTrue(place.wantsDirectory());
        }
    }

    @Test
    void chains_of_links_make_paths_of_any_length() throws IOException {
        Files.createDirectory(host.resolve("d"));
        Files.writeString(host.resolve("d/file"), "");
        // Each link doubles back as often as fits, so that the expanded path is longer than any kernel takes at once.
        Files.createSymbolicLink(host.resolve("l0"), Path.of("d/../".repeat(600) + "d/file"));
        Files.createSymbolicLink(host.resolve("d/l1"), Path.of("../d/".repeat(600) + "../l0"));
        try (Place place = PathWalker.find(directory, "d/../".repeat(200) + "d/l1", PathWalker.LastLink.FOLLOW)) {
            assertEquals(FileType.REGULAR_FILE, place.require().type());
        }
    }
}
