package dev.terrace.tier2.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.Interruption;

/** Stores in which no function runs. */
final class TestStores {
    private TestStores() {}

    /** Makes a store; the test is left out where there are no stacks for native code. */
    static NativeStore create() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "not Linux");
        Interruption interruption = new Interruption(false, () -> null, () -> 0);
        return NativeStore.of(new ExecutionStack(1 << 14, null, interruption));
    }
}
