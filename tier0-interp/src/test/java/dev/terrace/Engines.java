package dev.terrace;

import dev.terrace.runtime.Tier;
import java.util.List;

/** Engines with tiers of the tests' own. */
public final class Engines {
    private Engines() {}

    /** Returns an engine that finds these tiers and no others. */
    public static Engine withTiers(Config.Builder config, Tier... tiers) {
        return Engine.create(config.build(), List.of(tiers));
    }
}
