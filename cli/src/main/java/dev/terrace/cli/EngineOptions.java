package dev.terrace.cli;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.TierStrategy;
import dev.terrace.core.Feature;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
     * @param defaults the features that are on if the flags do not say otherwise
     */
    Engine engine(Set<Feature> defaults) {
        Config.Builder config =
                Config.builder().tiers(tier).features(features(defaults)).deterministic(deterministic);
        if (maxStack != null) {
            setMaxStack(config);
        }
        try {
            return Engine.create(config.build());
        } catch (IllegalStateException e) {
            throw new Failures.CommandException("--tier=" + tier + ": " + e.getMessage());
        }
    }

    private void setMaxStack(Config.Builder config) {
        try {
            config.maxStackBytes(maxStack);
        } catch (IllegalArgumentException e) {
            throw new Failures.CommandException("--max-stack: " + e.getMessage());
        }
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
}
