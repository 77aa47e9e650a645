package dev.terrace.wasi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The open descriptors of a guest, by number. A new one gets the lowest number that is free. */
final class DescriptorTable {
    private final List<Descriptor> descriptors = new ArrayList<>();
    private final int limit;

    /**
     * Creates an empty table.
     *
     * @param limit how many descriptors may be open
     */
    DescriptorTable(int limit) {
        this.limit = limit;
    }

    /** Returns an open descriptor; a number that means none is an {@link Errno#BADF}. */
    Descriptor get(int fd) {
        Descriptor descriptor = fd >= 0 && fd < descriptors.size() ? descriptors.get(fd) : null;
        if (descriptor == null) {
            throw new WasiException(Errno.BADF);
        }
        return descriptor;
    }

    /** Returns an open descriptor that has some rights. */
    Descriptor get(int fd, long rights) {
        Descriptor descriptor = get(fd);
        descriptor.require(rights);
        return descriptor;
    }

    /** Makes sure that one more descriptor can be added, before there is something that would have to be undone. */
    void requireRoom() {
        if (descriptors.size() >= limit && !descriptors.contains(null)) {
            throw new WasiException(Errno.MFILE);
        }
    }

    /** Adds a descriptor and returns its number. */
    int add(Descriptor descriptor) {
        requireRoom();
        int free = descriptors.indexOf(null);
        if (free < 0) {
            descriptors.add(descriptor);
            return descriptors.size() - 1;
        }
        descriptors.set(free, descriptor);
        return free;
    }

    /** Closes a descriptor; its number is free again even if closing fails. */
    void close(int fd) throws IOException {
        Descriptor descriptor = get(fd);
        descriptors.set(fd, null);
        descriptor.close();
    }

    /** Moves a descriptor to the number of another one, which is closed. */
    void renumber(int from, int to) throws IOException {
        Descriptor descriptor = get(from);
        Descriptor replaced = get(to);
        if (from == to) {
            return;
        }
        descriptors.set(to, descriptor);
        descriptors.set(from, null);
        replaced.close();
    }

    /** Closes everything. */
    void closeAll() throws IOException {
        IOException failure = null;
        for (Descriptor descriptor : descriptors) {
            try {
                if (descriptor != null) {
                    descriptor.close();
                }
            } catch (WasiException e) {
                failure = new IOException(e.getMessage(), e);
            } catch (IOException e) {
                failure = e;
            }
        }
        descriptors.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
