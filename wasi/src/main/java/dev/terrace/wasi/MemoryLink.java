package dev.terrace.wasi;

import java.nio.charset.StandardCharsets;

/** A symbolic link in memory. */
final class MemoryLink extends MemoryNode {
    private final String text;
    private final int bytes;
    private long links;

    MemoryLink(MemoryFiles files, String text) {
        super(files, FileType.SYMBOLIC_LINK);
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.UTF_8).length;
    }

    String text() {
        return text;
    }

    @Override
    long links() {
        return links;
    }

    @Override
    long size() {
        return bytes;
    }

    @Override
    void named() {
        links++;
        touchChanged();
    }

    @Override
    void unnamed() {
        links--;
        touchChanged();
        if (links == 0) {
            files().giveBack(MemoryFiles.NODE_BYTES);
        }
    }
}
