// Written by runtime/src/build/GenerateLambdas.java; changes belong there.
package dev.terrace;

/**
 * Defines functions of the host by lambdas, of the types that their parameters are declared with:
 *
 * {@snippet :
 * linker.func("env", "add", (int a, int b) -> a + b);                           // [i32 i32] -> [i32]
 * linker.func("env", "seed", (long seed) -> random.setSeed(seed));              // [i64] -> []
 * linker.func("env", "log", (Caller caller, int address, int length) ->         // [i32 i32] -> []
 *         logger.info(caller.memory().readString(address, length)));
 * linker.asyncFunc("env", "fetch", int.class, (int id) -> client.fetch(id));    // [i32] -> [i32]
 * }
 *
 * <p>The parameters' types must be written, since they choose the overload. A reference to a method does as well if the
 * method is not overloaded and takes only ints, after a {@link Caller} or not. There are overloads for up to six ints; up
 * to three longs, floats or doubles; an int and one of these; two ints and a long; each with or without a caller, and
 * with any number or nothing as the result; a lambda that can only throw is taken for one of an int. {@link
 * Linker#func(String, String, Class, Object)} has no such limits. Calling the functions boxes nothing.
 *
 * <p>The lambda of {@code asyncFunc} returns a {@link java.util.concurrent.CompletionStage}, and the calling thread waits
 * until it is complete, as {@link Linker#asyncFunc(String, String, dev.terrace.core.types.FuncType, AsyncCallback)} says.
 * The class is that of what the stage is completed with: {@code int.class}, {@code void.class}, {@code String.class}.
 *
 * <p>All methods throw IllegalArgumentException if the name is defined already.
 */
@SuppressWarnings("overloads") // only lambdas without their parameters' types would be ambiguous
public abstract sealed class LambdaLinker permits Linker {
    LambdaLinker() {}

    abstract <F> Linker lambda(String module, String name, Class<F> type, F function);

    abstract <F> Linker asyncLambda(String module, String name, Class<?> result, Class<F> type, F function);

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.ToVoid function) {
        return lambda(module, name, HostLambda.ToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.ToInt function) {
        return lambda(module, name, HostLambda.ToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.ToLong function) {
        return lambda(module, name, HostLambda.ToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.ToFloat function) {
        return lambda(module, name, HostLambda.ToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.ToDouble function) {
        return lambda(module, name, HostLambda.ToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.ToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.ToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntToVoid function) {
        return lambda(module, name, HostLambda.IntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntToInt function) {
        return lambda(module, name, HostLambda.IntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntToLong function) {
        return lambda(module, name, HostLambda.IntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntToFloat function) {
        return lambda(module, name, HostLambda.IntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntToDouble function) {
        return lambda(module, name, HostLambda.IntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.IntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.IntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntToVoid function) {
        return lambda(module, name, HostLambda.IntIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntToInt function) {
        return lambda(module, name, HostLambda.IntIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntToLong function) {
        return lambda(module, name, HostLambda.IntIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntToFloat function) {
        return lambda(module, name, HostLambda.IntIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntToDouble function) {
        return lambda(module, name, HostLambda.IntIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.IntIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.IntIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntToVoid function) {
        return lambda(module, name, HostLambda.IntIntIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntToInt function) {
        return lambda(module, name, HostLambda.IntIntIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntToLong function) {
        return lambda(module, name, HostLambda.IntIntIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntToFloat function) {
        return lambda(module, name, HostLambda.IntIntIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntToDouble function) {
        return lambda(module, name, HostLambda.IntIntIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.IntIntIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.IntIntIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntToVoid function) {
        return lambda(module, name, HostLambda.IntIntIntIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntToInt function) {
        return lambda(module, name, HostLambda.IntIntIntIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntToLong function) {
        return lambda(module, name, HostLambda.IntIntIntIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntToFloat function) {
        return lambda(module, name, HostLambda.IntIntIntIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntToDouble function) {
        return lambda(module, name, HostLambda.IntIntIntIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.IntIntIntIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.IntIntIntIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntIntToVoid function) {
        return lambda(module, name, HostLambda.IntIntIntIntIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntIntToInt function) {
        return lambda(module, name, HostLambda.IntIntIntIntIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntIntToLong function) {
        return lambda(module, name, HostLambda.IntIntIntIntIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntIntToFloat function) {
        return lambda(module, name, HostLambda.IntIntIntIntIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntIntToDouble function) {
        return lambda(module, name, HostLambda.IntIntIntIntIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.IntIntIntIntIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.IntIntIntIntIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntIntIntToVoid function) {
        return lambda(module, name, HostLambda.IntIntIntIntIntIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntIntIntToInt function) {
        return lambda(module, name, HostLambda.IntIntIntIntIntIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntIntIntToLong function) {
        return lambda(module, name, HostLambda.IntIntIntIntIntIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntIntIntToFloat function) {
        return lambda(module, name, HostLambda.IntIntIntIntIntIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntIntIntIntIntToDouble function) {
        return lambda(module, name, HostLambda.IntIntIntIntIntIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.IntIntIntIntIntIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.IntIntIntIntIntIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongToVoid function) {
        return lambda(module, name, HostLambda.LongToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongToInt function) {
        return lambda(module, name, HostLambda.LongToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongToLong function) {
        return lambda(module, name, HostLambda.LongToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongToFloat function) {
        return lambda(module, name, HostLambda.LongToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongToDouble function) {
        return lambda(module, name, HostLambda.LongToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.LongToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.LongToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongLongToVoid function) {
        return lambda(module, name, HostLambda.LongLongToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongLongToInt function) {
        return lambda(module, name, HostLambda.LongLongToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongLongToLong function) {
        return lambda(module, name, HostLambda.LongLongToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongLongToFloat function) {
        return lambda(module, name, HostLambda.LongLongToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongLongToDouble function) {
        return lambda(module, name, HostLambda.LongLongToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.LongLongToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.LongLongToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongLongLongToVoid function) {
        return lambda(module, name, HostLambda.LongLongLongToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongLongLongToInt function) {
        return lambda(module, name, HostLambda.LongLongLongToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongLongLongToLong function) {
        return lambda(module, name, HostLambda.LongLongLongToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongLongLongToFloat function) {
        return lambda(module, name, HostLambda.LongLongLongToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongLongLongToDouble function) {
        return lambda(module, name, HostLambda.LongLongLongToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.LongLongLongToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.LongLongLongToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntLongToVoid function) {
        return lambda(module, name, HostLambda.IntLongToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntLongToInt function) {
        return lambda(module, name, HostLambda.IntLongToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntLongToLong function) {
        return lambda(module, name, HostLambda.IntLongToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntLongToFloat function) {
        return lambda(module, name, HostLambda.IntLongToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntLongToDouble function) {
        return lambda(module, name, HostLambda.IntLongToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.IntLongToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.IntLongToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongIntToVoid function) {
        return lambda(module, name, HostLambda.LongIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongIntToInt function) {
        return lambda(module, name, HostLambda.LongIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongIntToLong function) {
        return lambda(module, name, HostLambda.LongIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongIntToFloat function) {
        return lambda(module, name, HostLambda.LongIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongIntToDouble function) {
        return lambda(module, name, HostLambda.LongIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.LongIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.LongIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatToVoid function) {
        return lambda(module, name, HostLambda.FloatToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatToInt function) {
        return lambda(module, name, HostLambda.FloatToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatToLong function) {
        return lambda(module, name, HostLambda.FloatToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatToFloat function) {
        return lambda(module, name, HostLambda.FloatToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatToDouble function) {
        return lambda(module, name, HostLambda.FloatToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.FloatToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.FloatToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatFloatToVoid function) {
        return lambda(module, name, HostLambda.FloatFloatToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatFloatToInt function) {
        return lambda(module, name, HostLambda.FloatFloatToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatFloatToLong function) {
        return lambda(module, name, HostLambda.FloatFloatToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatFloatToFloat function) {
        return lambda(module, name, HostLambda.FloatFloatToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatFloatToDouble function) {
        return lambda(module, name, HostLambda.FloatFloatToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.FloatFloatToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.FloatFloatToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatFloatFloatToVoid function) {
        return lambda(module, name, HostLambda.FloatFloatFloatToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatFloatFloatToInt function) {
        return lambda(module, name, HostLambda.FloatFloatFloatToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatFloatFloatToLong function) {
        return lambda(module, name, HostLambda.FloatFloatFloatToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatFloatFloatToFloat function) {
        return lambda(module, name, HostLambda.FloatFloatFloatToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatFloatFloatToDouble function) {
        return lambda(module, name, HostLambda.FloatFloatFloatToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.FloatFloatFloatToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.FloatFloatFloatToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntFloatToVoid function) {
        return lambda(module, name, HostLambda.IntFloatToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntFloatToInt function) {
        return lambda(module, name, HostLambda.IntFloatToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntFloatToLong function) {
        return lambda(module, name, HostLambda.IntFloatToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntFloatToFloat function) {
        return lambda(module, name, HostLambda.IntFloatToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntFloatToDouble function) {
        return lambda(module, name, HostLambda.IntFloatToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.IntFloatToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.IntFloatToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatIntToVoid function) {
        return lambda(module, name, HostLambda.FloatIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatIntToInt function) {
        return lambda(module, name, HostLambda.FloatIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatIntToLong function) {
        return lambda(module, name, HostLambda.FloatIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatIntToFloat function) {
        return lambda(module, name, HostLambda.FloatIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.FloatIntToDouble function) {
        return lambda(module, name, HostLambda.FloatIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.FloatIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.FloatIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleToVoid function) {
        return lambda(module, name, HostLambda.DoubleToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleToInt function) {
        return lambda(module, name, HostLambda.DoubleToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleToLong function) {
        return lambda(module, name, HostLambda.DoubleToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleToFloat function) {
        return lambda(module, name, HostLambda.DoubleToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleToDouble function) {
        return lambda(module, name, HostLambda.DoubleToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.DoubleToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.DoubleToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleDoubleToVoid function) {
        return lambda(module, name, HostLambda.DoubleDoubleToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleDoubleToInt function) {
        return lambda(module, name, HostLambda.DoubleDoubleToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleDoubleToLong function) {
        return lambda(module, name, HostLambda.DoubleDoubleToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleDoubleToFloat function) {
        return lambda(module, name, HostLambda.DoubleDoubleToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleDoubleToDouble function) {
        return lambda(module, name, HostLambda.DoubleDoubleToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.DoubleDoubleToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.DoubleDoubleToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleDoubleDoubleToVoid function) {
        return lambda(module, name, HostLambda.DoubleDoubleDoubleToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleDoubleDoubleToInt function) {
        return lambda(module, name, HostLambda.DoubleDoubleDoubleToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleDoubleDoubleToLong function) {
        return lambda(module, name, HostLambda.DoubleDoubleDoubleToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleDoubleDoubleToFloat function) {
        return lambda(module, name, HostLambda.DoubleDoubleDoubleToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleDoubleDoubleToDouble function) {
        return lambda(module, name, HostLambda.DoubleDoubleDoubleToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.DoubleDoubleDoubleToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.DoubleDoubleDoubleToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntDoubleToVoid function) {
        return lambda(module, name, HostLambda.IntDoubleToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntDoubleToInt function) {
        return lambda(module, name, HostLambda.IntDoubleToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntDoubleToLong function) {
        return lambda(module, name, HostLambda.IntDoubleToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntDoubleToFloat function) {
        return lambda(module, name, HostLambda.IntDoubleToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntDoubleToDouble function) {
        return lambda(module, name, HostLambda.IntDoubleToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.IntDoubleToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.IntDoubleToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleIntToVoid function) {
        return lambda(module, name, HostLambda.DoubleIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleIntToInt function) {
        return lambda(module, name, HostLambda.DoubleIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleIntToLong function) {
        return lambda(module, name, HostLambda.DoubleIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleIntToFloat function) {
        return lambda(module, name, HostLambda.DoubleIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.DoubleIntToDouble function) {
        return lambda(module, name, HostLambda.DoubleIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.DoubleIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.DoubleIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntLongToVoid function) {
        return lambda(module, name, HostLambda.IntIntLongToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntLongToInt function) {
        return lambda(module, name, HostLambda.IntIntLongToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntLongToLong function) {
        return lambda(module, name, HostLambda.IntIntLongToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntLongToFloat function) {
        return lambda(module, name, HostLambda.IntIntLongToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntIntLongToDouble function) {
        return lambda(module, name, HostLambda.IntIntLongToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.IntIntLongToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.IntIntLongToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntLongIntToVoid function) {
        return lambda(module, name, HostLambda.IntLongIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntLongIntToInt function) {
        return lambda(module, name, HostLambda.IntLongIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntLongIntToLong function) {
        return lambda(module, name, HostLambda.IntLongIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntLongIntToFloat function) {
        return lambda(module, name, HostLambda.IntLongIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.IntLongIntToDouble function) {
        return lambda(module, name, HostLambda.IntLongIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.IntLongIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.IntLongIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongIntIntToVoid function) {
        return lambda(module, name, HostLambda.LongIntIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongIntIntToInt function) {
        return lambda(module, name, HostLambda.LongIntIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongIntIntToLong function) {
        return lambda(module, name, HostLambda.LongIntIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongIntIntToFloat function) {
        return lambda(module, name, HostLambda.LongIntIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.LongIntIntToDouble function) {
        return lambda(module, name, HostLambda.LongIntIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.LongIntIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.LongIntIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerToVoid function) {
        return lambda(module, name, HostLambda.CallerToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerToInt function) {
        return lambda(module, name, HostLambda.CallerToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerToLong function) {
        return lambda(module, name, HostLambda.CallerToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerToFloat function) {
        return lambda(module, name, HostLambda.CallerToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerToDouble function) {
        return lambda(module, name, HostLambda.CallerToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntToVoid function) {
        return lambda(module, name, HostLambda.CallerIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntToInt function) {
        return lambda(module, name, HostLambda.CallerIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntToLong function) {
        return lambda(module, name, HostLambda.CallerIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntToFloat function) {
        return lambda(module, name, HostLambda.CallerIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntToDouble function) {
        return lambda(module, name, HostLambda.CallerIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntToVoid function) {
        return lambda(module, name, HostLambda.CallerIntIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntToInt function) {
        return lambda(module, name, HostLambda.CallerIntIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntToLong function) {
        return lambda(module, name, HostLambda.CallerIntIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntToFloat function) {
        return lambda(module, name, HostLambda.CallerIntIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntToDouble function) {
        return lambda(module, name, HostLambda.CallerIntIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerIntIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerIntIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntToVoid function) {
        return lambda(module, name, HostLambda.CallerIntIntIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntToInt function) {
        return lambda(module, name, HostLambda.CallerIntIntIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntToLong function) {
        return lambda(module, name, HostLambda.CallerIntIntIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntToFloat function) {
        return lambda(module, name, HostLambda.CallerIntIntIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntToDouble function) {
        return lambda(module, name, HostLambda.CallerIntIntIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerIntIntIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerIntIntIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntToVoid function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntToInt function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntToLong function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntToFloat function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntToDouble function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerIntIntIntIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerIntIntIntIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntIntToVoid function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntIntToInt function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntIntToLong function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntIntToFloat function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntIntToDouble function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerIntIntIntIntIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerIntIntIntIntIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntIntIntToVoid function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntIntIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntIntIntToInt function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntIntIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntIntIntToLong function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntIntIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntIntIntToFloat function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntIntIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntIntIntIntIntToDouble function) {
        return lambda(module, name, HostLambda.CallerIntIntIntIntIntIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerIntIntIntIntIntIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerIntIntIntIntIntIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongToVoid function) {
        return lambda(module, name, HostLambda.CallerLongToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongToInt function) {
        return lambda(module, name, HostLambda.CallerLongToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongToLong function) {
        return lambda(module, name, HostLambda.CallerLongToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongToFloat function) {
        return lambda(module, name, HostLambda.CallerLongToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongToDouble function) {
        return lambda(module, name, HostLambda.CallerLongToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerLongToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerLongToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongLongToVoid function) {
        return lambda(module, name, HostLambda.CallerLongLongToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongLongToInt function) {
        return lambda(module, name, HostLambda.CallerLongLongToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongLongToLong function) {
        return lambda(module, name, HostLambda.CallerLongLongToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongLongToFloat function) {
        return lambda(module, name, HostLambda.CallerLongLongToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongLongToDouble function) {
        return lambda(module, name, HostLambda.CallerLongLongToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerLongLongToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerLongLongToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongLongLongToVoid function) {
        return lambda(module, name, HostLambda.CallerLongLongLongToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongLongLongToInt function) {
        return lambda(module, name, HostLambda.CallerLongLongLongToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongLongLongToLong function) {
        return lambda(module, name, HostLambda.CallerLongLongLongToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongLongLongToFloat function) {
        return lambda(module, name, HostLambda.CallerLongLongLongToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongLongLongToDouble function) {
        return lambda(module, name, HostLambda.CallerLongLongLongToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerLongLongLongToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerLongLongLongToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntLongToVoid function) {
        return lambda(module, name, HostLambda.CallerIntLongToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntLongToInt function) {
        return lambda(module, name, HostLambda.CallerIntLongToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntLongToLong function) {
        return lambda(module, name, HostLambda.CallerIntLongToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntLongToFloat function) {
        return lambda(module, name, HostLambda.CallerIntLongToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntLongToDouble function) {
        return lambda(module, name, HostLambda.CallerIntLongToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerIntLongToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerIntLongToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongIntToVoid function) {
        return lambda(module, name, HostLambda.CallerLongIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongIntToInt function) {
        return lambda(module, name, HostLambda.CallerLongIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongIntToLong function) {
        return lambda(module, name, HostLambda.CallerLongIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongIntToFloat function) {
        return lambda(module, name, HostLambda.CallerLongIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongIntToDouble function) {
        return lambda(module, name, HostLambda.CallerLongIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerLongIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerLongIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatToVoid function) {
        return lambda(module, name, HostLambda.CallerFloatToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatToInt function) {
        return lambda(module, name, HostLambda.CallerFloatToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatToLong function) {
        return lambda(module, name, HostLambda.CallerFloatToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatToFloat function) {
        return lambda(module, name, HostLambda.CallerFloatToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatToDouble function) {
        return lambda(module, name, HostLambda.CallerFloatToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerFloatToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerFloatToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatFloatToVoid function) {
        return lambda(module, name, HostLambda.CallerFloatFloatToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatFloatToInt function) {
        return lambda(module, name, HostLambda.CallerFloatFloatToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatFloatToLong function) {
        return lambda(module, name, HostLambda.CallerFloatFloatToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatFloatToFloat function) {
        return lambda(module, name, HostLambda.CallerFloatFloatToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatFloatToDouble function) {
        return lambda(module, name, HostLambda.CallerFloatFloatToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerFloatFloatToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerFloatFloatToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatFloatFloatToVoid function) {
        return lambda(module, name, HostLambda.CallerFloatFloatFloatToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatFloatFloatToInt function) {
        return lambda(module, name, HostLambda.CallerFloatFloatFloatToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatFloatFloatToLong function) {
        return lambda(module, name, HostLambda.CallerFloatFloatFloatToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatFloatFloatToFloat function) {
        return lambda(module, name, HostLambda.CallerFloatFloatFloatToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatFloatFloatToDouble function) {
        return lambda(module, name, HostLambda.CallerFloatFloatFloatToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerFloatFloatFloatToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerFloatFloatFloatToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntFloatToVoid function) {
        return lambda(module, name, HostLambda.CallerIntFloatToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntFloatToInt function) {
        return lambda(module, name, HostLambda.CallerIntFloatToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntFloatToLong function) {
        return lambda(module, name, HostLambda.CallerIntFloatToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntFloatToFloat function) {
        return lambda(module, name, HostLambda.CallerIntFloatToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntFloatToDouble function) {
        return lambda(module, name, HostLambda.CallerIntFloatToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerIntFloatToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerIntFloatToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatIntToVoid function) {
        return lambda(module, name, HostLambda.CallerFloatIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatIntToInt function) {
        return lambda(module, name, HostLambda.CallerFloatIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatIntToLong function) {
        return lambda(module, name, HostLambda.CallerFloatIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatIntToFloat function) {
        return lambda(module, name, HostLambda.CallerFloatIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerFloatIntToDouble function) {
        return lambda(module, name, HostLambda.CallerFloatIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerFloatIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerFloatIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleToVoid function) {
        return lambda(module, name, HostLambda.CallerDoubleToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleToInt function) {
        return lambda(module, name, HostLambda.CallerDoubleToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleToLong function) {
        return lambda(module, name, HostLambda.CallerDoubleToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleToFloat function) {
        return lambda(module, name, HostLambda.CallerDoubleToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleToDouble function) {
        return lambda(module, name, HostLambda.CallerDoubleToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerDoubleToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerDoubleToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleDoubleToVoid function) {
        return lambda(module, name, HostLambda.CallerDoubleDoubleToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleDoubleToInt function) {
        return lambda(module, name, HostLambda.CallerDoubleDoubleToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleDoubleToLong function) {
        return lambda(module, name, HostLambda.CallerDoubleDoubleToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleDoubleToFloat function) {
        return lambda(module, name, HostLambda.CallerDoubleDoubleToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleDoubleToDouble function) {
        return lambda(module, name, HostLambda.CallerDoubleDoubleToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerDoubleDoubleToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerDoubleDoubleToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleDoubleDoubleToVoid function) {
        return lambda(module, name, HostLambda.CallerDoubleDoubleDoubleToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleDoubleDoubleToInt function) {
        return lambda(module, name, HostLambda.CallerDoubleDoubleDoubleToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleDoubleDoubleToLong function) {
        return lambda(module, name, HostLambda.CallerDoubleDoubleDoubleToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleDoubleDoubleToFloat function) {
        return lambda(module, name, HostLambda.CallerDoubleDoubleDoubleToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleDoubleDoubleToDouble function) {
        return lambda(module, name, HostLambda.CallerDoubleDoubleDoubleToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerDoubleDoubleDoubleToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerDoubleDoubleDoubleToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntDoubleToVoid function) {
        return lambda(module, name, HostLambda.CallerIntDoubleToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntDoubleToInt function) {
        return lambda(module, name, HostLambda.CallerIntDoubleToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntDoubleToLong function) {
        return lambda(module, name, HostLambda.CallerIntDoubleToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntDoubleToFloat function) {
        return lambda(module, name, HostLambda.CallerIntDoubleToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntDoubleToDouble function) {
        return lambda(module, name, HostLambda.CallerIntDoubleToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerIntDoubleToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerIntDoubleToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleIntToVoid function) {
        return lambda(module, name, HostLambda.CallerDoubleIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleIntToInt function) {
        return lambda(module, name, HostLambda.CallerDoubleIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleIntToLong function) {
        return lambda(module, name, HostLambda.CallerDoubleIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleIntToFloat function) {
        return lambda(module, name, HostLambda.CallerDoubleIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerDoubleIntToDouble function) {
        return lambda(module, name, HostLambda.CallerDoubleIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerDoubleIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerDoubleIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntLongToVoid function) {
        return lambda(module, name, HostLambda.CallerIntIntLongToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntLongToInt function) {
        return lambda(module, name, HostLambda.CallerIntIntLongToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntLongToLong function) {
        return lambda(module, name, HostLambda.CallerIntIntLongToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntLongToFloat function) {
        return lambda(module, name, HostLambda.CallerIntIntLongToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntIntLongToDouble function) {
        return lambda(module, name, HostLambda.CallerIntIntLongToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerIntIntLongToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerIntIntLongToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntLongIntToVoid function) {
        return lambda(module, name, HostLambda.CallerIntLongIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntLongIntToInt function) {
        return lambda(module, name, HostLambda.CallerIntLongIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntLongIntToLong function) {
        return lambda(module, name, HostLambda.CallerIntLongIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntLongIntToFloat function) {
        return lambda(module, name, HostLambda.CallerIntLongIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerIntLongIntToDouble function) {
        return lambda(module, name, HostLambda.CallerIntLongIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerIntLongIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerIntLongIntToStage.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongIntIntToVoid function) {
        return lambda(module, name, HostLambda.CallerLongIntIntToVoid.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongIntIntToInt function) {
        return lambda(module, name, HostLambda.CallerLongIntIntToInt.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongIntIntToLong function) {
        return lambda(module, name, HostLambda.CallerLongIntIntToLong.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongIntIntToFloat function) {
        return lambda(module, name, HostLambda.CallerLongIntIntToFloat.class, function);
    }

    /** Defines a function of the host by a lambda. */
    public final Linker func(String module, String name, HostLambda.CallerLongIntIntToDouble function) {
        return lambda(module, name, HostLambda.CallerLongIntIntToDouble.class, function);
    }

    /** Defines an asynchronous function of the host by a lambda. */
    public final <T> Linker asyncFunc(
            String module, String name, Class<T> result, HostLambda.CallerLongIntIntToStage<T> function) {
        return asyncLambda(module, name, result, HostLambda.CallerLongIntIntToStage.class, function);
    }
}
