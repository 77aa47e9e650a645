package dev.terrace.runtime;

import dev.terrace.core.types.DefType;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** A function of the host. It belongs to no store, so that any number of instances can share it. */
public final class HostFunction extends FunctionInstance {
    private final String name;
    private final Body body;

    /** What a host function does, on the slots of a stack. */
    @FunctionalInterface
    public interface Body {
        /**
         * Takes the arguments from the slots at {@code base}, and leaves the results there. The slots up to the larger
         * number of the two exist. Whatever it throws passes through WebAssembly unchanged.
         *
         * @param caller the instance that calls, or null if it is the host
         * @param stack the stack; its {@code top} is already behind the arguments and results
         * @param base the slot of the first argument and the first result
         */
        void call(ModuleInstance caller, ExecutionStack stack, int base) throws Throwable;

        /** Returns what {@link HostFunction#handle} does. */
        default Optional<MethodHandle> handle() {
            return Optional.empty();
        }
    }

    /**
     * Creates a function of a type.
     *
     * @param name what messages call it
     * @param type its type
     * @param body what it does
     */
    public HostFunction(String name, DefType type, Body body) {
        super(type);
        this.name = name;
        this.body = body;
    }

    @Override
    public void call(ModuleInstance caller, ExecutionStack stack, int base) {
        try {
            body.call(caller, stack, base);
        } catch (Throwable thrown) {
            throw sneaky(thrown);
        }
    }

    /**
     * Returns a way to call the function without slots, if there is one: a handle {@code (ModuleInstance, A...)R}. The
     * instance is the one that calls, never null. Numbers are Java's of the same width, a vector is two longs, the low half
     * first, and a reference is what the slots for references have. Each call makes a new handle.
     */
    public Optional<MethodHandle> handle() {
        return body.handle();
    }

    /** Throws anything unchanged, past the compiler's check of exceptions. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Override
    public String toString() {
        return name + " " + type().comp();
    }
}
