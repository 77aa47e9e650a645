package dev.terrace.wasi;

/** A file, directory or symbolic link in memory. All its methods are called under the lock of its {@link MemoryFiles}. */
abstract sealed class MemoryNode permits MemoryDirectory, MemoryFile, MemoryLink {
    private final MemoryFiles files;
    private final FileType type;
    private final long inode;
    private long accessed;
    private long modified;
    private long changed;

    MemoryNode(MemoryFiles files, FileType type) {
        files.take(MemoryFiles.NODE_BYTES);
        this.files = files;
        this.type = type;
        this.inode = files.newInode();
        this.accessed = files.now();
        this.modified = accessed;
        this.changed = accessed;
    }

    final MemoryFiles files() {
        return files;
    }

    final FileType type() {
        return type;
    }

    final long inode() {
        return inode;
    }

    /** Returns how many names it has. */
    abstract long links();

    /** Returns its size in bytes. */
    abstract long size();

    final FileStat attributes() {
        return new FileStat(files.device(), inode, type, links(), size(), accessed, modified, changed);
    }

    final void setAttributes(FileTimes times) {
        accessed = times.accessed().orElse(accessed);
        modified = times.modified().orElse(modified);
        changed = files.now();
    }

    /** Notes that it was read. */
    final void touchAccessed() {
        accessed = files.now();
    }

    /** Notes that what it holds has changed. */
    final void touchModified() {
        modified = files.now();
        changed = modified;
    }

    /** Notes that what is known of it has changed. */
    final void touchChanged() {
        changed = files.now();
    }

    /** Notes that it has one more name. */
    abstract void named();

    /** Notes that it has one name less; what nobody can reach any more is forgotten. */
    abstract void unnamed();
}
