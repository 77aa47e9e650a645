package dev.terrace.wasi;

import dev.terrace.runtime.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The memory of the calling guest, as WASI sees it: little-endian, with unsigned 32-bit addresses. What lies outside is a
 * {@link Errno#FAULT}.
 */
final class GuestMemory {

    /** The bytes that a path may have, as on Linux. */
    private static final int MAX_PATH_BYTES = 4096;

    private final MemorySegment segment;

    GuestMemory(MemorySegment segment) {
        this.segment = segment;
    }

    MemorySegment segment() {
        return segment;
    }

    /** Returns the place of a field in the memory, after a check that all its bytes exist. */
    private long at(int address, int displacement, long bytes) {
        long start = Integer.toUnsignedLong(address) + displacement;
        if (start + bytes > segment.byteSize()) {
            throw new WasiException(Errno.FAULT);
        }
        return start;
    }

    /** Makes sure that some bytes exist: before a function does what could not be undone if its result had no place. */
    void check(int address, long bytes) {
        at(address, 0, bytes);
    }

    int getByte(int address, int displacement) {
        return segment.get(ValueLayout.JAVA_BYTE, at(address, displacement, 1)) & 0xFF;
    }

    int getShort(int address, int displacement) {
        return segment.get(LittleEndian.SHORT, at(address, displacement, 2)) & 0xFFFF;
    }

    int getInt(int address, int displacement) {
        return segment.get(LittleEndian.INT, at(address, displacement, 4));
    }

    long getLong(int address, int displacement) {
        return segment.get(LittleEndian.LONG, at(address, displacement, 8));
    }

    void putByte(int address, int displacement, int value) {
        segment.set(ValueLayout.JAVA_BYTE, at(address, displacement, 1), (byte) value);
    }

    void putShort(int address, int displacement, int value) {
        segment.set(LittleEndian.SHORT, at(address, displacement, 2), (short) value);
    }

    void putInt(int address, int value) {
        putInt(address, 0, value);
    }

    void putInt(int address, int displacement, int value) {
        segment.set(LittleEndian.INT, at(address, displacement, 4), value);
    }

    void putLong(int address, long value) {
        putLong(address, 0, value);
    }

    void putLong(int address, int displacement, long value) {
        segment.set(LittleEndian.LONG, at(address, displacement, 8), value);
    }

    /** Returns part of the memory itself, to be read or written in place. */
    MemorySegment slice(int address, long length) {
        return segment.asSlice(at(address, 0, length), length);
    }

    /** Returns part of the memory itself as a buffer; a length that no buffer has is cut. */
    ByteBuffer buffer(int address, int length) {
        check(address, Integer.toUnsignedLong(length));
        return slice(address, Math.min(Integer.toUnsignedLong(length), Integer.MAX_VALUE))
                .asByteBuffer();
    }

    /** Returns the buffers that a vector of {@code iovec} or {@code ciovec} records describes. */
    IoVector vector(int address, int count) {
        return IoVector.of(this, address, count);
    }

    /** Returns the path at an address; one that is not UTF-8 is an {@link Errno#ILSEQ}. */
    String path(int address, int length) {
        if (Integer.compareUnsigned(length, MAX_PATH_BYTES) > 0) {
            throw new WasiException(Errno.NAMETOOLONG);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(buffer(address, length))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new WasiException(Errno.ILSEQ);
        }
    }

    /** Writes bytes. */
    void put(int address, byte[] bytes) {
        put(address, bytes, bytes.length);
    }

    /** Writes the first {@code length} of some bytes. */
    void put(int address, byte[] bytes, int length) {
        put(address, bytes, 0, length);
    }

    /** Writes {@code length} of some bytes from an index on. */
    void put(int address, byte[] bytes, int from, int length) {
        MemorySegment.copy(bytes, from, segment, ValueLayout.JAVA_BYTE, at(address, 0, length), length);
    }
}
