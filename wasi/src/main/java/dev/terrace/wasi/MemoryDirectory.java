package dev.terrace.wasi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A directory in memory. It is the same object for all who have it open; closing it does nothing. */
final class MemoryDirectory extends MemoryNode implements Directory {
    private final Map<String, MemoryNode> entries = new LinkedHashMap<>();

    /** The directory that this one is in; itself if it is the root, null if it was removed. */
    private MemoryDirectory parent;

    private long directories;

    /** Creates a root. */
    MemoryDirectory(MemoryFiles files) {
        super(files, FileType.DIRECTORY);
        this.parent = this;
    }

    /** Creates a directory that is in no other one yet. */
    private static MemoryDirectory unattached(MemoryFiles files) {
        MemoryDirectory directory = new MemoryDirectory(files);
        directory.parent = null;
        return directory;
    }

    /** As on Unix: its name, its own {@code .}, and the {@code ..} of each directory in it. */
    @Override
    long links() {
        return parent == null ? 0 : 2 + directories;
    }

    @Override
    long size() {
        return 0;
    }

    @Override
    void named() {
        touchChanged();
    }

    @Override
    void unnamed() {
        parent = null;
        touchChanged();
        files().giveBack(MemoryFiles.NODE_BYTES);
    }

    private static long bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length + (long) MemoryFiles.NODE_BYTES;
    }

    /** Gives something a name that nothing has; it does not learn of it yet. */
    private void put(String name, MemoryNode node) {
        if (parent == null) {
            throw new WasiException(Errno.NOENT);
        }
        if (entries.containsKey(name)) {
            throw new WasiException(Errno.EXIST);
        }
        files().take(bytes(name));
        entries.put(name, node);
        if (node instanceof MemoryDirectory directory) {
            directory.parent = this;
            directories++;
        }
        touchModified();
    }

    /** Takes a name away from what has it, which does not learn of it yet. */
    private MemoryNode take(String name) {
        MemoryNode node = entries.remove(name);
        files().giveBack(bytes(name));
        if (node instanceof MemoryDirectory) {
            directories--;
        }
        touchModified();
        return node;
    }

    /** Makes something new under a name; it takes no memory if that fails. */
    private void create(String name, MemoryNode node) {
        try {
            put(name, node);
            node.named();
        } catch (WasiException e) {
            files().giveBack(MemoryFiles.NODE_BYTES);
            throw e;
        }
    }

    private MemoryNode get(String name) {
        MemoryNode node = entries.get(name);
        if (node == null) {
            throw new WasiException(Errno.NOENT);
        }
        return node;
    }

    /** Returns the other directory of an operation on two; between file systems there is none. */
    private MemoryDirectory other(Directory directory) {
        if (directory instanceof MemoryDirectory other && other.files() == files()) {
            return other;
        }
        throw new WasiException(Errno.XDEV);
    }

    @Override
    public FileStat stat() {
        synchronized (files()) {
            return attributes();
        }
    }

    @Override
    public void setTimes(FileTimes times) {
        synchronized (files()) {
            setAttributes(times);
        }
    }

    /** Does nothing: there is no device. */
    @Override
    public void sync(boolean attributes) {}

    @Override
    public List<Entry> list() {
        synchronized (files()) {
            touchAccessed();
            List<Entry> list = new ArrayList<>(entries.size());
            entries.forEach((name, node) -> list.add(new Entry(name, node.type(), node.inode())));
            return list;
        }
    }

    @Override
    public Directory reopen(boolean listed) {
        return this;
    }

    @Override
    public Directory openDirectory(String name, boolean listed) {
        synchronized (files()) {
            if (get(name) instanceof MemoryDirectory directory) {
                return directory;
            }
            throw new WasiException(Errno.NOTDIR);
        }
    }

    @Override
    public OpenFile openFile(String name, OpenMode mode) {
        synchronized (files()) {
            if (mode.create() && !entries.containsKey(name)) {
                create(name, new MemoryFile(files()));
            } else if (mode.create() && mode.exclusive()) {
                throw new WasiException(Errno.EXIST);
            }
            return switch (get(name)) {
                case MemoryDirectory _ -> throw new WasiException(Errno.ISDIR);
                case MemoryLink _ -> throw new WasiException(Errno.LOOP);
                case MemoryFile file -> {
                    if (mode.truncate()) {
                        file.setSize(0);
                    }
                    yield new OpenMemoryFile(file, mode.has(Descriptor.FLAG_APPEND));
                }
            };
        }
    }

    @Override
    public FileStat stat(String name) {
        synchronized (files()) {
            return get(name).attributes();
        }
    }

    @Override
    public void setTimes(String name, FileTimes times) {
        synchronized (files()) {
            get(name).setAttributes(times);
        }
    }

    @Override
    public String readLink(String name) {
        synchronized (files()) {
            if (get(name) instanceof MemoryLink link) {
                link.touchAccessed();
                return link.text();
            }
            throw new WasiException(Errno.INVAL);
        }
    }

    @Override
    public void createDirectory(String name) {
        synchronized (files()) {
            create(name, unattached(files()));
        }
    }

    @Override
    public void createSymbolicLink(String text, String name) {
        synchronized (files()) {
            create(name, new MemoryLink(files(), text));
        }
    }

    @Override
    public void link(String name, Directory target, String targetName) {
        synchronized (files()) {
            MemoryNode node = get(name);
            if (node instanceof MemoryDirectory) {
                throw new WasiException(Errno.PERM);
            }
            other(target).put(targetName, node);
            node.named();
        }
    }

    @Override
    public void rename(String name, Directory target, String targetName) {
        synchronized (files()) {
            MemoryDirectory place = other(target);
            MemoryNode moved = get(name);
            MemoryNode replaced = place.entries.get(targetName);
            // Two names of one file: POSIX wants nothing to be done.
            if (moved == replaced) {
                return;
            }
            requireReplaceable(moved, replaced);
            if (moved instanceof MemoryDirectory directory && directory.contains(place)) {
                throw new WasiException(Errno.INVAL);
            }
            if (place.parent == null) {
                throw new WasiException(Errno.NOENT);
            }
            if (bytes(targetName) - bytes(name) > files().bytesLeft()) {
                throw new WasiException(Errno.NOSPC);
            }
            take(name);
            if (replaced != null) {
                place.take(targetName).unnamed();
            }
            place.put(targetName, moved);
            moved.touchChanged();
        }
    }

    private static void requireReplaceable(MemoryNode moved, MemoryNode replaced) {
        if (moved instanceof MemoryDirectory) {
            if (replaced instanceof MemoryDirectory directory) {
                directory.requireEmpty();
            } else if (replaced != null) {
                throw new WasiException(Errno.NOTDIR);
            }
        } else if (replaced instanceof MemoryDirectory) {
            throw new WasiException(Errno.ISDIR);
        }
    }

    private void requireEmpty() {
        if (!entries.isEmpty()) {
            throw new WasiException(Errno.NOTEMPTY);
        }
    }

    /** Returns whether a directory is this one or anywhere beneath it. */
    private boolean contains(MemoryDirectory directory) {
        MemoryDirectory at = directory;
        while (at != this) {
            if (at == null || at.parent == at) {
                return false;
            }
            at = at.parent;
        }
        return true;
    }

    @Override
    public void removeDirectory(String name) {
        synchronized (files()) {
            if (!(get(name) instanceof MemoryDirectory directory)) {
                throw new WasiException(Errno.NOTDIR);
            }
            directory.requireEmpty();
            take(name).unnamed();
        }
    }

    @Override
    public void unlink(String name) {
        synchronized (files()) {
            if (get(name) instanceof MemoryDirectory) {
                throw new WasiException(Errno.ISDIR);
            }
            take(name).unnamed();
        }
    }

    @Override
    public void close() {}
}
