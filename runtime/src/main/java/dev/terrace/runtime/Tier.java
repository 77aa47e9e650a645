package dev.terrace.runtime;

import dev.terrace.core.validate.ValidModule;

/**
 * A way to execute functions. Implementations are found with {@link java.util.ServiceLoader}; they are stateless and safe
 * for use by several threads.
 */
public interface Tier {

    /** Returns the name that flags and logs use: {@code interp}, {@code jvm} or {@code native}. */
    String name();

    /** Returns the tier's place on the way up: functions start in the lowest that there is. */
    int level();

    /**
     * Refuses a module that this tier cannot execute, so that it fails when it is loaded rather than when it runs.
     *
     * @throws dev.terrace.LimitException if a function is too large for this tier
     */
    default void checkSupport(ValidModule module) {}

    /**
     * Prepares a function for execution in this tier.
     *
     * @param function a function of a validated module
     * @return what runs it
     */
    CompiledFunction compile(FunctionCode function);

    /**
     * Returns what this tier makes of a function, as readable text that is the same every time.
     *
     * @param function a function of a validated module
     */
    String print(FunctionCode function);
}
