package dev.terrace.backend.x86_64.asm;

import dev.terrace.core.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The features that code may use. A set is complete: with a feature it has all that the feature implies. */
public final class CpuFeatures {
    /** What every x86-64 processor has. */
    public static final CpuFeatures BASELINE = new CpuFeatures(EnumSet.noneOf(CpuFeature.class));

    /** Everything that the table of instructions knows. */
    public static final CpuFeatures ALL = new CpuFeatures(EnumSet.allOf(CpuFeature.class));

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private final Set<CpuFeature> features;
    private final long mask;

    private CpuFeatures(Set<CpuFeature> features) {
        this.features = Collections.unmodifiableSet(features);
        mask = features.stream().mapToLong(CpuFeature::mask).reduce(0, (a, b) -> a | b);
    }

    /** Returns the given features and all that they imply. */
    public static CpuFeatures of(Collection<CpuFeature> features) {
        EnumSet<CpuFeature> all = EnumSet.noneOf(CpuFeature.class);
        features.forEach(feature -> all.addAll(feature.withImplied()));
        return new CpuFeatures(all);
    }

    /** Returns the given features and all that they imply. */
    public static CpuFeatures of(CpuFeature... features) {
        return of(Arrays.asList(features));
    }

    /**
     * Returns the features of the processor that this program runs on, as Linux tells them: without those that the
     * operating system or a hypervisor has turned off. On other systems it is {@link #BASELINE}.
     *
     * @throws UncheckedIOException if {@code /proc/cpuinfo} exists and cannot be read
     */
    public static CpuFeatures host() {
        if (!Files.isReadable(CPUINFO)) {
            return BASELINE;
        }
        try {
            return ofCpuinfo(Files.readAllLines(CPUINFO));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the features that the first line "flags" of a {@code /proc/cpuinfo} tells. */
    static CpuFeatures ofCpuinfo(List<String> lines) {
        Set<String> flags = lines.stream()
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .map(line -> Set.copyOf(Arrays.asList(
                        line.substring(line.indexOf(':') + 1).strip().split("\\s+"))))
                .orElse(Set.of());
        EnumSet<CpuFeature> found = EnumSet.noneOf(CpuFeature.class);
        for (CpuFeature feature : CpuFeature.values()) {
            // A hypervisor may hide a feature and leave one that builds on it.
            if (feature.withImplied().stream().allMatch(needed -> flags.contains(needed.linuxName()))) {
                found.add(feature);
            }
        }
        return new CpuFeatures(found);
    }

    /**
     * Returns these features with changes such as {@code +avx2,-bmi2}, made from left to right. Adding a feature adds what
     * it implies; taking one away takes away what implies it.
     *
     * @throws IllegalArgumentException if a change has no sign or names no feature; the message names what is near
     */
    public CpuFeatures with(String changes) {
        EnumSet<CpuFeature> changed = EnumSet.noneOf(CpuFeature.class);
        changed.addAll(features);
        for (String change : changes.split(",", -1)) {
            String name = change.strip();
            if (name.startsWith("+")) {
                changed.addAll(named(name.substring(1)).withImplied());
            } else if (name.startsWith("-")) {
                changed.removeAll(named(name.substring(1)).withDependents());
            } else {
                throw new IllegalArgumentException(
                        "CPU feature \"" + name + "\" needs + or - before its name, as in +avx2,-bmi2");
            }
        }
        return new CpuFeatures(changed);
    }

    private static CpuFeature named(String name) {
        List<String> names =
                Arrays.stream(CpuFeature.values()).map(CpuFeature::text).toList();
        int index = names.indexOf(name);
        if (index < 0) {
            List<String> nearest = Suggestions.nearest(name, names);
            throw new IllegalArgumentException("unknown CPU feature \"" + name + "\"; "
                    + (nearest.isEmpty()
                            ? "known are " + String.join(", ", names)
                            : "did you mean " + String.join(" or ", nearest) + "?"));
        }
        return CpuFeature.values()[index];
    }

    /** Returns whether code may use a feature. */
    public boolean has(CpuFeature feature) {
        return features.contains(feature);
    }

    /** Returns whether code may use an instruction. */
    public boolean allow(Instruction instruction) {
        return (instruction.featureMask() & ~mask) == 0;
    }

    /** Returns the features. */
    public Set<CpuFeature> set() {
        return features;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CpuFeatures that && mask == that.mask;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(mask);
    }

    /** Returns the changes that make these features from {@link #BASELINE}. */
    @Override
    public String toString() {
        return features.stream().map(feature -> "+" + feature.text()).collect(Collectors.joining(","));
    }
}
