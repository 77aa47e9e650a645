package dev.terrace;

import java.util.Optional;

/** Which tiers execute functions. */
public enum TierStrategy {
    /** All tiers that there are: functions start in the lowest and climb as they are used. */
    AUTO(null),
    /** The interpreter alone. */
    INTERPRETER("interp"),
    /** Bytecode of the Java virtual machine alone. */
    JVM("jvm"),
    /** Machine code alone. */
    NATIVE("native");

    private final String tier;

    TierStrategy(String tier) {
        this.tier = tier;
    }

    /** Returns the name of the one tier that is used; empty for {@link #AUTO}. */
    public Optional<String> tier() {
        return Optional.ofNullable(tier);
    }

    /** Returns the name that flags use: {@code auto}, {@code interp}, {@code jvm} or {@code native}. */
    @Override
    public String toString() {
        return tier == null ? "auto" : tier;
    }
}
