package dev.terrace;

import java.util.concurrent.CompletionStage;

/** An asynchronous function of the host, with boxed arguments and results as {@link HostCallback} has them. */
@FunctionalInterface
public interface AsyncCallback {

    /**
     * Begins what the function does.
     *
     * @param caller the view of whoever calls; of no use once this method has returned
     * @param arguments the arguments; as many as the function's type has parameters, in an array of the callee's own
     * @return what will be completed with the results, or with null if there are none
     * @throws Exception anything; it passes through WebAssembly as one that the stage is completed with does
     */
    CompletionStage<Object[]> call(Caller caller, Object[] arguments) throws Exception;
}
