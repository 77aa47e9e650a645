package dev.terrace.wasi;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The memory of the calling guest, as WASI sees it: little-endian, with unsigned 32-bit addresses. What lies outside is a
 * {@link Errno#FAULT}.
 */
final class GuestMemory {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** How many buffers one call may name, as on Linux. */
    private static final int MAX_BUFFERS = 1024;

    private final MemorySegment segment;

    GuestMemory(MemorySegment segment) {
        this.segment = segment;
    }

    /** Returns the place of a field in the memory, after a check that all its bytes exist. */
    private long at(int address, int displacement, long bytes) {
        long start = Integer.toUnsignedLong(address) + displacement;
        if (start + bytes > segment.byteSize()) {
            throw new WasiException(Errno.FAULT);
        }
        return start;
    }

    int getByte(int address, int displacement) {
        return segment.get(ValueLayout.JAVA_BYTE, at(address, displacement, 1)) & 0xFF;
    }

    int getShort(int address, int displacement) {
        return segment.get(SHORT, at(address, displacement, 2)) & 0xFFFF;
    }

    int getInt(int address, int displacement) {
        return segment.get(INT, at(address, displacement, 4));
    }

    long getLong(int address, int displacement) {
        return segment.get(LONG, at(address, displacement, 8));
    }

    void putByte(int address, int displacement, int value) {
        segment.set(ValueLayout.JAVA_BYTE, at(address, displacement, 1), (byte) value);
    }

    void putShort(int address, int displacement, int value) {
        segment.set(SHORT, at(address, displacement, 2), (short) value);
    }

    void putInt(int address, int value) {
        putInt(address, 0, value);
    }

    void putInt(int address, int displacement, int value) {
        segment.set(INT, at(address, displacement, 4), value);
    }

    void putLong(int address, long value) {
        putLong(address, 0, value);
    }

    void putLong(int address, int displacement, long value) {
        segment.set(LONG, at(address, displacement, 8), value);
    }

    /** Returns part of the memory itself, to be read or written in place. */
    MemorySegment slice(int address, long length) {
        return segment.asSlice(at(address, 0, length), length);
    }

    /** Returns part of the memory itself as a buffer; a length that no buffer has is cut. */
    ByteBuffer buffer(int address, int length) {
        return slice(address, Math.min(Integer.toUnsignedLong(length), Integer.MAX_VALUE))
                .asByteBuffer();
    }

    /** Returns the text at an address; one that is not UTF-8 is an {@link Errno#ILSEQ}. */
    String string(int address, int length) {
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
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, at(address, 0, length), length);
    }

    /** Returns the buffers that a vector of {@code iovec} or {@code ciovec} records describes. */
    ByteBuffer[] buffers(int vector, int count) {
        if (count < 0 || count > MAX_BUFFERS) {
            throw new WasiException(Errno.INVAL);
        }
        ByteBuffer[] buffers = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            buffers[i] = buffer(getInt(vector + i * 8, 0), getInt(vector + i * 8, 4));
        }
        return buffers;
    }
}
