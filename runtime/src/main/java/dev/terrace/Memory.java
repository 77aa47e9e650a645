package dev.terrace;

import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.MemoryType;
import dev.terrace.runtime.LinearMemory;
import dev.terrace.runtime.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear memory in a store (specification, section 4.2.8).
 *
 * <p>Addresses count bytes. One of a 32-bit memory may be passed as the {@code int} that WebAssembly gave: negative ones
 * stand for the upper half of the address space. Numbers are little-endian and need no alignment. An access that is not
 * wholly inside throws IndexOutOfBoundsException and changes nothing.
 *
 * <p>A shared memory (threads proposal) belongs to no store alone. A module that imports it can be instantiated in any
 * store, and since each store may be used by another thread, this is how threads share it:
 *
 * {@snippet :
 * Memory memory = new Memory(store, new MemoryType(AddressType.I32, Limits.of(1, 100), true, 16));
 * LinkedModule worker = new Linker(engine).define("env", "memory", memory).link(module);
 * for (int i = 0; i < 4; i++) {
 *     Thread.ofVirtual().start(() -> {
 *         try (Store own = new Store(engine)) {
 *             worker.instantiate(own).func("work").call();
 *         }
 *     });
 * }
 * }
 *
 * <p>It is freed some time after the last of its users has become garbage; closing a store has no effect on it. A thread
 * that waits in {@code memory.atomic.wait32} or {@code wait64} is inside its store, which cannot be closed meanwhile; if
 * the thread is interrupted, the wait ends with the trap "interrupted", and the thread's interrupt status stays set.
 */
public final class Memory implements Extern {

    private final Store store;
    private final LinearMemory memory;
    private final boolean is32Bit;

    Memory(Store store, LinearMemory memory) {
        this.store = store;
        this.memory = memory;
        this.is32Bit = memory.type().address() == AddressType.I32;
    }

    /**
     * Creates a memory of zeros.
     *
     * @param store the store that it will belong to
     * @param type its type; the minimum is its size
     * @throws IllegalArgumentException if its minimum is above its maximum
     * @throws LimitException if it is larger than the store may have or there is room for
     */
    public Memory(Store store, MemoryType type) {
        Values.requireValid(type.limits());
        this(
                store,
                new LinearMemory(
                        type, store.quota(), store.engine().tiering().memoryPlacement(), store.nativeMemory()));
    }

    @Override
    public MemoryType type() {
        return memory.type();
    }

    @Override
    public Store store() {
        return store;
    }

    /** Returns the memory itself. */
    LinearMemory memory() {
        return memory;
    }

    /**
     * Returns the bytes, all of them and nothing beyond. When the memory grows, this is replaced by another segment, and
     * the old one is no longer the memory: do not keep it over a call into WebAssembly. Outside the Java heap ({@link
     * MemoryPlacement}), an access to a segment that is no longer the memory, or whose store is closed or garbage, throws
     * IllegalStateException; on the heap, such a segment goes on as a copy that nobody else sees. Segments of a shared
     * memory stay the memory: they only lack what has been added since.
     */
    public MemorySegment segment() {
        return memory.segmentToKeep();
    }

    /** Returns whether several threads may use the memory, in stores of their own. */
    public boolean isShared() {
        return memory.isShared();
    }

    /** Returns the size in bytes. */
    public long size() {
        return memory.segment().byteSize();
    }

    /** Returns the size in pages. */
    public long pages() {
        return memory.pages();
    }

    /**
     * Adds pages of zeros.
     *
     * @return the size in pages before, or -1 if the memory cannot become that large
     */
    public long grow(long pages) {
        return memory.grow(pages);
    }

    /** Returns the byte at an address. */
    public byte readByte(long address) {
        return checked(address, 1).get(ValueLayout.JAVA_BYTE, offset(address));
    }

    /** Returns the 16-bit integer at an address. */
    public short readShort(long address) {
        return checked(address, 2).get(LittleEndian.SHORT, offset(address));
    }

    /** Returns the 32-bit integer at an address. */
    public int readInt(long address) {
        return checked(address, 4).get(LittleEndian.INT, offset(address));
    }

    /** Returns the 64-bit integer at an address. */
    public long readLong(long address) {
        return checked(address, 8).get(LittleEndian.LONG, offset(address));
    }

    /** Returns the 32-bit float at an address. */
    public float readFloat(long address) {
        return checked(address, 4).get(LittleEndian.FLOAT, offset(address));
    }

    /** Returns the 64-bit float at an address. */
    public double readDouble(long address) {
        return checked(address, 8).get(LittleEndian.DOUBLE, offset(address));
    }

    /** Sets the byte at an address. */
    public void writeByte(long address, byte value) {
        checked(address, 1).set(ValueLayout.JAVA_BYTE, offset(address), value);
    }

    /** Sets the 16-bit integer at an address. */
    public void writeShort(long address, short value) {
        checked(address, 2).set(LittleEndian.SHORT, offset(address), value);
    }

    /** Sets the 32-bit integer at an address. */
    public void writeInt(long address, int value) {
        checked(address, 4).set(LittleEndian.INT, offset(address), value);
    }

    /** Sets the 64-bit integer at an address. */
    public void writeLong(long address, long value) {
        checked(address, 8).set(LittleEndian.LONG, offset(address), value);
    }

    /** Sets the 32-bit float at an address. */
    public void writeFloat(long address, float value) {
        checked(address, 4).set(LittleEndian.FLOAT, offset(address), value);
    }

    /** Sets the 64-bit float at an address. */
    public void writeDouble(long address, double value) {
        checked(address, 8).set(LittleEndian.DOUBLE, offset(address), value);
    }

    /** Returns a view of some bytes, which is subject to what {@link #segment} says. */
    public MemorySegment slice(long address, long length) {
        checked(address, length);
        return segment().asSlice(offset(address), length);
    }

    /** Returns a copy of some bytes. */
    public byte[] readBytes(long address, int length) {
        return checked(address, length).asSlice(offset(address), length).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Copies bytes from the memory into a part of an array. */
    public void readBytes(long address, byte[] into, int offset, int length) {
        MemorySegment.copy(checked(address, length), ValueLayout.JAVA_BYTE, offset(address), into, offset, length);
    }

    /** Copies all bytes of an array into the memory. */
    public void writeBytes(long address, byte[] bytes) {
        writeBytes(address, bytes, 0, bytes.length);
    }

    /** Copies a part of an array into the memory. */
    public void writeBytes(long address, byte[] bytes, int offset, int length) {
        MemorySegment.copy(bytes, offset, checked(address, length), ValueLayout.JAVA_BYTE, offset(address), length);
    }

    /** Sets all of some bytes to a value. */
    public void fill(long address, long length, byte value) {
        checked(address, length).asSlice(offset(address), length).fill(value);
    }

    /**
     * Returns a string in UTF-8; what is not UTF-8 becomes U+FFFD.
     *
     * @param length its length in bytes
     */
    public String readString(long address, int length) {
        return new String(readBytes(address, length), StandardCharsets.UTF_8);
    }

    /** Returns a string in UTF-8 that ends before the next zero byte; what is not UTF-8 becomes U+FFFD. */
    public String readCString(long address) {
        MemorySegment bytes = checked(address, 0);
        long start = offset(address);
        long end = start;
        while (true) {
            if (end >= bytes.byteSize() || end - start == Integer.MAX_VALUE) {
                throw new IndexOutOfBoundsException(
                        "no zero byte ends the string at address 0x" + Long.toHexString(start));
            }
            if (bytes.get(ValueLayout.JAVA_BYTE, end) == 0) {
                return readString(start, (int) (end - start));
            }
            end++;
        }
    }

    /**
     * Writes a string in UTF-8, without a zero byte at its end.
     *
     * @return its length in bytes
     */
    public int writeString(long address, String string) {
        byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
        writeBytes(address, bytes);
        return bytes.length;
    }

    /**
     * Writes a string in UTF-8 and a zero byte after it.
     *
     * @return its length in bytes, with the zero byte
     */
    public int writeCString(long address, String string) {
        return writeString(address, string + '\0');
    }

    /**
     * Returns the record at an address, where it lies as {@link RecordLayout} says.
     *
     * @throws IllegalArgumentException if the record has no layout
     */
    public <R extends Record> R read(long address, Class<R> type) {
        RecordLayout<R> layout = RecordLayout.of(type);
        return layout.read(checked(address, layout.size()), offset(address));
    }

    /**
     * Returns records that lie one after the other: an array of structs.
     *
     * @param count how many
     * @throws IllegalArgumentException if the record has no layout, or the count is negative
     */
    public <R extends Record> List<R> readAll(long address, int count, Class<R> type) {
        if (count < 0) {
            throw new IllegalArgumentException("a count of " + count);
        }
        RecordLayout<R> layout = RecordLayout.of(type);
        MemorySegment bytes = checked(address, (long) count * layout.size());
        List<R> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(layout.read(bytes, offset(address) + (long) i * layout.size()));
        }
        return records;
    }

    /**
     * Writes a record as {@link RecordLayout} says. What lies between its components becomes zero.
     *
     * @throws IllegalArgumentException if the record has no layout, a component is null, a string is too long, or an array is
     *     not of its length; the memory is unchanged then
     */
    public <R extends Record> void write(long address, R value) {
        writeBytes(address, bytes(value));
    }

    /**
     * Writes records one after the other: an array of structs.
     *
     * @throws IllegalArgumentException as {@link #write} does; records before the one that does not fit are written then
     */
    public <R extends Record> void writeAll(long address, List<R> values) {
        if (values.isEmpty()) {
            return;
        }
        int size = layout(values.getFirst()).size();
        checked(address, (long) values.size() * size);
        long next = offset(address);
        for (R value : values) {
            writeBytes(next, bytes(value));
            next += size;
        }
    }

    @SuppressWarnings("unchecked") // a record has no subclasses
    private static <R extends Record> RecordLayout<R> layout(R value) {
        return RecordLayout.of((Class<R>) value.getClass());
    }

    private static <R extends Record> byte[] bytes(R value) {
        RecordLayout<R> layout = layout(value);
        byte[] bytes = new byte[layout.size()];
        layout.write(MemorySegment.ofArray(bytes), 0, value);
        return bytes;
    }

    private long offset(long address) {
        return is32Bit && address < 0 && address >= Integer.MIN_VALUE ? address & 0xFFFF_FFFFL : address;
    }

    /** Returns the bytes, of which a range has been found to exist. */
    private MemorySegment checked(long address, long length) {
        MemorySegment segment = memory.segmentToUse();
        long offset = offset(address);
        long size = segment.byteSize();
        if (offset < 0 || length < 0 || offset > size || length > size - offset) {
            throw new IndexOutOfBoundsException(
                    "%s bytes at address 0x%x are not inside a memory of 0x%x bytes".formatted(length, offset, size));
        }
        return segment;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Memory that && that.memory == memory;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(memory);
    }

    @Override
    public String toString() {
        return "Memory[" + type() + "]";
    }
}
