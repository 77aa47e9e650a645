package dev.terrace.cli;

import dev.terrace.Config;
import dev.terrace.Store;
import dev.terrace.StoreLimits;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The flags that say what a guest may use up. */
final class LimitOptions {
    @Option(
            names = "--fuel",
            paramLabel = "UNITS",
            description = "How much the guest may execute, an instruction a unit; then it traps (default: unlimited).")
    private Long fuel;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long the guest may run, as 500ms, 10s, 2m or 1h, or as seconds; then it traps (default:"
                    + " unlimited). What the host does for it, such as reading its standard input, ends first.")
    private Duration timeout;

    @Option(
            names = "--max-memory",
            paramLabel = "BYTES",
            converter = BytesConverter.class,
            description = "The size that each memory may reach, in bytes or as 64K, 16M or 1G (default: 4G).")
    private Long maxMemory;

    @Option(
            names = "--max-table",
            paramLabel = "ELEMENTS",
            description = "The number of elements that each table may reach (default: 10000000).")
    private Long maxTable;

    /** Has an engine do what the flags need. */
    void configure(Config.Builder config) {
        config.fuel(fuel != null).interruptible(timeout != null);
    }

    /** Returns the limits of the guest's store. */
    StoreLimits limits() {
        StoreLimits.Builder limits = StoreLimits.builder();
        if (maxMemory != null) {
            limits.memoryBytes(maxMemory);
        }
        if (maxTable != null) {
            limits.tableElements(maxTable);
        }
        try {
            return limits.build();
        } catch (IllegalArgumentException e) {
            throw new Failures.CommandException(e.getMessage());
        }
    }

    /** Begins to count what a guest uses up. */
    void begin(Store store) {
        if (fuel != null) {
            try {
                store.setFuel(fuel);
            } catch (IllegalArgumentException e) {
                throw new Failures.CommandException("--fuel: " + e.getMessage());
            }
        }
        if (timeout != null) {
            store.setDeadline(timeout);
        }
    }

    /** Reads a time. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|)");

        @Override
        public Duration convert(String value) {
            Matcher matcher = DURATION.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + value + "' is no time such as 500ms, 10s, 2m or 1h");
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofSeconds(number);
            };
        }
    }

    /** Reads a number of bytes. */
    static final class BytesConverter implements ITypeConverter<Long> {
        private static final Pattern BYTES = Pattern.compile("(\\d{1,18})([KMG]?)");

        @Override
        public Long convert(String value) {
            Matcher matcher = BYTES.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + value + "' is no number of bytes such as 65536, 64K, 16M or 1G");
            }
            int shift = switch (matcher.group(2)) {
                case "K" -> 10;
                case "M" -> 20;
                case "G" -> 30;
                default -> 0;
            };
            return Math.min(Long.parseLong(matcher.group(1)), Long.MAX_VALUE >> shift) << shift;
        }
    }
}
