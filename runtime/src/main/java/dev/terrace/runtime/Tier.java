package dev.terrace.runtime;

import dev.terrace.Config;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.validate.ValidModule;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/**
 * A way to execute functions. Implementations are found with {@link java.util.ServiceLoader}; they are stateless and safe
 * for use by several threads. What a tier keeps for a module is in {@link ModuleCode#shared}.
 *
 * <p>{@link Tiering} decides what is compiled when. A tier that compiles more than it was asked for (callees together with
 * their caller, say) says so by {@link FunctionCode#install}.
 */
public interface Tier {

    /** Returns the name that flags and logs use: {@code interp}, {@code jvm} or {@code native}. */
    String name();

    /** Returns whether the tier can execute functions on this system at all; where not, it is as if it were not there. */
    default boolean isAvailable() {
        return true;
    }

    /** Returns the tier's place on the way up: functions climb from lower to higher ones. */
    int level();

    /**
     * Returns whether this tier's code works on memory outside the Java heap only. Where it is among the tiers that functions
     * climb, linear memories are there unless the configuration says otherwise; and numeric globals may move there.
     */
    default boolean needsNativeMemories() {
        return false;
    }

    /**
     * Refuses a configuration that says what this tier does not understand.
     *
     * @throws IllegalArgumentException if it does
     */
    default void check(Config config) {}

    /**
     * Refuses a module with a function that this tier cannot execute; if no other tier can, the module fails when it is
     * loaded rather than when it runs.
     *
     * @throws dev.terrace.LimitException if a function is too large for this tier
     */
    default void checkSupport(ValidModule module) {}

    /**
     * Returns whether this tier may execute a function, as far as can be said without compiling it. If not, functions do not
     * try to climb to it, and code of lower tiers need not count for that, which makes it faster.
     */
    default boolean mayExecute(FunctionCode function) {
        return true;
    }

    /**
     * Prepares a function for execution in this tier.
     *
     * @param function a function of a validated module
     * @return what runs it
     * @throws CompilationRefusedException if this tier does not execute the function
     */
    CompiledFunction compile(FunctionCode function);

    /**
     * Prepares the rest of a function, from a loop header on, for on-stack replacement. What is returned is entered with
     * the canonical frame of the loop header at the base: locals, then operands, in the slots below
     * {@link dev.terrace.core.validate.FunctionInfo.LoopHeader#height}. It runs the function to its end, and leaves the
     * results at the base as a call does. It takes over the frame: the references in it are its own to clear.
     *
     * @param function a function of a validated module
     * @param loop the number of the loop: its index in {@link dev.terrace.core.validate.FunctionInfo#loops}
     * @throws CompilationRefusedException if this tier does not enter the function there
     */
    default CompiledFunction compileLoop(FunctionCode function, int loop) {
        throw new CompilationRefusedException("the tier " + name() + " does not enter functions at loops");
    }

    /**
     * Divides the work to compile all functions of a module into parts that different threads may do at the same time, in
     * any order. Each part installs, or refuses, what it compiles.
     */
    default List<Runnable> compileAll(ModuleCode module) {
        return module.functions().stream()
                .<Runnable>map(function -> () -> function.tryCompile(this))
                .toList();
    }

    /**
     * Returns a way for the host to call functions of a type without slots, if this tier has one: a handle {@code (DirectCode,
     * WasmFunction, ExecutionStack, A...)R} with the types of Java that the function's have in {@link dev.terrace.Func}. Its
     * first argument is the {@link FunctionCode#presentEntry} of the function. No frame uses slots from the
     * stack's top on. It throws what a call of the function throws.
     */
    default Optional<MethodHandle> directCall(FuncType type) {
        return Optional.empty();
    }

    /** Returns the names of the forms that this tier brings a function into, one after the other; the last one is run. */
    List<String> forms();

    /**
     * Returns what this tier makes of a function, as readable text that is the same every time.
     *
     * @param function a function of a validated module
     * @param form one of {@link #forms}
     * @throws CompilationRefusedException if this tier does not execute the function
     */
    String print(FunctionCode function, String form);
}
