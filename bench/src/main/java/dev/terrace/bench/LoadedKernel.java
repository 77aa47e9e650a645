package dev.terrace.bench;

/** A kernel's function in an instance of its module, ready to be called any number of times. */
interface LoadedKernel extends AutoCloseable {

    /**
     * Calls the function.
     *
     * @param argument the size of the problem
     * @return the result; an i32 is sign-extended
     */
    long run(int argument) throws Throwable;

    @Override
    default void close() {}

    /**
     * Calls the function and checks what it returns.
     *
     * @throws IllegalStateException if that is something else than it must be
     */
    default long check(Kernel.Call call) throws Throwable {
        long result = run(call.argument());
        if (result != call.result()) {
            throw new IllegalStateException(
                    "the result for %d is %d instead of %d".formatted(call.argument(), result, call.result()));
        }
        return result;
    }
}
