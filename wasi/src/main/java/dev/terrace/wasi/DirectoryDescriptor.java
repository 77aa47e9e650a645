package dev.terrace.wasi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An open directory: preopened by the embedder, or opened by the guest beneath one. */
final class DirectoryDescriptor extends Descriptor {
    private final Directory directory;
    private final String guestName;

    /** The entries of the last listing, in the order of their cookies. */
    private List<Listed> listing;

    private long lastCookie;

    /**
     * An entry of a listing.
     *
     * @param cookie what a guest passes to go on after this entry
     */
    record Listed(long cookie, Directory.Entry entry) {}

    /**
     * Creates a descriptor.
     *
     * @param directory the directory, which is closed with the descriptor
     * @param guestName what the guest calls the directory if it is preopened, else null
     */
    DirectoryDescriptor(Directory directory, String guestName, long rights, long inheriting) {
        super(rights, inheriting, 0);
        this.directory = directory;
        this.guestName = guestName;
    }

    Directory host() {
        return directory;
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
        return directory.stat();
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
        directory.sync(attributes);
    }

    @Override
    void setTimes(FileTimes times) throws IOException {
        directory.setTimes(times);
    }

    @Override
    DirectoryDescriptor directory() {
        return this;
    }

    /**
     * Returns the directory's entries after a cookie. The listing is made when it is read from its start. A name keeps its
     * cookie from one listing to the next, and new names have larger ones. So whatever is made or removed in between, no
     * name comes twice, and none is lost that was there all the time.
     */
    List<Listed> entries(long cookie) throws IOException {
        if (cookie == 0 || listing == null) {
            listing = list();
        }
        if (cookie < 0 || cookie > lastCookie) {
            throw new WasiException(Errno.INVAL);
        }
        return listing.subList(firstAfter(cookie), listing.size());
    }

    /** Returns the index of the first entry with a larger cookie. */
    private int firstAfter(long cookie) {
        int low = 0;
        int high = listing.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (listing.get(middle).cookie() <= cookie) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private List<Listed> list() throws IOException {
        long inode = directory.stat().inode();
        List<Directory.Entry> entries = new ArrayList<>();
        entries.add(new Directory.Entry(".", FileType.DIRECTORY, inode));
        // Nothing above a descriptor's directory can be reached through it, and it may be outside of what was
        // preopened.
        entries.add(new Directory.Entry("..", FileType.DIRECTORY, inode));
        entries.addAll(directory.list());
        Map<String, Long> cookies = new HashMap<>();
        if (listing != null) {
            listing.forEach(listed -> cookies.put(listed.entry().name(), listed.cookie()));
        }
        List<Listed> listed = new ArrayList<>(entries.size());
        for (Directory.Entry entry : entries) {
            Long cookie = cookies.get(entry.name());
            listed.add(new Listed(cookie == null ? ++lastCookie : cookie, entry));
        }
        listed.sort(Comparator.comparingLong(Listed::cookie));
        return listed;
    }

    @Override
    void close() throws IOException {
        directory.close();
    }
}
