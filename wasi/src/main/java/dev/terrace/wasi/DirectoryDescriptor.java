package dev.terrace.wasi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** An open directory: preopened by the embedder, or opened by the guest beneath one. */
final class DirectoryDescriptor extends Descriptor {
    private final PathResolver resolver;
    private final String guestName;
    private List<Entry> listing = List.of();

    /** A name in a directory. */
    record Entry(String name, FileType type, long inode) {}

    /**
     * Creates a descriptor.
     *
     * @param resolver resolves paths beneath this directory
     * @param guestName what the guest calls the directory if it is preopened, else null
     */
    DirectoryDescriptor(PathResolver resolver, String guestName, long rights, long inheriting) {
        super(rights, inheriting, 0);
        this.resolver = resolver;
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
        return FileStat.of(resolver.root());
    }

    @Override
    Errno refusal(long missing) {
        if ((missing & Rights.FD_READ) != 0) {
            return Errno.ISDIR;
        }
        return (missing & ~Rights.DIRECTORY) != 0 ? Errno.BADF : Errno.NOTCAPABLE;
    }

    @Override
    void sync(boolean attributes) throws IOException {
        try (FileChannel channel = FileChannel.open(resolver.root(), StandardOpenOption.READ)) {
            channel.force(attributes);
        }
    }

    @Override
    void setTimes(FileTimes times) throws IOException {
        times.apply(resolver.root());
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
        Path path = resolver.root();
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(".", FileType.DIRECTORY, FileStat.of(path).inode()));
        // What is above a preopened directory is not the guest's business.
        Path parent = guestName == null ? path.getParent() : path;
        entries.add(new Entry("..", FileType.DIRECTORY, FileStat.of(parent).inode()));
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                try {
                    FileStat stat = FileStat.of(child);
                    entries.add(new Entry(child.getFileName().toString(), stat.type(), stat.inode()));
                } catch (NoSuchFileException _) {
                    // It was removed in the meantime.
                }
            }
        }
        return entries;
    }
}
