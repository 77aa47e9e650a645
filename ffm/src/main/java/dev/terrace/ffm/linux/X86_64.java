package dev.terrace.ffm.linux;

import dev.terrace.ffm.linux.x86_64.Libc;
import dev.terrace.ffm.linux.x86_64.sigaction;
import dev.terrace.ffm.linux.x86_64.stat;
import dev.terrace.ffm.linux.x86_64.timespec;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;

/** Linux on x86-64. */
record X86_64() implements Machine {
    @Override
    public int directoryFlag() {
        return Libc.O_DIRECTORY();
    }

    @Override
    public int noFollowFlag() {
        return Libc.O_NOFOLLOW();
    }

    @Override
    public long getDirectoryEntries() {
        return Libc.SYS_getdents64();
    }

    @Override
    public MemoryLayout stat() {
        return stat.layout();
    }

    @Override
    public FileStatus status(MemorySegment status) {
        return new FileStatus(
                stat.st_dev(status),
                stat.st_ino(status),
                stat.st_mode(status),
                stat.st_nlink(status),
                stat.st_size(status),
                nanos(stat.st_atim(status)),
                nanos(stat.st_mtim(status)),
                nanos(stat.st_ctim(status)));
    }

    private static long nanos(MemorySegment time) {
        return FileStatus.nanos(timespec.tv_sec(time), timespec.tv_nsec(time));
    }

    @Override
    public MemoryLayout sigaction() {
        return sigaction.layout();
    }

    @Override
    public long handler(MemorySegment action) {
        return sigaction
                .__sigaction_handler
                .sa_sigaction(sigaction.__sigaction_handler(action))
                .address();
    }

    @Override
    public void setHandler(MemorySegment action, long handler) {
        sigaction.__sigaction_handler.sa_sigaction(
                sigaction.__sigaction_handler(action), MemorySegment.ofAddress(handler));
        sigaction.sa_flags(action, sigaction.sa_flags(action) | Libc.SA_SIGINFO());
    }
}
