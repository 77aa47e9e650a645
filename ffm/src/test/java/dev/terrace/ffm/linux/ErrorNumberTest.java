package dev.terrace.ffm.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorNumberTest {
    @ParameterizedTest
    @EnumSource
    void an_error_has_the_same_number_on_all_processors(ErrorNumber error) throws ReflectiveOperationException {
        Method aarch64 = dev.terrace.ffm.linux.aarch64.Libc.class.getMethod(error.name());
        assertEquals(error.number(), aarch64.invoke(null));
        assertEquals(Optional.of(error), ErrorNumber.of(error.number()));
    }

    /** The numbers that calls about files and memory take from one of the two bindings. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT_FDCWD",
                "AT_REMOVEDIR",
                "AT_SYMLINK_NOFOLLOW",
                "F_SETFL",
                "O_RDONLY",
                "O_WRONLY",
                "O_RDWR",
                "O_CREAT",
                "O_EXCL",
                "O_TRUNC",
                "O_APPEND",
                "O_NONBLOCK",
                "O_DSYNC",
                "O_RSYNC",
                "O_SYNC",
                "O_NOCTTY",
                "O_CLOEXEC",
                "O_PATH",
                "S_IFMT",
                "S_IFBLK",
                "S_IFCHR",
                "S_IFDIR",
                "S_IFREG",
                "S_IFLNK",
                "S_IFSOCK",
                "SEEK_SET",
                "SEEK_CUR",
                "SEEK_END",
                "SYS_openat2",
                "POSIX_FADV_NORMAL",
                "POSIX_FADV_SEQUENTIAL",
                "POSIX_FADV_RANDOM",
                "POSIX_FADV_WILLNEED",
                "POSIX_FADV_DONTNEED",
                "POSIX_FADV_NOREUSE",
                "PROT_NONE",
                "PROT_READ",
                "PROT_WRITE",
                "PROT_EXEC",
                "MAP_SHARED",
                "MAP_PRIVATE",
                "MAP_ANONYMOUS",
                "MAP_NORESERVE",
                "MAP_FIXED",
                "MADV_DONTNEED",
                "MADV_NOHUGEPAGE",
                "MADV_REMOVE",
                "MFD_CLOEXEC"
            })
    void what_is_shared_is_the_same_on_all_processors(String name) throws ReflectiveOperationException {
        assertEquals(
                dev.terrace.ffm.linux.x86_64.Libc.class.getMethod(name).invoke(null),
                dev.terrace.ffm.linux.aarch64.Libc.class.getMethod(name).invoke(null));
    }
}
