package dev.terrace;

/**
 * A function of the host, with boxed arguments and results: Integer for i32, Long for i64, Float for f32, Double for f64,
 * {@link V128} for v128, {@link Func} for function references, {@link WasmException} for references to exceptions, any
 * object for external references, null for null.
 */
@FunctionalInterface
public interface HostCallback {

    /**
     * Does what the function does.
     *
     * @param caller the view of whoever calls
     * @param arguments the arguments; as many as the function's type has parameters, in an array of the callee's own
     * @return the results; null if there are none
     * @throws Exception anything; it passes through WebAssembly unchanged to the host's own call, unless it is a
     *     {@link WasmException} that WebAssembly catches
     */
    Object[] call(Caller caller, Object[] arguments) throws Exception;
}
