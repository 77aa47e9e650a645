package dev.terrace.tests;

import dev.terrace.ClimbMode;
import dev.terrace.CompileMode;
import dev.terrace.Config;
import dev.terrace.MemoryPlacement;
import dev.terrace.TierStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A way to execute functions that tests of behaviour go through: in one tier alone, with memories on the Java heap or outside,
 * with checks of accesses or guards, or climbing from one tier to the next.
 *
 * @param name what tests call it
 * @param settings what it needs of a configuration
 */
public record Execution(String name, UnaryOperator<Config.Builder> settings) {

    /** Returns all ways that the tiers on the class path allow. */
    public static List<Execution> all() {
        List<Execution> all = new ArrayList<>();
        for (TierStrategy tier : Tiers.all()) {
            all.add(new Execution(tier.toString(), config -> config.tiers(tier)));
            if (tier == TierStrategy.NATIVE) {
                all.add(new Execution(
                        "native-checked", config -> config.tiers(tier).signals(false)));
                all.add(new Execution(
                        "native-unoptimized", config -> config.tiers(tier).optLevel(0)));
            } else {
                all.add(new Execution(
                        tier + "-offheap", config -> config.tiers(tier).memoryPlacement(MemoryPlacement.NATIVE)));
            }
        }
        if (Tiers.all().size() > 1) {
            // The first call is left at its first loop; all others begin in the next tier, and so on.
            all.add(new Execution(
                    "climbing", config -> climbing(config).callThreshold(1).nativeCallThreshold(1)));
            all.add(new Execution(
                    "climbing-directly",
                    config -> climbing(config).climb(ClimbMode.DIRECT).callThreshold(1)));
            // Every call begins in the lowest tier and is left at a loop: in nested ones at the inner loop.
            all.add(new Execution(
                    "leaving-loops",
                    config -> climbing(config)
                            .callThreshold(Integer.MAX_VALUE)
                            .loopThreshold(2)
                            .nativeCallThreshold(Integer.MAX_VALUE)
                            .nativeLoopThreshold(2)));
        }
        return all;
    }

    private static Config.Builder climbing(Config.Builder config) {
        return config.tiers(TierStrategy.AUTO)
                .compileMode(CompileMode.SYNC)
                .climb(ClimbMode.STEPS)
                .loopThreshold(1)
                .nativeLoopThreshold(1);
    }

    /** Returns a configuration for it. */
    public Config.Builder config() {
        return settings.apply(Config.builder());
    }

    @Override
    public String toString() {
        return name;
    }
}
