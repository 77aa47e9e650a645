package dev.terrace.cli;

import dev.terrace.ClimbMode;
import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.MemoryPlacement;
import dev.terrace.TierListener;
import dev.terrace.TierStrategy;
import dev.terrace.core.Feature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The flags that say how the engine behaves. */
final class EngineOptions {
    @Option(
            names = "--tier",
            paramLabel = "TIER",
            converter = TierConverter.class,
            completionCandidates = TierNames.class,
            description = "Which tier executes functions: ${COMPLETION-CANDIDATES} (default: auto).")
    private TierStrategy tier = TierStrategy.AUTO;

    @Option(
            names = "--compile",
            paramLabel = "WHEN",
            converter = CompileModeConverter.class,
            completionCandidates = CompileModeNames.class,
            description = "When functions are compiled: ${COMPLETION-CANDIDATES}. background and sync compile hot"
                + " functions, in other threads or at once; eager compiles all when a module is loaded, lazy each at"
                + " its first call (default: background; with one tier eager, for the interpreter lazy).")
    private CompileMode compile;

    @Option(
            names = "--climb",
            paramLabel = "WAY",
            converter = ClimbModeConverter.class,
            completionCandidates = ClimbModeNames.class,
            description =
                    "Which way functions climb: ${COMPLETION-CANDIDATES}. direct: from the lowest tier to the highest"
                            + " that takes them; steps: tier by tier (default: direct).")
    private ClimbMode climb;

    @Option(
            names = "--call-threshold",
            paramLabel = "CALLS",
            description = "How many calls in the lowest tier make a function hot (default: 500).")
    private Integer callThreshold;

    @Option(
            names = "--loop-threshold",
            paramLabel = "ITERATIONS",
            description = "How many iterations in the lowest tier make a loop hot (default: 5000).")
    private Integer loopThreshold;

    @Option(
            names = "--native-call-threshold",
            paramLabel = "CALLS",
            description =
                    "How many calls of a function's bytecode make it hot, so that it becomes machine code (default:"
                            + " 3000).")
    private Integer nativeCallThreshold;

    @Option(
            names = "--native-loop-threshold",
            paramLabel = "ITERATIONS",
            description = "How many iterations in one call do the same with a loop (default: 30000).")
    private Integer nativeLoopThreshold;

    @Option(
            names = "--opt-level",
            paramLabel = "LEVEL",
            description = "How much is done to make machine code fast: 0 for one quick pass, 2 for everything (default:"
                    + " 2).")
    private Integer optLevel;

    @Option(
            names = "--signals",
            paramLabel = "WHETHER",
            converter = SwitchConverter.class,
            completionCandidates = SwitchNames.class,
            description =
                    "Whether machine code may rely on signals of the system, so that it need not check each access"
                            + " to memory: ${COMPLETION-CANDIDATES} (default: on).")
    private Switch signals;

    @Option(
            names = "--cpu",
            paramLabel = "CHANGES",
            description = "What machine code may use of the processor, by changes of what it has, such as +avx2,-bmi2.")
    private String cpu;

    @Option(
            names = "--compile-threads",
            paramLabel = "THREADS",
            description = "How many threads compile (default: half the processors, from 1 to 4).")
    private Integer compileThreads;

    @Option(
            names = "--memories",
            paramLabel = "WHERE",
            converter = MemoryPlacementConverter.class,
            completionCandidates = MemoryPlacementNames.class,
            description =
                    "Where memories are: ${COMPLETION-CANDIDATES}. Those on Java's heap are faster in bytecode, and"
                            + " smaller than 2 GiB; native ones are outside, where machine code needs them (default:"
                            + " native if functions can become machine code, else heap).")
    private MemoryPlacement memories;

    @Option(
            names = "--tier-log",
            paramLabel = "FILE",
            description = "Writes what becomes of functions in the tiers to a file, a line of JSON an event.")
    private Path tierLogPath;

    private TierLogFile tierLog;

    private TierListener listener;

    @Option(
            names = "--wasm",
            paramLabel = "FEATURES",
            split = ",",
            description = "Turns features of WebAssembly on, or with a minus off: names such as threads or -simd, and "
                    + "the sets wasm1, wasm2, wasm3 and all (default: wasm3).")
    private List<String> features = List.of();

    @Option(
            names = "--max-stack",
            paramLabel = "BYTES",
            description = "The size that the stack of WebAssembly frames may reach (default: 8388608).")
    private Long maxStack;

    @Option(
            names = "--deterministic",
            description = "Relaxed vector instructions have the same results on every machine and in every tier.")
    private boolean deterministic;

    /** Returns an engine as the flags ask for it. */
    Engine engine() {
        return engine(Feature.WASM3);
    }

    /**
     * Returns an engine as the flags ask for it.
     *
     * @param more sets what other flags ask for
     */
    Engine engine(Consumer<Config.Builder> more) {
        return engine(Feature.WASM3, more);
    }

    /**
     * Returns an engine as the flags ask for it.
     *
     * @param defaults the features that are on if the flags do not say otherwise
     */
    Engine engine(Set<Feature> defaults) {
        return engine(defaults, _ -> {});
    }

    private Engine engine(Set<Feature> defaults, Consumer<Config.Builder> more) {
        Config.Builder config =
                Config.builder().tiers(tier).features(features(defaults)).deterministic(deterministic);
        more.accept(config);
        set("--max-stack", maxStack, config::maxStackBytes);
        set("--compile", compile, config::compileMode);
        set("--climb", climb, config::climb);
        set("--call-threshold", callThreshold, config::callThreshold);
        set("--loop-threshold", loopThreshold, config::loopThreshold);
        set("--native-call-threshold", nativeCallThreshold, config::nativeCallThreshold);
        set("--native-loop-threshold", nativeLoopThreshold, config::nativeLoopThreshold);
        set("--opt-level", optLevel, config::optLevel);
        set("--signals", signals, value -> config.signals(value == Switch.ON));
        set("--cpu", cpu, config::cpu);
        set("--compile-threads", compileThreads, config::compileThreads);
        set("--memories", memories, config::memoryPlacement);
        set("--tier-log", listener(), config::tierListener);
        try {
            return Engine.create(config.build());
        } catch (IllegalStateException e) {
            throw new Failures.CommandException("--tier=" + tier + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Failures.CommandException("--cpu: " + e.getMessage());
        }
    }

    private static <T> void set(String flag, T value, Consumer<T> setter) {
        if (value != null) {
            try {
                setter.accept(value);
            } catch (IllegalArgumentException e) {
                throw new Failures.CommandException(flag + ": " + e.getMessage());
            }
        }
    }

    /** Has somebody told of what becomes of functions in the tiers, besides the log. */
    void listen(TierListener newListener) {
        listener = newListener;
    }

    private TierListener listener() {
        TierLogFile log = tierLog();
        if (log == null || listener == null) {
            return log == null ? listener : log;
        }
        return event -> {
            log.onEvent(event);
            listener.onEvent(event);
        };
    }

    /** Returns the one log for all engines of the command; null if none is wanted. */
    private TierLogFile tierLog() {
        if (tierLogPath != null && tierLog == null) {
            try {
                tierLog = new TierLogFile(tierLogPath);
            } catch (IOException e) {
                throw new Failures.CommandException("--tier-log: cannot write " + e.getMessage());
            }
        }
        return tierLog;
    }

    private Set<Feature> features(Set<Feature> defaults) {
        Set<Feature> result = EnumSet.noneOf(Feature.class);
        result.addAll(defaults);
        for (String name : features) {
            boolean on = !name.startsWith("-");
            String feature = on ? name : name.substring(1);
            Optional<Set<Feature>> set = set(feature);
            if (set.isPresent()) {
                result.clear();
                result.addAll(set.get());
            } else if (on) {
                result.add(feature(feature));
            } else {
                result.remove(feature(feature));
            }
        }
        return result;
    }

    private static Optional<Set<Feature>> set(String name) {
        return switch (name) {
            case "wasm1" -> Optional.of(Feature.WASM1);
            case "wasm2" -> Optional.of(Feature.WASM2);
            case "wasm3" -> Optional.of(Feature.WASM3);
            case "all" -> Optional.of(Feature.ALL);
            default -> Optional.empty();
        };
    }

    private static Feature feature(String name) {
        return Arrays.stream(Feature.values())
                .filter(feature -> feature.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failures.CommandException("unknown feature '" + name + "' in --wasm; there are "
                        + Arrays.stream(Feature.values()).map(Feature::toString).collect(Collectors.joining(", "))));
    }

    /** What can be on or off. */
    enum Switch {
        ON,
        OFF
    }

    /** The values of {@code --signals}. */
    static final class SwitchNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Choices.names(Switch.class).iterator();
        }
    }

    /** Reads the value of {@code --signals}. */
    static final class SwitchConverter implements ITypeConverter<Switch> {
        @Override
        public Switch convert(String value) {
            return Choices.parse(Switch.class, value);
        }
    }

    /** The values of {@code --tier}. */
    static final class TierNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Choices.names(TierStrategy.class).iterator();
        }
    }

    /** Reads the value of {@code --tier}. */
    static final class TierConverter implements ITypeConverter<TierStrategy> {
        @Override
        public TierStrategy convert(String value) {
            return Choices.parse(TierStrategy.class, value);
        }
    }

    /** The values of {@code --memories}. */
    static final class MemoryPlacementNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Choices.names(MemoryPlacement.class).iterator();
        }
    }

    /** Reads the value of {@code --memories}. */
    static final class MemoryPlacementConverter implements ITypeConverter<MemoryPlacement> {
        @Override
        public MemoryPlacement convert(String value) {
            return Choices.parse(MemoryPlacement.class, value);
        }
    }

    /** The values of {@code --climb}. */
    static final class ClimbModeNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Choices.names(ClimbMode.class).iterator();
        }
    }

    /** Reads the value of {@code --climb}. */
    static final class ClimbModeConverter implements ITypeConverter<ClimbMode> {
        @Override
        public ClimbMode convert(String value) {
            return Choices.parse(ClimbMode.class, value);
        }
    }

    /** The values of {@code --compile}. */
    static final class CompileModeNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Choices.names(CompileMode.class).iterator();
        }
    }

    /** Reads the value of {@code --compile}. */
    static final class CompileModeConverter implements ITypeConverter<CompileMode> {
        @Override
        public CompileMode convert(String value) {
            return Choices.parse(CompileMode.class, value);
        }
    }
}
