package dev.terrace.wasi;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystemException;
import java.time.InstantSource;
import java.util.List;

/**
 * A directory that is only in memory, with files, directories and links that guests make there. The embedder can put files
 * into it before a guest runs, and look at them afterwards.
 *
 * <pre>{@code
 * VirtualDirectory work = new VirtualDirectory(1 << 24);
 * work.write("in/names.txt", bytes);
 * Wasi.attach(store, WasiConfig.builder().directory(work, "/work").build());
 * Wasi.start(instance);
 * byte[] sorted = work.read("out.txt");
 * }</pre>
 *
 * <p>One object may be given to several guests, also in several threads; all of them see the same files. What is in it lives
 * as long as the object. Paths are relative and have slashes between their components.
 */
public final class VirtualDirectory {
    private static final OpenMode TO_READ = new OpenMode(true, false, false, false, false, 0);
    private static final OpenMode TO_WRITE = new OpenMode(false, true, true, false, true, 0);

    private final MemoryDirectory root;

    /**
     * Creates an empty directory.
     *
     * @param maxBytes the memory that everything in it may take; more is an {@link Errno#NOSPC}. Files take whole pages of
     *     4 KiB, and about half a KiB each for themselves
     * @throws IllegalArgumentException if that is too little for the directory itself
     */
    public VirtualDirectory(long maxBytes) {
        this(maxBytes, InstantSource.system());
    }

    /**
     * Creates an empty directory.
     *
     * @param maxBytes see {@link #VirtualDirectory(long)}
     * @param clock gives the times of files, for runs that can be repeated
     */
    public VirtualDirectory(long maxBytes, InstantSource clock) {
        if (maxBytes < MemoryFiles.NODE_BYTES) {
            throw new IllegalArgumentException("maxBytes must be " + MemoryFiles.NODE_BYTES + " or more: " + maxBytes);
        }
        this.root = new MemoryDirectory(new MemoryFiles(maxBytes, clock));
    }

    DirectorySource source() {
        return () -> root;
    }

    /**
     * Writes a file, instead of what it held if there is one. Directories on the way to it are made.
     *
     * @throws IOException if the path leads to a directory or out of this one, or if there is no room
     */
    public void write(String path, byte[] bytes) throws IOException {
        named(path, () -> {
            makeParents(path);
            try (Place place = PathWalker.find(root, path, PathWalker.LastLink.FOLLOW);
                    OpenFile file = place.directory().openFile(place.name(Errno.ISDIR), TO_WRITE);
                    Arena arena = Arena.ofConfined()) {
                MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
                if (file.write(IoVector.of(segment)) < bytes.length) {
                    throw new WasiException(Errno.NOSPC);
                }
                return null;
            }
        });
    }

    private void makeParents(String path) throws IOException {
        for (int slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            try (Place place = PathWalker.find(root, path.substring(0, slash), PathWalker.LastLink.FOLLOW)) {
                if (place.isName() && place.find().isEmpty()) {
                    place.directory().createDirectory(place.name(Errno.EXIST));
                }
            }
        }
    }

    /**
     * Makes a directory, and those on the way to it; does nothing if it is there.
     *
     * @throws IOException if something else is there, if the path leads out of this directory, or if there is no room
     */
    public void createDirectory(String path) throws IOException {
        named(path, () -> {
            makeParents(path + "/");
            list(path);
            return null;
        });
    }

    /**
     * Returns what a file holds.
     *
     * @throws IOException if there is no such file or it is larger than 2 GiB
     */
    public byte[] read(String path) throws IOException {
        return named(path, () -> {
            try (Place place = PathWalker.find(root, path, PathWalker.LastLink.FOLLOW);
                    OpenFile file = place.directory().openFile(place.name(Errno.ISDIR), TO_READ);
                    Arena arena = Arena.ofConfined()) {
                long size = file.stat().size();
                if (size > IoVector.MAX_BYTES) {
                    throw new WasiException(Errno.FBIG);
                }
                MemorySegment segment = arena.allocate(size);
                long count = file.read(IoVector.of(segment));
                return segment.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
            }
        });
    }

    /**
     * Returns the names in a directory, in no particular order; {@code "."} is this one.
     *
     * @throws IOException if there is no such directory
     */
    public List<String> list(String path) throws IOException {
        return named(path, () -> {
            try (Place place = PathWalker.find(root, path + "/.", PathWalker.LastLink.FOLLOW)) {
                return place.directory().list().stream()
                        .map(Directory.Entry::name)
                        .toList();
            }
        });
    }

    /** What can go wrong as it does for a guest. */
    private interface Operation<T> {
        T run() throws IOException;
    }

    private static <T> T named(String path, Operation<T> operation) throws IOException {
        try {
            return operation.run();
        } catch (WasiException e) {
            throw new FileSystemException(path, null, e.errno().description());
        }
    }
}
