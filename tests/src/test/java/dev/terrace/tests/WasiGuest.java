package dev.terrace.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.wasi.Errno;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import dev.terrace.wasi.WasiExit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A guest that lets a test call every function of WASI: a module that exports each of its imports again, through a function
 * that passes everything on.
 *
 * <p>The guest's memory is one page. Results go to {@link #RESULT} unless a test says otherwise; paths that are passed as
 * strings lie from {@link #TEXT} on; the rest is free for buffers.
 */
final class WasiGuest implements AutoCloseable {
    /** Where functions store what they return besides the error number. */
    static final int RESULT = 0x100;

    /** A list of one buffer, see {@link #read} and {@link #write}. */
    static final int VECTOR = 0x200;

    /** Free for tests. */
    static final int BUFFER = 0x1000;

    /** Where strings among the arguments are stored. */
    static final int TEXT = 0x8000;

    /** The first preopened directory. */
    static final int DIR = 3;

    // Flags of path_open.
    static final int CREATE = 1;
    static final int DIRECTORY = 2;
    static final int EXCLUSIVE = 4;
    static final int TRUNCATE = 8;

    /** Follows a symbolic link at the end of a path. */
    static final int FOLLOW = 1;

    // Some rights.
    static final long READ = 1L << 1;
    static final long SEEK = 1L << 2;
    static final long TELL = 1L << 5;
    static final long WRITE = 1L << 6;
    static final long ALL_RIGHTS = -1L;

    /** All rights that a directory can be opened with: with the right to write it is none that can be opened. */
    static final long DIRECTORY_RIGHTS = ALL_RIGHTS & ~WRITE;

    /** The parameters of each function: i for i32, I for i64. All return an i32 but for proc_exit. */
    private static final Map<String, String> FUNCTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("args_get", "ii"),
            Map.entry("args_sizes_get", "ii"),
            Map.entry("environ_get", "ii"),
            Map.entry("environ_sizes_get", "ii"),
            Map.entry("clock_res_get", "ii"),
            Map.entry("clock_time_get", "iIi"),
            Map.entry("fd_advise", "iIIi"),
            Map.entry("fd_allocate", "iII"),
            Map.entry("fd_close", "i"),
            Map.entry("fd_datasync", "i"),
            Map.entry("fd_fdstat_get", "ii"),
            Map.entry("fd_fdstat_set_flags", "ii"),
            Map.entry("fd_fdstat_set_rights", "iII"),
            Map.entry("fd_filestat_get", "ii"),
            Map.entry("fd_filestat_set_size", "iI"),
            Map.entry("fd_filestat_set_times", "iIIi"),
            Map.entry("fd_pread", "iiiIi"),
            Map.entry("fd_prestat_get", "ii"),
            Map.entry("fd_prestat_dir_name", "iii"),
            Map.entry("fd_pwrite", "iiiIi"),
            Map.entry("fd_read", "iiii"),
            Map.entry("fd_readdir", "iiiIi"),
            Map.entry("fd_renumber", "ii"),
            Map.entry("fd_seek", "iIii"),
            Map.entry("fd_sync", "i"),
            Map.entry("fd_tell", "ii"),
            Map.entry("fd_write", "iiii"),
            Map.entry("path_create_directory", "iii"),
            Map.entry("path_filestat_get", "iiiii"),
            Map.entry("path_filestat_set_times", "iiiiIIi"),
            Map.entry("path_link", "iiiiiii"),
            Map.entry("path_open", "iiiiiIIii"),
            Map.entry("path_readlink", "iiiiii"),
            Map.entry("path_remove_directory", "iii"),
            Map.entry("path_rename", "iiiiii"),
            Map.entry("path_symlink", "iiiii"),
            Map.entry("path_unlink_file", "iii"),
            Map.entry("poll_oneoff", "iiii"),
            Map.entry("proc_exit", "i"),
            Map.entry("proc_raise", "i"),
            Map.entry("random_get", "ii"),
            Map.entry("sched_yield", ""),
            Map.entry("sock_accept", "iii"),
            Map.entry("sock_recv", "iiiiii"),
            Map.entry("sock_send", "iiiii"),
            Map.entry("sock_shutdown", "ii")));

    /** The guests, linked once for each tier: there are as many instances as tests. */
    private static final Map<Linked, LinkedModule> LINKED = new HashMap<>();

    /** In which tier a guest runs, and from where it imports. */
    private record Linked(TierStrategy tier, String imported) {}

    private final Store store;
    private final Instance instance;
    private final Memory memory;
    private final Set<Answer> answers = new HashSet<>();

    /** Part of the guest's memory, as an argument that stands for two. */
    record Span(int address, int length) {}

    /** That a function has answered with an error number. */
    record Answer(String function, Errno errno) {}

    /** Starts a guest of preview 1. */
    WasiGuest(TierStrategy tier, WasiConfig config) {
        this(linked(tier, Wasi.MODULE), config);
    }

    private WasiGuest(LinkedModule linked, WasiConfig config) {
        store = new Store(linked.module().engine());
        Wasi.attach(store, config);
        instance = linked.instantiate(store);
        memory = instance.memory("memory");
    }

    /** Starts a guest of snapshot 0. */
    static WasiGuest unstable(TierStrategy tier, WasiConfig config) {
        return new WasiGuest(linked(tier, Wasi.UNSTABLE_MODULE), config);
    }

    private static synchronized LinkedModule linked(TierStrategy tier, String imported) {
        return LINKED.computeIfAbsent(new Linked(tier, imported), _ -> {
            // An interrupt is for the function that waits, and does not end the guest before or after it.
            Engine engine = Engine.create(
                    Config.builder().tiers(tier).interruptible(false).build());
            Linker linker = new Linker(engine);
            Wasi.addTo(linker);
            Map<String, String> types = new TreeMap<>(FUNCTIONS);
            if (imported.equals(Wasi.UNSTABLE_MODULE)) {
                types.remove("sock_accept");
            }
            return linker.link(Module.fromWat(engine, module(imported, types)));
        });
    }

    private static String module(String imported, Map<String, String> types) {
        StringBuilder imports = new StringBuilder();
        StringBuilder functions = new StringBuilder();
        types.forEach((name, params) -> {
            StringBuilder type = new StringBuilder();
            StringBuilder arguments = new StringBuilder();
            for (int i = 0; i < params.length(); i++) {
                type.append(params.charAt(i) == 'i' ? " (param i32)" : " (param i64)");
                arguments.append(" (local.get ").append(i).append(')');
            }
            if (!name.equals("proc_exit")) {
                type.append(" (result i32)");
            }
            imports.append("(import \"%3$s\" \"%1$s\" (func $%1$s%2$s))\n".formatted(name, type, imported));
            functions.append("(func (export \"%1$s\")%2$s (call $%1$s%3$s))\n".formatted(name, type, arguments));
        });
        return "(module\n" + imports + "(memory (export \"memory\") 1 1)\n" + functions + ")";
    }

    /** Returns the names of all functions. */
    static Iterable<String> functions() {
        return FUNCTIONS.keySet();
    }

    Instance instance() {
        return instance;
    }

    Memory memory() {
        return memory;
    }

    /**
     * Calls a function.
     *
     * @param arguments its arguments; a string, bytes or a {@link Span} stand for two, an address and a length in bytes
     */
    Errno call(String function, Object... arguments) {
        int text = TEXT;
        List<Object> values = new ArrayList<>();
        for (Object argument : arguments) {
            switch (argument) {
                case String string -> text = addText(values, text, string.getBytes(StandardCharsets.UTF_8));
                case byte[] bytes -> text = addText(values, text, bytes);
                case Span(int address, int length) -> {
                    values.add(address);
                    values.add(length);
                }
                default -> values.add(argument);
            }
        }
        Object[] results = instance.func(function).call(values.toArray());
        Errno errno = Errno.values()[(int) results[0]];
        answers.add(new Answer(function, errno));
        return errno;
    }

    /** Stores a text, adds its address and length, and returns where the next one goes. */
    private int addText(List<Object> values, int address, byte[] text) {
        memory.writeBytes(address, text);
        values.add(address);
        values.add(text.length);
        return address + text.length;
    }

    /** Calls a function that must end the guest, and returns the exit code. */
    int callToExit(String function, int argument) {
        int code = assertThrows(WasiExit.class, () -> instance.func(function).call(argument))
                .code();
        answers.add(new Answer(function, Errno.SUCCESS));
        return code;
    }

    /** Returns whether a function has answered so. */
    boolean hasAnswered(String function, Errno errno) {
        return answers.contains(new Answer(function, errno));
    }

    /** Calls a function that must succeed. */
    void succeed(String function, Object... arguments) {
        assertEquals(Errno.SUCCESS, call(function, arguments), function);
    }

    /** Returns the 32-bit result of the last call. */
    int result() {
        return memory.readInt(RESULT);
    }

    /** Tries to open a path, following symbolic links. */
    Errno tryOpen(int directory, String path, int openFlags, long rights) {
        return call("path_open", directory, FOLLOW, path, openFlags, rights, ALL_RIGHTS, 0, RESULT);
    }

    /** Opens a path and returns the descriptor. */
    int open(int directory, String path, int openFlags, long rights) {
        assertEquals(Errno.SUCCESS, tryOpen(directory, path, openFlags, rights), path);
        return result();
    }

    /** Opens an existing file to read and write it. */
    int open(String path) {
        return open(DIR, path, 0, ALL_RIGHTS);
    }

    /** Makes a new file with a text. */
    void create(String path, String text) {
        int fd = open(DIR, path, CREATE | EXCLUSIVE, ALL_RIGHTS);
        write(fd, text);
        succeed("fd_close", fd);
    }

    /** Writes a text, all of it. */
    void write(int fd, String text) {
        int length = memory.writeString(BUFFER, text);
        setVector(BUFFER, length);
        succeed("fd_write", fd, VECTOR, 1, RESULT);
        assertEquals(length, result());
    }

    /** Reads at most so many bytes. */
    String read(int fd, int length) {
        setVector(BUFFER, length);
        succeed("fd_read", fd, VECTOR, 1, RESULT);
        return memory.readString(BUFFER, result());
    }

    /** Sets the vector to one buffer. */
    void setVector(int address, int length) {
        memory.writeInt(VECTOR, address);
        memory.writeInt(VECTOR + 4, length);
    }

    /** Returns the names in a directory, in the order in which they are listed. */
    List<String> list(int fd) {
        List<String> names = new ArrayList<>();
        long cookie = 0;
        while (true) {
            succeed("fd_readdir", fd, BUFFER, 0x1000, cookie, RESULT);
            int used = result();
            int at = 0;
            while (at + 24 <= used) {
                int length = memory.readInt(BUFFER + at + 16);
                if (at + 24 + length > used) {
                    break;
                }
                cookie = memory.readLong(BUFFER + at);
                names.add(new String(memory.readBytes(BUFFER + at + 24, length), StandardCharsets.UTF_8));
                at += 24 + length;
            }
            if (used < 0x1000) {
                return names;
            }
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
