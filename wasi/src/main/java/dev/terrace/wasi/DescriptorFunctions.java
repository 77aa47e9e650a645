package dev.terrace.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The functions of WASI about descriptors: all that take one and no path. */
final class DescriptorFunctions {
    private static final int FDSTAT_BYTES = 24;
    private static final int PRESTAT_BYTES = 8;
    private static final int DIRENT_BYTES = 24;

    private DescriptorFunctions() {}

    @WasiFunction("fd_advise")
    public static void fdAdvise(Call call, int fd, long offset, long length, int advice) throws IOException {
        Descriptor descriptor = call.descriptors().get(fd, Rights.FD_ADVISE);
        if (offset < 0 || length < 0) {
            throw new WasiException(Errno.INVAL);
        }
        descriptor.advise(offset, length, Advice.of(advice));
    }

    @WasiFunction("fd_allocate")
    public static void fdAllocate(Call call, int fd, long offset, long length) throws IOException {
        Descriptor descriptor = call.descriptors().get(fd, Rights.FD_ALLOCATE);
        if (offset < 0 || length <= 0) {
            throw new WasiException(Errno.INVAL);
        }
        if (offset + length < 0) {
            throw new WasiException(Errno.FBIG);
        }
        descriptor.allocate(offset, length);
    }

    @WasiFunction("fd_close")
    public static void fdClose(Call call, int fd) throws IOException {
        call.descriptors().close(fd);
    }

    @WasiFunction("fd_datasync")
    public static void fdDatasync(Call call, int fd) throws IOException {
        call.descriptors().get(fd, Rights.FD_DATASYNC).sync(false);
    }

    @WasiFunction("fd_sync")
    public static void fdSync(Call call, int fd) throws IOException {
        call.descriptors().get(fd, Rights.FD_SYNC).sync(true);
    }

    @WasiFunction("fd_fdstat_get")
    public static void fdFdstatGet(Call call, int fd, int result) {
        Descriptor descriptor = call.descriptors().get(fd);
        call.memory().check(result, FDSTAT_BYTES);
        call.memory().putByte(result, 0, descriptor.type().ordinal());
        call.memory().putShort(result, 2, descriptor.flags());
        call.memory().putLong(result, 8, descriptor.rights());
        call.memory().putLong(result, 16, descriptor.inheriting());
    }

    @WasiFunction("fd_fdstat_set_flags")
    public static void fdFdstatSetFlags(Call call, int fd, int flags) throws IOException {
        if ((flags & ~Descriptor.ALL_FLAGS) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        call.descriptors().get(fd, Rights.FD_FDSTAT_SET_FLAGS).setFlags(flags);
    }

    @WasiFunction("fd_fdstat_set_rights")
    public static void fdFdstatSetRights(Call call, int fd, long rights, long inheriting) {
        call.descriptors().get(fd).narrow(rights, inheriting);
    }

    @WasiFunction("fd_filestat_get")
    public static void fdFilestatGet(Call call, int fd, int result) throws IOException {
        stat(call, fd).write(call.memory(), result);
    }

    static FileStat stat(Call call, int fd) throws IOException {
        return call.descriptors().get(fd, Rights.FD_FILESTAT_GET).stat();
    }

    @WasiFunction("fd_filestat_set_size")
    public static void fdFilestatSetSize(Call call, int fd, long size) throws IOException {
        Descriptor descriptor = call.descriptors().get(fd, Rights.FD_FILESTAT_SET_SIZE);
        if (size < 0) {
            throw new WasiException(Errno.INVAL);
        }
        descriptor.setSize(size);
    }

    @WasiFunction("fd_filestat_set_times")
    public static void fdFilestatSetTimes(Call call, int fd, long accessed, long modified, int flags)
            throws IOException {
        FileTimes times = FileTimes.of(call.context().clocks(), accessed, modified, flags);
        call.descriptors().get(fd, Rights.FD_FILESTAT_SET_TIMES).setTimes(times);
    }

    @WasiFunction("fd_read")
    public static void fdRead(Call call, int fd, int vector, int count, int result) throws IOException {
        Descriptor descriptor = call.descriptors().get(fd, Rights.FD_READ);
        call.memory().check(result, Integer.BYTES);
        call.memory().putInt(result, (int) descriptor.read(call.memory().vector(vector, count)));
    }

    @WasiFunction("fd_write")
    public static void fdWrite(Call call, int fd, int vector, int count, int result) throws IOException {
        Descriptor descriptor = call.descriptors().get(fd, Rights.FD_WRITE);
        call.memory().check(result, Integer.BYTES);
        call.memory().putInt(result, (int) descriptor.write(call.memory().vector(vector, count)));
    }

    @WasiFunction("fd_pread")
    public static void fdPread(Call call, int fd, int vector, int count, long offset, int result) throws IOException {
        Descriptor descriptor = call.descriptors().get(fd, Rights.FD_READ | Rights.FD_SEEK);
        requireOffset(offset);
        call.memory().check(result, Integer.BYTES);
        call.memory().putInt(result, (int) descriptor.read(call.memory().vector(vector, count), offset));
    }

    @WasiFunction("fd_pwrite")
    public static void fdPwrite(Call call, int fd, int vector, int count, long offset, int result) throws IOException {
        Descriptor descriptor = call.descriptors().get(fd, Rights.FD_WRITE | Rights.FD_SEEK);
        requireOffset(offset);
        call.memory().check(result, Integer.BYTES);
        call.memory().putInt(result, (int) descriptor.write(call.memory().vector(vector, count), offset));
    }

    private static void requireOffset(long offset) {
        if (offset < 0) {
            throw new WasiException(Errno.INVAL);
        }
    }

    @WasiFunction("fd_seek")
    public static void fdSeek(Call call, int fd, long offset, int whence, int result) throws IOException {
        Descriptor descriptor = call.descriptors().get(fd);
        // Who may move the place may also know it.
        boolean tells = offset == 0 && whence == Whence.CURRENT.ordinal();
        descriptor.require(tells && (descriptor.rights() & Rights.FD_SEEK) == 0 ? Rights.FD_TELL : Rights.FD_SEEK);
        call.memory().check(result, Long.BYTES);
        call.memory().putLong(result, descriptor.seek(offset, Whence.of(whence)));
    }

    @WasiFunction("fd_tell")
    public static void fdTell(Call call, int fd, int result) throws IOException {
        fdSeek(call, fd, 0, 1, result);
    }

    @WasiFunction("fd_renumber")
    public static void fdRenumber(Call call, int from, int to) throws IOException {
        call.descriptors().renumber(from, to);
    }

    @WasiFunction("fd_prestat_get")
    public static void fdPrestatGet(Call call, int fd, int result) {
        byte[] name = preopenName(call, fd);
        call.memory().check(result, PRESTAT_BYTES);
        call.memory().putInt(result, 0, 0);
        call.memory().putInt(result, 4, name.length);
    }

    @WasiFunction("fd_prestat_dir_name")
    public static void fdPrestatDirName(Call call, int fd, int buffer, int length) {
        byte[] name = preopenName(call, fd);
        if (Integer.compareUnsigned(length, name.length) < 0) {
            throw new WasiException(Errno.NAMETOOLONG);
        }
        call.memory().put(buffer, name);
    }

    private static byte[] preopenName(Call call, int fd) {
        if (call.descriptors().get(fd) instanceof DirectoryDescriptor directory && directory.guestName() != null) {
            return directory.guestName().getBytes(StandardCharsets.UTF_8);
        }
        throw new WasiException(Errno.BADF);
    }

    /** Writes as many directory entries as fit, the last one cut where the buffer ends. */
    @WasiFunction("fd_readdir")
    public static void fdReaddir(Call call, int fd, int buffer, int length, long cookie, int result)
            throws IOException {
        DirectoryDescriptor directory = call.descriptors().get(fd).directory();
        directory.require(Rights.FD_READDIR);
        ByteBuffer room = call.memory().buffer(buffer, length);
        call.memory().check(result, Integer.BYTES);
        for (DirectoryDescriptor.Listed listed : directory.entries(cookie)) {
            if (!room.hasRemaining()) {
                break;
            }
            byte[] name = listed.entry().name().getBytes(StandardCharsets.UTF_8);
            byte[] dirent = ByteBuffer.allocate(DIRENT_BYTES + name.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(listed.cookie())
                    .putLong(listed.entry().inode())
                    .putInt(name.length)
                    .putInt(listed.entry().type().ordinal())
                    .put(name)
                    .array();
            room.put(dirent, 0, Math.min(dirent.length, room.remaining()));
        }
        call.memory().putInt(result, room.position());
    }
}
