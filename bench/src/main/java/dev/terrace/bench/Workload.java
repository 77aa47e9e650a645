package dev.terrace.bench;

import dev.terrace.core.Feature;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Something to measure: a module, and what is done with it. */
sealed interface Workload permits Kernel, Program {

    /** Returns what it is called in reports and options. */
    String name();

    /** Returns the module in the binary format. */
    byte[] bytes();

    /** Returns what it needs that not every runtime has. */
    Set<Feature> features();

    /** Returns what geometric means are taken of: the first of the features, or "core". */
    default String group() {
        return features().stream().findFirst().map(Feature::toString).orElse("core");
    }

    /**
     * Returns the features that a list of them names.
     *
     * @param names their names with commas between, or "-" for none
     */
    static Set<Feature> features(String names) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        if (!names.equals("-")) {
            for (String name : names.split(",")) {
                features.add(Arrays.stream(Feature.values())
                        .filter(feature -> feature.toString().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no feature \"" + name + "\"")));
            }
        }
        return features;
    }
}
