package dev.terrace.cli;

import dev.terrace.wasi.DirectoryAccess;
import dev.terrace.wasi.VirtualDirectory;
import dev.terrace.wasi.WasiConfig;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The flags that say what a WASI program is given. */
final class WasiOptions {
    /** By how much each look at a fixed clock moves it on. */
    private static final Duration CLOCK_STEP = Duration.ofNanos(1_000);

    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--dir",
            paramLabel = "HOST[::GUEST]",
            description = "Gives the program a directory, under the same name or another one. May be repeated. "
                    + "Directories get the descriptors from 3 on: those of --dir, of --dir-readonly, of --dir-virtual.")
    private List<String> directories = List.of();

    @Option(
            names = "--dir-readonly",
            paramLabel = "HOST[::GUEST]",
            description = "Gives the program a directory that it can only read. May be repeated.")
    private List<String> readOnlyDirectories = List.of();

    @Option(
            names = "--dir-access",
            paramLabel = "WAY",
            converter = DirectoryAccessConverter.class,
            completionCandidates = DirectoryAccessNames.class,
            description = "How directories of the host are reached: ${COMPLETION-CANDIDATES} (default: the safest that "
                    + "the system has). With nio, whoever swaps directories meanwhile can lead the program outside.")
    private DirectoryAccess directoryAccess;

    @Option(
            names = "--dir-virtual",
            paramLabel = "GUEST",
            description = "Gives the program an empty directory in memory, which ends with it. May be repeated.")
    private List<String> virtualDirectories = List.of();

    @Option(
            names = "--dir-virtual-size",
            paramLabel = "BYTES",
            description = "The memory that each of these directories may take (default: ${DEFAULT-VALUE}).")
    private long virtualDirectorySize = 1L << 28;

    @Option(
            names = "--env",
            paramLabel = "NAME[=VALUE]",
            description = "Sets an environment variable, or passes one on. May be repeated.")
    private List<String> environment = List.of();

    @Option(names = "--env-inherit", description = "Passes all environment variables on; --env goes before them.")
    private boolean inheritEnvironment;

    @Option(
            names = "--arg0",
            paramLabel = "NAME",
            description = "What the program finds as its own name in its arguments (default: FILE).")
    private String programName;

    @Option(
            names = "--tcp-listen",
            paramLabel = "HOST:PORT",
            description = "Gives the program a socket that takes connections there. May be repeated. Sockets get the "
                    + "descriptors after those of the directories.")
    private List<String> listeners = List.of();

    @Option(
            names = "--tcp-connect",
            paramLabel = "HOST:PORT",
            description = "Gives the program a socket that is connected to there. May be repeated. These follow those "
                    + "of --tcp-listen.")
    private List<String> connections = List.of();

    @Option(
            names = "--clock",
            paramLabel = "TIME",
            description = "Begins at a time such as 2020-02-02T20:20:20Z, and lets time pass only when the program "
                    + "looks at a clock (a microsecond) or waits for one: all runs see the same times.")
    private String clock;

    @Option(
            names = "--random-seed",
            paramLabel = "NUMBER",
            description = "Makes the program's random bytes the same in all runs. They are not secure then.")
    private Long randomSeed;

    @Option(
            names = "--max-descriptors",
            paramLabel = "NUMBER",
            description = "How many descriptors the program may have open (default: 4096).")
    private Integer maxDescriptors;

    @Option(
            names = "--max-random-bytes",
            paramLabel = "BYTES",
            description = "How many random bytes one call may ask for (default: 67108864).")
    private Long maxRandomBytes;

    /** The sockets of a program, open. */
    record Sockets(List<ServerSocketChannel> listeners, List<SocketChannel> connections) implements Closeable {
        @Override
        public void close() throws IOException {
            for (Channel listener : listeners) {
                listener.close();
            }
            for (Channel connection : connections) {
                connection.close();
            }
        }
    }

    /** Opens the sockets that the flags ask for. */
    Sockets openSockets() throws IOException {
        Sockets sockets = new Sockets(new ArrayList<>(), new ArrayList<>());
        try {
            for (String listener : listeners) {
                sockets.listeners().add(listen(listener));
            }
            for (String connection : connections) {
                sockets.connections().add(connect(connection));
            }
            return sockets;
        } catch (IOException | RuntimeException e) {
            sockets.close();
            throw e;
        }
    }

    private static ServerSocketChannel listen(String text) throws IOException {
        InetSocketAddress address = address("--tcp-listen", text);
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            return channel.bind(address);
        } catch (IOException | UnresolvedAddressException e) {
            channel.close();
            throw new Failures.CommandException("--tcp-listen: cannot listen on '" + text + "': " + reason(e));
        }
    }

    private static SocketChannel connect(String text) throws IOException {
        try {
            return SocketChannel.open(address("--tcp-connect", text));
        } catch (IOException | UnresolvedAddressException e) {
            throw new Failures.CommandException("--tcp-connect: cannot connect to '" + text + "': " + reason(e));
        }
    }

    private static String reason(Exception e) {
        return e instanceof UnresolvedAddressException ? "unknown host" : e.getMessage();
    }

    private static InetSocketAddress address(String flag, String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port >= 0 && port <= MAX_PORT) {
                String host = text.substring(0, colon);
                boolean bracketed = host.startsWith("[") && host.endsWith("]");
                return new InetSocketAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
            }
        } catch (NumberFormatException _) {
            // Explained below.
        }
        throw new Failures.CommandException(flag + ": not of the form HOST:PORT: '" + text + "'");
    }

    /**
     * Returns what the flags say.
     *
     * @param file the program's file
     * @param args the arguments that follow it
     */
    WasiConfig config(String file, List<String> args, Sockets sockets) throws IOException {
        WasiConfig.Builder config = WasiConfig.builder()
                .inheritStreams()
                .args(programName == null ? file : programName)
                .args(args);
        addDirectories(config);
        if (inheritEnvironment) {
            // On Windows there are variables whose names begin with "=".
            System.getenv().forEach((name, value) -> {
                if (!name.isEmpty() && !name.contains("=")) {
                    config.environment(name, value);
                }
            });
        }
        environment.forEach(variable -> addVariable(config, variable));
        sockets.listeners().forEach(config::listener);
        sockets.connections().forEach(config::connection);
        if (clock != null) {
            config.fixedClocks(clockStart(), CLOCK_STEP);
        }
        if (randomSeed != null) {
            config.randomSeed(randomSeed);
        }
        try {
            if (maxDescriptors != null) {
                config.maxDescriptors(maxDescriptors);
            }
            if (maxRandomBytes != null) {
                config.maxRandomBytes(maxRandomBytes);
            }
            return config.build();
        } catch (IllegalArgumentException e) {
            throw new Failures.CommandException(e.getMessage());
        }
    }

    private Instant clockStart() {
        try {
            Instant start = Instant.parse(clock);
            // Guests count nanoseconds in 64 bits.
            Math.multiplyExact(start.getEpochSecond() + 1, 1_000_000_000L);
            return start;
        } catch (DateTimeException | ArithmeticException _) {
            throw new Failures.CommandException("--clock: not a time such as 2020-02-02T20:20:20Z: '" + clock + "'");
        }
    }

    private void addDirectories(WasiConfig.Builder config) throws IOException {
        if (directoryAccess != null) {
            config.directoryAccess(directoryAccess);
        }
        for (String directory : directories) {
            addDirectory("--dir", directory, config::directory);
        }
        for (String directory : readOnlyDirectories) {
            addDirectory("--dir-readonly", directory, config::readOnlyDirectory);
        }
        InstantSource times = clock == null ? InstantSource.system() : InstantSource.fixed(clockStart());
        for (String name : virtualDirectories) {
            try {
                config.directory(new VirtualDirectory(virtualDirectorySize, times), name);
            } catch (IllegalArgumentException e) {
                throw new Failures.CommandException("--dir-virtual-size: " + e.getMessage());
            }
        }
    }

    /** Gives a directory of the host to a program. */
    private interface Giving {
        WasiConfig.Builder give(Path host, String guest) throws IOException;
    }

    private static void addDirectory(String flag, String directory, Giving giving) throws IOException {
        int separator = directory.indexOf("::");
        String host = separator < 0 ? directory : directory.substring(0, separator);
        String guest = separator < 0 ? directory : directory.substring(separator + 2);
        try {
            giving.give(Path.of(host), guest);
        } catch (NoSuchFileException | NotDirectoryException | InvalidPathException _) {
            throw new Failures.CommandException(flag + ": there is no directory '" + host + "'");
        } catch (UnsupportedOperationException e) {
            throw new Failures.CommandException("--dir-access: " + e.getMessage());
        }
    }

    private static void addVariable(WasiConfig.Builder config, String variable) {
        int separator = variable.indexOf('=');
        String name = separator < 0 ? variable : variable.substring(0, separator);
        String value = separator < 0 ? System.getenv(name) : variable.substring(separator + 1);
        if (name.isEmpty()) {
            throw new Failures.CommandException("--env: a variable needs a name: '" + variable + "'");
        }
        if (value != null) {
            config.environment(name, value);
        }
    }

    /** The values of {@code --dir-access}. */
    static final class DirectoryAccessNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Choices.names(DirectoryAccess.class).iterator();
        }
    }

    /** Reads the value of {@code --dir-access}. */
    static final class DirectoryAccessConverter implements ITypeConverter<DirectoryAccess> {
        @Override
        public DirectoryAccess convert(String value) {
            return Choices.parse(DirectoryAccess.class, value);
        }
    }
}
