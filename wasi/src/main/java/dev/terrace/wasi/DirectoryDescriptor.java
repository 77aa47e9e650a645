package dev.terrace.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An open directory: preopened by the embedder, or opened by the guest beneath one. */
final class DirectoryDescriptor extends Descriptor {
    private final PathResolver resolver;
    private final Path path;
    private final String guestName;
    private List<Entry> listing = List.of();

    /** A name in a directory. */
    record Entry(String name, FileType type, long inode) {}

    /**
     * Creates a descriptor.
     *
     * @param resolver resolves paths beneath this directory
     * @param path the directory on the host
     * @param guestName what the guest calls the directory if it is preopened, else null
     */
    DirectoryDescriptor(PathResolver resolver, Path path, String guestName, long rights, long inheriting) {
        super(rights, inheriting, 0);
        this.resolver = resolver;
        this.path = path;
        this.guestName = guestName;
    }

    PathResolver resolver() {
        return resolver;
    }

    /** Returns what the guest calls this preopened directory, or null if it is not preopened. */
    String guestName() {
        return guestName;
    }

    @Override
    FileType type() {
        return FileType.DIRECTORY;
    }

    @Override
    FileStat stat() throws IOException {
        return FileStat.of(path);
    }

    @Override
    long read(ByteBuffer[] buffers) {
        throw new WasiException(Errno.ISDIR);
    }

    @Override
    void setTimes(FileTime accessed, FileTime modified) throws IOException {
        FileDescriptor.setTimes(path, accessed, modified);
    }

    @Override
    DirectoryDescriptor directory() {
        return this;
    }

    /**
     * Returns the directory's entries from a cookie on. A cookie is a position in the listing made at cookie 0, so
     * changes to the directory in between neither repeat nor lose names.
     */
    List<Entry> entries(long cookie) throws IOException {
        if (cookie == 0) {
            listing = list();
        }
        if (cookie < 0 || cookie > listing.size()) {
            throw new WasiException(Errno.INVAL);
        }
        return listing.subList((int) cookie, listing.size());
    }

    private List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        long self = FileStat.of(path).inode();
        entries.add(new Entry(".", FileType.DIRECTORY, self));
        entries.add(new Entry("..", FileType.DIRECTORY, self));
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : (Iterable<Path>) children::iterator) {
                if (Files.exists(child, LinkOption.NOFOLLOW_LINKS)) {
                    FileStat stat = FileStat.of(child);
                    entries.add(new Entry(child.getFileName().toString(), stat.type(), stat.inode()));
                }
            }
        }
        return entries;
    }
}
