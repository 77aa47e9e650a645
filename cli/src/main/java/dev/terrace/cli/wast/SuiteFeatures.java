package dev.terrace.cli.wast;

import dev.terrace.core.Feature;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Which features the official test suite's scripts are written for: that depends on the folder. */
public final class SuiteFeatures {
    /**
     * What the threads proposal's scripts stand on: WebAssembly 2.0 without reference types. They expect modules with two
     * memories or tables to be invalid, which later versions allow.
     */
    private static final Set<Feature> THREADS = threads();

    private SuiteFeatures() {}

    /** Returns the features for a script: all that there are, unless its folder wants fewer. */
    public static Set<Feature> of(Path script) {
        return isIn(script, "threads") ? THREADS : Feature.ALL;
    }

    /** Returns whether a script is about a proposal that is not supported, so that its modules cannot be parsed. */
    public static boolean isUnsupported(Path script) {
        return isIn(script, "custom-descriptors");
    }

    private static boolean isIn(Path script, String proposal) {
        Path folder = script.toAbsolutePath().getParent();
        return folder != null && folder.endsWith(Path.of("proposals", proposal));
    }

    private static Set<Feature> threads() {
        EnumSet<Feature> features = EnumSet.copyOf(Feature.WASM2);
        features.remove(Feature.REFERENCE_TYPES);
        features.add(Feature.THREADS);
        return Collections.unmodifiableSet(features);
    }
}
