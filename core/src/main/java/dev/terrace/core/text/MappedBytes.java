package dev.terrace.core.text;

import dev.terrace.core.binary.BinaryWriter;

/** Bytes under construction, with where in the text they come from. */
final class MappedBytes {
    private final BinaryWriter bytes = new BinaryWriter();
    private final SourceMap.Builder map = new SourceMap.Builder();

    BinaryWriter bytes() {
        return bytes;
    }

    SourceMap.Builder map() {
        return map;
    }

    /** Notes that the next bytes come from an offset in the source text. */
    void mark(int sourceOffset) {
        map.add(bytes.size(), sourceOffset);
    }

    void append(MappedBytes other) {
        map.addAll(other.map, bytes.size());
        bytes.append(other.bytes);
    }

    /** Writes the size of other bytes and then those. */
    void vector(MappedBytes other) {
        bytes.u32(other.bytes.size());
        append(other);
    }
}
