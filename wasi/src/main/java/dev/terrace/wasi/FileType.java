package dev.terrace.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The kinds of files ({@code filetype} in wasi_snapshot_preview1.witx): the constant's ordinal is its number. */
enum FileType {
    UNKNOWN,
    BLOCK_DEVICE,
    CHARACTER_DEVICE,
    DIRECTORY,
    REGULAR_FILE,
    SOCKET_DGRAM,
    SOCKET_STREAM,
    SYMBOLIC_LINK;

    // The kinds of files in a mode of Unix.
    private static final int MODE_MASK = 0xF000;
    private static final int MODE_CHARACTER_DEVICE = 0x2000;
    private static final int MODE_BLOCK_DEVICE = 0x6000;
    private static final int MODE_SOCKET = 0xC000;

    static FileType of(Path path, BasicFileAttributes attributes, LinkOption... options) throws IOException {
        if (attributes.isRegularFile()) {
            return REGULAR_FILE;
        }
        if (attributes.isDirectory()) {
            return DIRECTORY;
        }
        if (attributes.isSymbolicLink()) {
            return SYMBOLIC_LINK;
        }
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return UNKNOWN;
        }
        int mode = (int) Files.getAttribute(path, "unix:mode", options);
        return switch (mode & MODE_MASK) {
            case MODE_CHARACTER_DEVICE -> CHARACTER_DEVICE;
            case MODE_BLOCK_DEVICE -> BLOCK_DEVICE;
            case MODE_SOCKET -> SOCKET_STREAM;
            default -> UNKNOWN;
        };
    }

    /** Returns what one of this process's standard streams is: guests buffer what they write to a terminal by lines. */
    static FileType ofStandardStream(int number) {
        Path path = Path.of("/dev/fd", Integer.toString(number));
        try {
            return of(path, Files.readAttributes(path, BasicFileAttributes.class));
        } catch (IOException _) {
            return UNKNOWN;
        }
    }
}
