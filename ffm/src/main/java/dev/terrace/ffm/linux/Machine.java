package dev.terrace.ffm.linux;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Optional;

/** What differs between the processors that Linux runs on here: a few numbers, and the layouts of two structures. */
sealed interface Machine permits X86_64, Aarch64 {
    /** Returns the processor of this machine, or nothing if there are no bindings for its system. */
    static Optional<Machine> current() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> Optional.of(new X86_64());
            case "aarch64", "arm64" -> Optional.of(new Aarch64());
            default -> Optional.empty();
        };
    }

    /** Returns {@code O_DIRECTORY}. */
    int directoryFlag();

    /** Returns {@code O_NOFOLLOW}. */
    int noFollowFlag();

    /** Returns the number of the system call {@code getdents64}. */
    long getDirectoryEntries();

    /** Returns the layout of {@code struct stat}. */
    MemoryLayout stat();

    /** Returns what a {@code struct stat} says. */
    FileStatus status(MemorySegment stat);

    /** Returns the layout of {@code struct sigaction}. */
    MemoryLayout sigaction();

    /** Returns the address of the handler in a {@code struct sigaction}. */
    long handler(MemorySegment sigaction);

    /** Puts the address of a handler that takes a {@code siginfo_t} into a {@code struct sigaction}. */
    void setHandler(MemorySegment sigaction, long handler);
}
