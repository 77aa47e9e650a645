package dev.terrace.wasi;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a WASI program is given: its arguments, environment, standard streams, directories, clocks and randomness. What is
 * not given, it does not have: the default is no arguments, no environment, an empty input, outputs that go nowhere, and
 * no directory.
 *
 * <pre>{@code
 * WasiConfig config = WasiConfig.builder()
 *         .args("sort", "names.txt")
 *         .inheritStreams()
 *         .directory(Path.of("data"), "/data")
 *         .build();
 * Wasi.attach(store, config);
 * }</pre>
 *
 * <p>A configuration is immutable and can be used for any number of stores.
 */
public final class WasiConfig {
    private final List<String> args;
    private final List<String> environment;
    private final Supplier<InputSource> input;
    private final Output output;
    private final Output error;
    private final List<Preopen> preopens;
    private final List<ServerSocketChannel> listeners;
    private final List<SocketChannel> connections;
    private final Supplier<Clocks> clocks;
    private final Supplier<RandomGenerator> random;
    private final int maxDescriptors;
    private final long maxRandomBytes;

    /** A directory that a guest finds open. */
    record Preopen(DirectorySource source, String guest, boolean readOnly) {}

    /** A standard output, and what the guest is told that it is. */
    record Output(WritableByteChannel channel, FileType type) {}

    private WasiConfig(Builder builder) {
        this.args = List.copyOf(builder.args);
        List<String> variables = new ArrayList<>();
        for (Map.Entry<String, String> variable : builder.environment.entrySet()) {
            variables.add(variable.getKey() + "=" + variable.getValue());
        }
        this.environment = List.copyOf(variables);
        this.input = builder.input;
        this.output = builder.output;
        this.error = builder.error;
        this.preopens = List.copyOf(builder.preopens);
        this.listeners = List.copyOf(builder.listeners);
        this.connections = List.copyOf(builder.connections);
        this.clocks = builder.clocks;
        this.random = builder.random;
        this.maxDescriptors = builder.maxDescriptors;
        this.maxRandomBytes = builder.maxRandomBytes;
    }

    /** Returns a builder of a configuration that gives nothing. */
    public static Builder builder() {
        return new Builder();
    }

    List<String> args() {
        return args;
    }

    /** Returns the environment as {@code NAME=value}, in the order in which it was set. */
    List<String> environment() {
        return environment;
    }

    /** Returns the standard input for one guest. */
    InputSource input() {
        return input.get();
    }

    Output output() {
        return output;
    }

    Output error() {
        return error;
    }

    List<Preopen> preopens() {
        return preopens;
    }

    List<ServerSocketChannel> listeners() {
        return listeners;
    }

    List<SocketChannel> connections() {
        return connections;
    }

    /** Returns the clocks for one guest. */
    Clocks clocks() {
        return clocks.get();
    }

    /** Returns the source of random bytes for one guest. */
    RandomGenerator random() {
        return random.get();
    }

    int maxDescriptors() {
        return maxDescriptors;
    }

    long maxRandomBytes() {
        return maxRandomBytes;
    }

    /** Builds a {@link WasiConfig}. */
    public static final class Builder {
        /** What Linux lets arguments and environment take together. */
        private static final int MAX_ARGUMENT_BYTES = 1 << 21;

        private static final int DEFAULT_MAX_DESCRIPTORS = 4096;
        private static final long DEFAULT_MAX_RANDOM_BYTES = 1L << 26;

        /** The standard streams. */
        private static final int MIN_DESCRIPTORS = 3;

        private final List<String> args = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private Supplier<InputSource> input;
        private Output output;
        private Output error;
        private final List<Preopen> preopens = new ArrayList<>();
        private DirectoryAccess directoryAccess = DirectoryAccess.best();
        private final List<ServerSocketChannel> listeners = new ArrayList<>();
        private final List<SocketChannel> connections = new ArrayList<>();
        private Supplier<Clocks> clocks = () -> Clocks.Host.SYSTEM;
        private Supplier<RandomGenerator> random = SecureSource::instance;
        private int maxDescriptors = DEFAULT_MAX_DESCRIPTORS;
        private long maxRandomBytes = DEFAULT_MAX_RANDOM_BYTES;

        private Builder() {
            input(new byte[0]);
            output(OutputStream.nullOutputStream());
            error(OutputStream.nullOutputStream());
        }

        /** Made when the first guest asks for random bytes: it takes a while. */
        private static final class SecureSource {
            private static final SecureRandom INSTANCE = new SecureRandom();

            private static RandomGenerator instance() {
                return INSTANCE;
            }
        }

        /** Adds arguments; by convention the first of all is the program's name. */
        public Builder args(String... more) {
            return args(List.of(more));
        }

        /** Adds arguments; by convention the first of all is the program's name. */
        public Builder args(List<String> more) {
            for (String arg : more) {
                args.add(withoutNul(arg));
            }
            return this;
        }

        /** Sets an environment variable. */
        public Builder environment(String name, String value) {
            if (name.isEmpty() || name.contains("=")) {
                throw new IllegalArgumentException("not a name of an environment variable: '" + name + "'");
            }
            environment.put(withoutNul(name), withoutNul(value));
            return this;
        }

        /** Sets environment variables. */
        public Builder environment(Map<String, String> more) {
            more.forEach(this::environment);
            return this;
        }

        private static String withoutNul(String text) {
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a NUL character cannot be passed to a program: '" + text + "'");
            }
            return text;
        }

        /**
         * Gives the guest this process's standard input, output and error. Where one is a pipe that nobody reads any more, a
         * write ends the guest with the exit code 141, as a shell reports of a native program.
         */
        public Builder inheritStreams() {
            return inheritInput().inheritOutput().inheritError();
        }

        /**
         * Gives the guest this process's standard input. When a guest polls it, up to 512 bytes may be read that are then lost
         * to this process, though not to other guests.
         */
        public Builder inheritInput() {
            this.input = () -> ProcessInput.SOURCE;
            return this;
        }

        /** This process's standard input; all guests share what was read ahead of it. */
        private static final class ProcessInput {
            private static final FileInputStream STREAM = new FileInputStream(java.io.FileDescriptor.in);
            private static final InputSource SOURCE =
                    new InputSource(STREAM.getChannel(), FileType.ofStandardStream(0), STREAM::available);
        }

        /** Gives the guest this process's standard output. */
        public Builder inheritOutput() {
            this.output = new Output(new ProcessOutput(java.io.FileDescriptor.out), FileType.ofStandardStream(1));
            return this;
        }

        /** Gives the guest this process's standard error. */
        public Builder inheritError() {
            this.error = new Output(new ProcessOutput(java.io.FileDescriptor.err), FileType.ofStandardStream(2));
            return this;
        }

        /**
         * Sets the standard input. The channel is not closed with the guest. If it blocks and a guest polls it, a thread reads
         * ahead for guests of this configuration.
         */
        public Builder input(ReadableByteChannel channel) {
            return input(new InputSource(channel, FileType.UNKNOWN, () -> 0));
        }

        /**
         * Sets the standard input. The stream is not closed with the guest. If a guest polls it while nothing is {@link
         * InputStream#available}, a thread reads ahead for guests of this configuration.
         */
        public Builder input(InputStream stream) {
            return input(new InputSource(Channels.newChannel(stream), FileType.UNKNOWN, stream::available));
        }

        private Builder input(InputSource shared) {
            this.input = () -> shared;
            return this;
        }

        /** Sets what each guest reads from its standard input. */
        public Builder input(byte[] bytes) {
            byte[] copy = bytes.clone();
            this.input = () -> {
                InputStream stream = new ByteArrayInputStream(copy);
                return new InputSource(Channels.newChannel(stream), FileType.REGULAR_FILE, stream::available);
            };
            return this;
        }

        /** Sets the standard output. The channel is not closed with the guest. */
        public Builder output(WritableByteChannel channel) {
            this.output = new Output(channel, FileType.UNKNOWN);
            return this;
        }

        /** Sets the standard output. The stream is neither flushed nor closed with the guest. */
        public Builder output(OutputStream stream) {
            return output(Channels.newChannel(stream));
        }

        /** Sets the standard error. The channel is not closed with the guest. */
        public Builder error(WritableByteChannel channel) {
            this.error = new Output(channel, FileType.UNKNOWN);
            return this;
        }

        /** Sets the standard error. The stream is neither flushed nor closed with the guest. */
        public Builder error(OutputStream stream) {
            return error(Channels.newChannel(stream));
        }

        /** Sets how the directories that are given from now on are reached; without this, in the best way there is. */
        public Builder directoryAccess(DirectoryAccess access) {
            this.directoryAccess = access;
            return this;
        }

        /**
         * Gives the guest a directory to read and write, under a name of its own.
         *
         * @throws IOException if there is no such directory
         */
        public Builder directory(Path host, String guest) throws IOException {
            return directory(host, guest, false);
        }

        /**
         * Gives the guest a directory that it can only read, under a name of its own.
         *
         * @throws IOException if there is no such directory
         */
        public Builder readOnlyDirectory(Path host, String guest) throws IOException {
            return directory(host, guest, true);
        }

        private Builder directory(Path host, String guest, boolean readOnly) throws IOException {
            return directory(directoryAccess.source(host), guest, readOnly);
        }

        /** Gives the guest a directory in memory to read and write, under a name. */
        public Builder directory(VirtualDirectory directory, String guest) {
            return directory(directory.source(), guest, false);
        }

        /** Gives the guest a directory in memory that it can only read, under a name. */
        public Builder readOnlyDirectory(VirtualDirectory directory, String guest) {
            return directory(directory.source(), guest, true);
        }

        private Builder directory(DirectorySource source, String guest, boolean readOnly) {
            preopens.add(new Preopen(source, withoutNul(guest), readOnly));
            return this;
        }

        /**
         * Gives the guest a socket that takes connections. Its descriptor follows those of the directories: with two
         * directories, which are 3 and 4, the first such socket is 5. The channel is made non-blocking, and is not closed with
         * the guest.
         */
        public Builder listener(ServerSocketChannel channel) {
            listeners.add(Objects.requireNonNull(channel));
            return this;
        }

        /**
         * Gives the guest a connection. Its descriptor follows those of the directories and of the sockets that take
         * connections. The channel is made non-blocking, and is closed with the guest.
         *
         * @throws IllegalArgumentException if the channel is not connected
         */
        public Builder connection(SocketChannel channel) {
            if (!channel.isConnected()) {
                throw new IllegalArgumentException("the channel is not connected: " + channel);
            }
            connections.add(channel);
            return this;
        }

        /**
         * Sets the clocks. Processor time is this process's own.
         *
         * @param realtime gives nanoseconds since 1970
         * @param monotonic gives nanoseconds since any time, never fewer than before
         */
        public Builder clocks(LongSupplier realtime, LongSupplier monotonic) {
            Clocks given = new Clocks.Host(realtime, monotonic);
            this.clocks = () -> given;
            return this;
        }

        /**
         * Gives each guest clocks that are the same in every run: they begin at a time, move on by a step whenever the guest
         * looks at one, and when it only waits for one, time has passed at once. Processor time is the monotonic clock's, which
         * begins at 0.
         *
         * @throws IllegalArgumentException if the step is negative
         * @throws ArithmeticException if the times do not fit into 64 bits of nanoseconds
         */
        public Builder fixedClocks(Instant start, Duration step) {
            if (step.isNegative()) {
                throw new IllegalArgumentException("clocks do not go back: " + step);
            }
            long startNanos =
                    Math.addExact(Math.multiplyExact(start.getEpochSecond(), 1_000_000_000L), start.getNano());
            long stepNanos = step.toNanos();
            this.clocks = () -> new Clocks.Stepping(startNanos, stepNanos);
            return this;
        }

        /**
         * Sets the source of random bytes, which all guests of this configuration share; without this it is a {@link
         * SecureRandom}.
         */
        public Builder random(RandomGenerator source) {
            Objects.requireNonNull(source);
            this.random = () -> source;
            return this;
        }

        /** Gives each guest random bytes that are the same in every run: those of {@link Random} with a seed. */
        public Builder randomSeed(long seed) {
            this.random = () -> new Random(seed);
            return this;
        }

        /**
         * Sets how many descriptors a guest may have open, 4096 if this is not called. One more is an {@link Errno#MFILE}.
         *
         * @throws IllegalArgumentException if not even the standard streams could be open
         */
        public Builder maxDescriptors(int max) {
            if (max < MIN_DESCRIPTORS) {
                throw new IllegalArgumentException("maxDescriptors must be " + MIN_DESCRIPTORS + " or more: " + max);
            }
            this.maxDescriptors = max;
            return this;
        }

        /**
         * Sets how many random bytes one call may ask for, 64 MiB if this is not called. More are an {@link Errno#INVAL}.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxRandomBytes(long max) {
            if (max < 0) {
                throw new IllegalArgumentException("maxRandomBytes must be 0 or more: " + max);
            }
            this.maxRandomBytes = max;
            return this;
        }

        /**
         * Returns the configuration.
         *
         * @throws IllegalArgumentException if arguments and environment take more than 2 MiB together, or there are more
         *     directories and sockets than descriptors
         */
        public WasiConfig build() {
            WasiConfig config = new WasiConfig(this);
            long argumentBytes = ProcessFunctions.bytes(config.args) + ProcessFunctions.bytes(config.environment);
            if (argumentBytes > MAX_ARGUMENT_BYTES) {
                throw new IllegalArgumentException("arguments and environment take " + argumentBytes
                        + " bytes; they may take " + MAX_ARGUMENT_BYTES);
            }
            int descriptors = MIN_DESCRIPTORS + preopens.size() + listeners.size() + connections.size();
            if (descriptors > maxDescriptors) {
                throw new IllegalArgumentException(
                        descriptors + " descriptors are given; there may be " + maxDescriptors);
            }
            return config;
        }
    }
}
