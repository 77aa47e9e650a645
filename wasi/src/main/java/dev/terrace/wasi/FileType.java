package dev.terrace.wasi;

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

    static FileType of(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            return REGULAR_FILE;
        }
        if (attributes.isDirectory()) {
            return DIRECTORY;
        }
        return attributes.isSymbolicLink() ? SYMBOLIC_LINK : UNKNOWN;
    }
}
