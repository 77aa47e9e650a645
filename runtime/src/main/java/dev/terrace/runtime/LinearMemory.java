package dev.terrace.runtime;

import dev.terrace.LimitException;
import dev.terrace.MemoryPlacement;
import dev.terrace.ResourceLimiter;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import dev.terrace.ffm.linux.Linux;
import dev.terrace.ffm.linux.MemoryCalls;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A linear memory (specification, section 4.2.8), in an array on the Java heap or outside: see {@link MemoryPlacement}.
 *
 * <p>The segment always has the memory's exact size, so Java's own bounds check is the memory's. Growing replaces it:
 * whoever caches the segment reads it again after every call and every {@code memory.grow}. The same goes for the array,
 * which may be larger than the memory.
 *
 * <pre>
 *   | 0 ... what the program may use ... | ... zeros, for growing ... |
 *   |------------- segment -------------|
 *   |------------------------- reserved ------------------------------|
 * </pre>
 *
 * <p>A memory that outgrows what is reserved moves to a block that is at least half as large again, so that growing by
 * single pages copies every byte a few times at most, and the old block or array is freed. A large memory outside the heap
 * has all addresses reserved that it can ever have, where the system supports that, and never moves.
 *
 * <p>A shared memory may be used by several stores at once, each in a thread of its own. It must not move, since other
 * threads write to it meanwhile: it has its largest size reserved from the beginning, without memory behind what is not
 * used. It grows for all threads at once; one that still has a smaller segment reads it again before it finds an access
 * to be outside.
 *
 * <p>Native code finds a memory by its {@linkplain #descriptor descriptor}. A memory that is guarded ({@link
 * #prepareForNative}) never moves, and around it there is nothing: so an access with an index and an offset of 32 bits needs
 * no check, since it traps wherever the memory is not.
 *
 * <pre>
 *   | 0 ... what the program may use ... | ... no access ...                     8 GiB + 64 KiB |
 * </pre>
 */
public final class LinearMemory {
    private static final int ALIGNMENT = 64;

    /** The bytes with which a longer {@code memory.fill} begins; and how many it copies at a time: what caches hold. */
    private static final long FILLED_ONE_BY_ONE = 2048;

    private static final long LARGEST_COPY = 8192;

    /** How many bytes are copied between two looks whether the call is to be stopped. */
    private static final long COPIED_AT_ONCE = 1 << 20;

    /** The bytes of a pooled memory whose store is closed. */
    private static final MemorySegment CLOSED = MemorySegment.NULL;

    private static final VarHandle SEGMENT;

    static {
        try {
            SEGMENT = MethodHandles.lookup().findVarHandle(LinearMemory.class, "segment", MemorySegment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The bytes of the 32-bit address space. */
    public static final long MAX_BYTES_32 = 1L << 32;

    /**
     * The addresses to reserve for a memory of 32-bit addresses: an address and an offset, each of 32 bits, reach no further;
     * and some to spare.
     */
    static final long ADDRESSES_32 = (8L << 30) + (1 << 16);

    /**
     * From this size on, a memory outside the Java heap has its addresses reserved, and grows in place. To copy a smaller one
     * a few times takes less than to set up the calls of the system, of which a program may need no others.
     */
    private static final long RESERVED_FROM = 64 << 20;

    /** The bytes that a memory on the Java heap can have: so many that an int counts them, with some to spare. */
    private static final long MAX_BYTES_ON_HEAP = (1L << 31) - (1 << 16);

    private final MemoryType type;
    private final long maxPages;
    private final NativeMemory home;
    private final Quota quota;
    private final WaiterQueues waiters;

    /**
     * The array that begins with the memory's bytes, if they are on the Java heap; else null. Others read it only: it is a
     * field because each access of generated code would have to call a method, and HotSpot inlines only so many bytes.
     */
    public byte[] array;

    /** How many bytes of the array the memory has; it is a field for the same reason. */
    public int size;

    /** What the memory's bytes are part of. */
    private MemorySegment reserved;

    /** Where that is from: a block that is freed when the bytes move, or the reservation of a shared memory. */
    private NativeMemory.Block block;

    private SharedReservation shared;

    /** The lease of a slot of the engine's pool, and that; else null. */
    private final MemoryLease lease;

    private final MemoryPool pool;

    /** Whether the lease has ended; set before the bytes are taken away. */
    private volatile boolean closed;

    private volatile MemorySegment segment;

    /** What native code knows of the memory; null if there is none. */
    private MemoryDescriptor descriptor;

    /** Whether there must be no access behind the memory's bytes. */
    private boolean guarded;

    /** Whether it has been larger: there may still be memory behind its bytes, and segments of that. */
    private boolean hasShrunk;

    /**
     * Creates a memory of zeros.
     *
     * @param type its type; the minimum is its size
     * @param quota what the store may have that it is created in
     * @param placement where memories are
     * @param home where to allocate it
     * @throws LimitException if it is larger than the store may have, or than there is room for
     */
    public LinearMemory(MemoryType type, Quota quota, MemoryPlacement placement, NativeMemory home) {
        this.type = type;
        this.home = home;
        this.quota = quota;
        this.lease = null;
        this.pool = null;
        boolean onHeap = placement.isOnHeap(type);
        long maxBytes = quota.maxMemoryBytes();
        this.maxPages = maxPages(type, onHeap ? Math.min(maxBytes, MAX_BYTES_ON_HEAP) : maxBytes);
        Limits limits = type.limits();
        if (Long.compareUnsigned(limits.min(), maxPages) > 0) {
            String message = "a memory of %s pages of %d bytes is larger than the limit of %d bytes"
                    .formatted(
                            Long.toUnsignedString(limits.min()),
                            1 << type.pageSizeLog2(),
                            onHeap ? Math.min(maxBytes, MAX_BYTES_ON_HEAP) : maxBytes);
            throw new LimitException(
                    onHeap && maxBytes > MAX_BYTES_ON_HEAP
                            ? message + " on the Java heap; memories outside, of MemoryPlacement.NATIVE, may be larger"
                            : message);
        }
        this.waiters = type.shared() ? new WaiterQueues() : null;
        long bytes = limits.min() << type.pageSizeLog2();
        quota.addMemory(bytes, typeBytes());
        if (onHeap) {
            allocateArray(bytes, true);
        } else if (type.shared()) {
            this.shared = home.guardsShared() && canBeGuarded()
                    ? SharedReservation.guarded(ADDRESSES_32, home.budget())
                    : SharedReservation.reserve(wholeWords(maxPages << type.pageSizeLog2()), home.budget());
            this.reserved = shared.use(0, bytes, true) ? shared.segment() : null;
        } else if (growsInPlace(bytes)) {
            allocateInPlace(wholeWords(bytes), true);
        } else {
            allocateBlock(wholeWords(bytes), true);
        }
        if (reserved == null) {
            quota.giveMemory(bytes);
            throw new LimitException("no room for a memory of " + bytes + " bytes; all memories together use " + home);
        }
        setSize(bytes);
    }

    /** Reserves a block, and lets go of the one before; returns false, and changes nothing, if there is no room for it. */
    private boolean allocateBlock(long bytes, boolean collect) {
        NativeMemory.NativeBlock larger = home.allocate(bytes, ALIGNMENT, collect);
        if (larger == null) {
            return false;
        }
        moveTo(larger, larger.segment);
        return true;
    }

    /** Does the same with as many addresses as the memory can ever have, if the system has them. */
    private boolean allocateInPlace(long bytes, boolean collect) {
        return reserveAddresses(bytes, collect) || allocateBlock(bytes, collect);
    }

    private boolean reserveAddresses(long bytes, boolean collect) {
        long addresses = type.address() == AddressType.I32
                ? ADDRESSES_32
                : MemoryCalls.wholePages(maxPages << type.pageSizeLog2()) + MemoryCalls.PAGE_BYTES;
        NativeMemory.ReservedBlock larger = home.reserve(addresses);
        if (larger == null) {
            return false;
        }
        if (!home.extend(larger, bytes, collect)) {
            home.free(larger);
            return false;
        }
        moveTo(larger, larger.segment());
        return true;
    }

    private static boolean growsInPlace(long bytes) {
        return bytes >= RESERVED_FROM && Linux.isSupported();
    }

    private void moveTo(NativeMemory.Block larger, MemorySegment newReserved) {
        if (segment != null) {
            MemorySegment.copy(segment, 0, newReserved, 0, segment.byteSize());
        }
        replaceBlock(larger, newReserved);
    }

    /** Does the same on the Java heap. */
    private boolean allocateArray(long bytes, boolean collect) {
        NativeMemory.HeapBlock larger = home.account(bytes, collect);
        if (larger == null) {
            return false;
        }
        try {
            array = array == null ? new byte[(int) bytes] : Arrays.copyOf(array, (int) bytes);
        } catch (OutOfMemoryError _) {
            home.free(larger);
            return false;
        }
        replaceBlock(larger, MemorySegment.ofArray(array));
        return true;
    }

    private void replaceBlock(NativeMemory.Block larger, MemorySegment newReserved) {
        NativeMemory.Block old = block;
        block = larger;
        reserved = newReserved;
        if (old != null) {
            home.free(old);
        }
    }

    private void setSize(long bytes) {
        if (array != null) {
            size = (int) bytes;
        }
        setSegment(reserved.asSlice(0, bytes));
    }

    private void setSegment(MemorySegment bytes) {
        segment = bytes;
        if (descriptor != null) {
            descriptor.set(bytes);
        }
    }

    /**
     * Creates a memory in a slot of the engine's pool, with what that contains.
     *
     * @param type its type, which is not shared; the minimum is its size
     * @param maxBytes how many bytes it may have at most: not fewer than it has
     * @param quota what the store may have
     * @param lease the slot
     * @param pool what it is from
     * @throws LimitException if it is more than the store may have
     */
    LinearMemory(MemoryType type, long maxBytes, Quota quota, MemoryLease lease, MemoryPool pool) {
        this.type = type;
        this.home = null;
        this.quota = quota;
        this.lease = lease;
        this.pool = pool;
        this.maxPages = maxPages(type, maxBytes);
        this.waiters = null;
        quota.addMemory(lease.usedBytes(), typeBytes());
        useLease();
    }

    private void useLease() {
        long bytes = lease.usedBytes();
        reserved = lease.segment(wholeWords(bytes));
        setSegment(reserved.byteSize() == bytes ? reserved : reserved.asSlice(0, bytes));
    }

    /**
     * Makes the memory, which is not shared, what it was at first: of the size that its type says, with the bytes of an
     * image.
     */
    void reset(MemoryImage image) {
        long before = segment.byteSize();
        long bytes = type.limits().min() << type.pageSizeLog2();
        if (lease != null) {
            requireOpen(segment);
            lease.restore(pool.residentBytes());
            useLease();
        } else {
            segment.fill((byte) 0);
            setSize(bytes);
            image.copyTo(segment);
        }
        hasShrunk |= before > bytes;
        if (guarded) {
            guard();
        }
        quota.giveMemory(before - bytes);
    }

    /** Returns whether a memory of this type can be guarded: an index and an offset reach so far only. */
    private boolean canBeGuarded() {
        return type.address() == AddressType.I32 && type.pageSizeLog2() == MemoryType.DEFAULT_PAGE_SIZE_LOG2;
    }

    /**
     * Returns the address of the descriptor, by which native code finds the memory: its address and its size in bytes, eight
     * bytes each. It is kept up to date, and there as long as this memory can be reached; of a closed memory the size is zero.
     *
     * @throws LimitException if the memory is on the Java heap
     */
    public synchronized long descriptor() {
        requireOutsideHeap();
        if (descriptor == null) {
            MemoryDescriptor created = new MemoryDescriptor();
            created.set(requireOpen(segment));
            descriptor = created;
            // A shared memory outlives the store that it was made in.
            if (home != null && shared == null) {
                home.clearWhenClosed(created);
            }
        }
        return descriptor.address();
    }

    /**
     * Prepares the memory for native code. It may move, as when it grows; it does not any more if it is guarded. Only for
     * the thread that is inside the store.
     *
     * @param guard whether that code relies on guards: then an access with an index and an offset of 32 bits that does not
     *     hit the memory hits addresses that cannot be accessed. Without, the code has to check each access.
     * @throws LimitException if it is on the Java heap, or there is no room for so many addresses, or the system has no such
     *     reservations
     * @throws IllegalArgumentException if guards are asked for and its type has other indices, or smaller pages
     */
    public synchronized void prepareForNative(boolean guard) {
        requireOutsideHeap();
        MemorySegment bytes = requireOpen(segment);
        if (!guard || guarded) {
            return;
        }
        if (!canBeGuarded()) {
            throw new IllegalArgumentException("a memory of the type " + type + " cannot be guarded");
        }
        if (shared != null) {
            if (!shared.isGuarded()) {
                throw new LimitException("a shared memory that was made without guards cannot be moved");
            }
        } else if (lease == null && !(block instanceof NativeMemory.ReservedBlock)) {
            if (!Linux.isSupported() || !reserveAddresses(bytes.byteSize(), true)) {
                throw new LimitException("no room to guard a memory of " + bytes.byteSize()
                        + " bytes; all memories together use " + home);
            }
            setSize(bytes.byteSize());
        } else {
            guard();
        }
        guarded = true;
    }

    /** Takes away what is accessible behind the memory's bytes. */
    private void guard() {
        long bytes = segment.byteSize();
        if (lease != null) {
            lease.guard(hasShrunk);
            useLease();
        } else if (hasShrunk && block instanceof NativeMemory.ReservedBlock inPlace) {
            home.shrink(inPlace, bytes);
            reserved = inPlace.segment();
            setSize(bytes);
        }
        hasShrunk = false;
    }

    private void requireOutsideHeap() {
        if (array != null) {
            throw new LimitException(
                    "native code cannot use a memory on the Java heap: MemoryPlacement.NATIVE has them outside");
        }
    }

    /** Takes notice that WebAssembly's code may write to the memory from now on. */
    void touch() {
        if (lease != null) {
            lease.touch();
        }
    }

    /** Returns the bytes to somebody who uses them in this thread, for a moment. */
    public MemorySegment segmentToUse() {
        if (lease != null) {
            lease.use();
        }
        return requireOpen(segment);
    }

    /** Returns the bytes to somebody who may keep the segment, and pass it to other threads. */
    public MemorySegment segmentToKeep() {
        if (lease != null) {
            lease.expose();
        }
        return requireOpen(segment);
    }

    private MemorySegment requireOpen(MemorySegment bytes) {
        if (bytes.byteSize() == 0 && closed) {
            throw new IllegalStateException("the memory's store is closed");
        }
        return bytes;
    }

    /** Ends the lease of a pooled memory; it has no bytes any more. */
    void close() {
        closed = true;
        setSegment(CLOSED);
        reserved = CLOSED;
        pool.release(lease);
    }

    /** Returns a number of bytes that has room for as many, and for the word of every one of them. */
    private static long wholeWords(long bytes) {
        return (bytes + Long.BYTES - 1) & -Long.BYTES;
    }

    private static long maxPages(MemoryType type, long maxBytes) {
        long pages = maxBytes >>> type.pageSizeLog2();
        if (type.address() == AddressType.I32) {
            // The number of pages must itself be an i32.
            pages = Math.min(pages, Math.min(MAX_BYTES_32 >>> type.pageSizeLog2(), 0xFFFF_FFFFL));
        }
        Limits limits = type.limits();
        return limits.hasMax() && Long.compareUnsigned(limits.max(), pages) < 0 ? limits.max() : pages;
    }

    /** Returns the memory's type as declared, with the current size as its minimum. */
    public MemoryType type() {
        Limits limits = type.limits();
        return new MemoryType(
                type.address(), new Limits(pages(), limits.max(), limits.hasMax()), type.shared(), type.pageSizeLog2());
    }

    /** Returns the memory's bytes: all of them, and nothing beyond. */
    public MemorySegment segment() {
        return segment;
    }

    /**
     * Returns the memory's bytes, for a memory that is not shared: compilers may move this read, as no other thread
     * replaces the segment.
     */
    public MemorySegment unsharedSegment() {
        return (MemorySegment) SEGMENT.get(this);
    }

    /** Returns whether several threads may use the memory. */
    public boolean isShared() {
        return type.shared();
    }

    /** Returns the memory's bytes and at least as many more as make the last word whole. */
    MemorySegment words() {
        return reserved;
    }

    /** Returns the threads that wait at addresses of this memory, which is shared. */
    WaiterQueues waiters() {
        return waiters;
    }

    /** Returns the size in pages. */
    public long pages() {
        return segment.byteSize() >>> type.pageSizeLog2();
    }

    /** Adds pages of zeros; returns the size in pages before, or -1 if the memory cannot become that large. */
    public synchronized long grow(long delta) {
        requireOpen(segment);
        long before = pages();
        if (Long.compareUnsigned(delta, maxPages - before) > 0) {
            return -1;
        }
        if (delta == 0) {
            return before;
        }
        long added = delta << type.pageSizeLog2();
        long bytes = (before << type.pageSizeLog2()) + added;
        if (!quota.growMemory(bytes - added, bytes, typeBytes())) {
            return -1;
        }
        if (!extend(bytes, added)) {
            quota.giveMemory(added);
            return -1;
        }
        return before;
    }

    /** Makes the memory larger; returns false if there is no room. */
    private boolean extend(long bytes, long added) {
        if (lease != null) {
            if (!lease.grow(bytes)) {
                return false;
            }
            useLease();
            return true;
        }
        if (block instanceof NativeMemory.ReservedBlock inPlace) {
            if (!home.extend(inPlace, wholeWords(bytes), false)) {
                return false;
            }
        } else if (bytes > reserved.byteSize() && !move(bytes)) {
            return false;
        }
        if (shared != null && !shared.use(bytes - added, added, false)) {
            return false;
        }
        setSize(bytes);
        return true;
    }

    /** Returns the size in bytes that the type allows: at most what bytes can be counted with. */
    private long typeBytes() {
        Limits limits = type.limits();
        if (!limits.hasMax()) {
            return ResourceLimiter.UNBOUNDED;
        }
        return Long.compareUnsigned(limits.max(), Long.MAX_VALUE >>> type.pageSizeLog2()) > 0
                ? Long.MAX_VALUE
                : limits.max() << type.pageSizeLog2();
    }

    /** Reserves more, and moves there; returns false if there is no room for so many bytes. */
    private boolean move(long bytes) {
        long generous = Math.min(reserved.byteSize() / 2 * 3, maxPages << type.pageSizeLog2());
        if (array != null) {
            return allocateArray(Math.max(bytes, generous), false) || allocateArray(bytes, false);
        }
        if (growsInPlace(bytes)) {
            return allocateInPlace(wholeWords(bytes), false);
        }
        return allocateBlock(wholeWords(Math.max(bytes, generous)), false) || allocateBlock(wholeWords(bytes), false);
    }

    /**
     * Sets consecutive bytes.
     *
     * @throws Trap if not all of them exist; none is changed then. Also if the call is stopped on the way.
     */
    public void fill(long address, int value, long length) {
        MemorySegment bytes = checked(address, length);
        long done = Math.min(length, FILLED_ONE_BY_ONE);
        bytes.asSlice(address, done).fill((byte) value);
        // Copying what is there already is several times faster than Java's filling outside of its heap.
        while (done < length) {
            long count = Math.min(Math.min(done, LARGEST_COPY), length - done);
            MemorySegment.copy(bytes, address, bytes, address + done, count);
            done += count;
            poll();
        }
    }

    /** Stops the call if that was asked for. Nobody knows whose call it is that uses a shared memory. */
    private void poll() {
        if (!type.shared()) {
            quota.interruption().poll();
        }
    }

    /**
     * Copies bytes from a memory, which may be this one; the two ranges may overlap.
     *
     * @throws Trap if not all of them exist; none is changed then. Also if the call is stopped on the way.
     */
    public void copy(long address, LinearMemory source, long sourceAddress, long length) {
        MemorySegment from = source.checked(sourceAddress, length);
        MemorySegment to = checked(address, length);
        // What is copied later must not be overwritten before.
        boolean upwards = Long.compareUnsigned(address, sourceAddress) <= 0;
        long done = 0;
        while (done < length) {
            long count = Math.min(length - done, COPIED_AT_ONCE);
            long offset = upwards ? done : length - done - count;
            MemorySegment.copy(from, sourceAddress + offset, to, address + offset, count);
            done += count;
            if (done < length) {
                poll();
            }
        }
    }

    /**
     * Copies bytes from a data segment.
     *
     * @throws Trap if not all of them exist; none is changed then
     */
    public void init(long address, MemorySegment data, long dataOffset, long length) {
        if (outside(dataOffset, length, data.byteSize())) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        MemorySegment.copy(data, dataOffset, checked(address, length), address, length);
    }

    /** Returns the memory's bytes, of which a range has been found to exist. */
    private MemorySegment checked(long address, long length) {
        MemorySegment current = segment;
        if (outside(address, length, current.byteSize())) {
            throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
        }
        return current;
    }

    private static boolean outside(long address, long length, long size) {
        return Long.compareUnsigned(address, size) > 0 || Long.compareUnsigned(length, size - address) > 0;
    }

    @Override
    public String toString() {
        return type().toString();
    }
}
