package dev.terrace.backend.x86_64.asm;

import java.util.Arrays;

/**
 * Bytes that grow at their end, little-endian. Numbers are written byte by byte, which HotSpot merges; handles of arrays
 * would cost more at the start of the program than they could ever save.
 */
final class CodeBuffer {
    private byte[] bytes;
    private int size;

    CodeBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    void put8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void put16(int value) {
        reserve(Short.BYTES);
        bytes[size++] = (byte) value;
        bytes[size++] = (byte) (value >> 8);
    }

    void put32(int value) {
        reserve(Integer.BYTES);
        set32(size, value);
        size += Integer.BYTES;
    }

    void put64(long value) {
        reserve(Long.BYTES);
        set64(size, value);
        size += Long.BYTES;
    }

    void put(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
    }

    void fill(int value, int count) {
        reserve(count);
        Arrays.fill(bytes, size, size + count, (byte) value);
        size += count;
    }

    /** Puts the bytes from one place to another of a second buffer. */
    void put(CodeBuffer source, int from, int to) {
        put(source.bytes, from, to);
    }

    void set32(int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        bytes[at + 2] = (byte) (value >> 16);
        bytes[at + 3] = (byte) (value >> 24);
    }

    void set64(int at, long value) {
        set32(at, (int) value);
        set32(at + Integer.BYTES, (int) (value >> 32));
    }

    void set8(int at, int value) {
        bytes[at] = (byte) value;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, count)));
        }
    }
}
