package dev.terrace.core.binary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer that writes the binary format's primitive values (specification, section 5.2), each in its shortest
 * encoding. The counterpart of {@link ByteReader}.
 */
public final class BinaryWriter {
    private byte[] bytes = new byte[64];
    private int size;

    /** Returns how many bytes have been written: the offset of the next one. */
    public int size() {
        return size;
    }

    /** Returns a copy of what has been written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets the bytes from {@code newSize} on. */
    public void truncate(int newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IllegalArgumentException("cannot truncate " + size + " bytes to " + newSize);
        }
        size = newSize;
    }

    /** Writes a byte. */
    public void u8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /** Writes bytes as they are. */
    public void bytes(byte... values) {
        copy(values, 0, values.length);
    }

    /** Writes all that another writer holds. */
    public void append(BinaryWriter other) {
        append(other, 0);
    }

    /** Writes what another writer holds from the offset {@code from} on. */
    public void append(BinaryWriter other, int from) {
        copy(other.bytes, from, other.size - from);
    }

    private void copy(byte[] values, int from, int length) {
        reserve(length);
        System.arraycopy(values, from, bytes, size, length);
        size += length;
    }

    /** Writes an unsigned 32-bit integer in LEB128. */
    public void u32(int value) {
        u64(Integer.toUnsignedLong(value));
    }

    /** Writes an unsigned 64-bit integer in LEB128. */
    public void u64(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            u8((int) rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        u8((int) rest);
    }

    /** Writes a signed integer in LEB128: s32, s33 and s64 differ only in what values they allow. */
    public void s64(long value) {
        long rest = value;
        while (rest < -0x40 || rest >= 0x40) {
            u8((int) rest & 0x7F | 0x80);
            rest >>= 7;
        }
        u8((int) rest & 0x7F);
    }

    /** Writes four bytes, little-endian: also the bits of an f32. */
    public void fixed32(int value) {
        for (int shift = 0; shift < 32; shift += 8) {
            u8(value >>> shift);
        }
    }

    /** Writes eight bytes, little-endian: also the bits of an f64. */
    public void fixed64(long value) {
        for (int shift = 0; shift < 64; shift += 8) {
            u8((int) (value >>> shift));
        }
    }

    /** Writes a length and that many bytes. */
    public void vector(byte[] values) {
        u32(values.length);
        bytes(values);
    }

    /** Writes the length of what another writer holds, and that: a section's or a function body's shape. */
    public void vector(BinaryWriter content) {
        u32(content.size);
        append(content);
    }

    /** Writes a name: a length in bytes, then UTF-8 (section 5.2.4). */
    public void name(String name) {
        vector(name.getBytes(StandardCharsets.UTF_8));
    }

    private void reserve(int length) {
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, length), bytes.length * 2));
        }
    }
}
