package dev.terrace.wasi;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
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
    private final Stream<ReadableByteChannel> input;
    private final Stream<WritableByteChannel> output;
    private final Stream<WritableByteChannel> error;
    private final List<Preopen> preopens;
    private final LongSupplier realtime;
    private final LongSupplier monotonic;
    private final RandomGenerator random;

    /** A directory that a guest finds open. */
    record Preopen(DirectorySource source, String guest, boolean readOnly) {}

    /** A standard stream, and what the guest is told that it is. */
    record Stream<C extends Channel>(C channel, FileType type) {}

    private WasiConfig(Builder builder) {
        this.args = List.copyOf(builder.args);
        this.environment = builder.environment.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
        this.input = builder.input;
        this.output = builder.output;
        this.error = builder.error;
        this.preopens = List.copyOf(builder.preopens);
        this.realtime = builder.realtime;
        this.monotonic = builder.monotonic;
        this.random = builder.random;
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

    Stream<ReadableByteChannel> input() {
        return input;
    }

    Stream<WritableByteChannel> output() {
        return output;
    }

    Stream<WritableByteChannel> error() {
        return error;
    }

    List<Preopen> preopens() {
        return preopens;
    }

    LongSupplier realtime() {
        return realtime;
    }

    LongSupplier monotonic() {
        return monotonic;
    }

    RandomGenerator random() {
        return random;
    }

    /** Builds a {@link WasiConfig}. */
    public static final class Builder {
        private final List<String> args = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private Stream<ReadableByteChannel> input;
        private Stream<WritableByteChannel> output;
        private Stream<WritableByteChannel> error;
        private final List<Preopen> preopens = new ArrayList<>();
        private LongSupplier realtime = Builder::systemNanos;
        private LongSupplier monotonic = System::nanoTime;
        private RandomGenerator random = new SecureRandom();

        private Builder() {
            input(InputStream.nullInputStream());
            output(OutputStream.nullOutputStream());
            error(OutputStream.nullOutputStream());
        }

        private static long systemNanos() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
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
            this.input = new Stream<>(
                    new FileInputStream(java.io.FileDescriptor.in).getChannel(), FileType.ofStandardStream(0));
            this.output = new Stream<>(new ProcessOutput(java.io.FileDescriptor.out), FileType.ofStandardStream(1));
            this.error = new Stream<>(new ProcessOutput(java.io.FileDescriptor.err), FileType.ofStandardStream(2));
            return this;
        }

        /** Sets the standard input. The channel is not closed with the guest. */
        public Builder input(ReadableByteChannel channel) {
            this.input = new Stream<>(channel, FileType.UNKNOWN);
            return this;
        }

        /** Sets the standard input. The stream is not closed with the guest. */
        public Builder input(InputStream stream) {
            return input(Channels.newChannel(stream));
        }

        /** Sets what the guest reads from its standard input. */
        public Builder input(byte[] bytes) {
            return input(new ByteArrayInputStream(bytes));
        }

        /** Sets the standard output. The channel is not closed with the guest. */
        public Builder output(WritableByteChannel channel) {
            this.output = new Stream<>(channel, FileType.UNKNOWN);
            return this;
        }

        /** Sets the standard output. The stream is neither flushed nor closed with the guest. */
        public Builder output(OutputStream stream) {
            return output(Channels.newChannel(stream));
        }

        /** Sets the standard error. The channel is not closed with the guest. */
        public Builder error(WritableByteChannel channel) {
            this.error = new Stream<>(channel, FileType.UNKNOWN);
            return this;
        }

        /** Sets the standard error. The stream is neither flushed nor closed with the guest. */
        public Builder error(OutputStream stream) {
            return error(Channels.newChannel(stream));
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
            preopens.add(new Preopen(HostDirectories.at(host), withoutNul(guest), readOnly));
            return this;
        }

        /**
         * Sets the clocks, for runs that can be repeated.
         *
         * @param newRealtime gives nanoseconds since 1970
         * @param newMonotonic gives nanoseconds since any time, never fewer than before
         */
        public Builder clocks(LongSupplier newRealtime, LongSupplier newMonotonic) {
            this.realtime = newRealtime;
            this.monotonic = newMonotonic;
            return this;
        }

        /** Sets the source of random bytes; without this it is a {@link SecureRandom}. */
        public Builder random(RandomGenerator newRandom) {
            this.random = newRandom;
            return this;
        }

        /** Returns the configuration. */
        public WasiConfig build() {
            return new WasiConfig(this);
        }
    }
}
