package dev.terrace.tests;

import dev.terrace.TierStrategy;
import dev.terrace.runtime.Tier;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** The tiers that every test of behaviour runs in. */
public final class Tiers {
    private Tiers() {}

    /** Returns the strategies that use one tier alone, for each tier that there is. */
    public static List<TierStrategy> all() {
        Set<String> present = ServiceLoader.load(Tier.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(Tier::isAvailable)
                .map(Tier::name)
                .collect(Collectors.toSet());
        return Arrays.stream(TierStrategy.values())
                .filter(strategy -> strategy.tier().map(present::contains).orElse(false))
                .toList();
    }
}
