package dev.terrace;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/** How a thread in a host function waits for a stage, and which result a function that returns one has. */
final class Stages {
    private static final MethodHandle AWAIT;

    static {
        try {
            AWAIT = MethodHandles.lookup()
                    .findStatic(
                            Stages.class,
                            "await",
                            MethodType.methodType(
                                    Object.class, CompletionStage.class, Caller.class, Class.class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Stages lacks await", e);
        }
    }

    private Stages() {}

    /** Returns whether values of a class are awaited when a host function returns them. */
    static boolean isStage(Class<?> type) {
        return CompletionStage.class.isAssignableFrom(type);
    }

    /**
     * Returns what a method's stages are completed with: {@code int.class} for {@code CompletionStage<Integer>}.
     *
     * @throws IllegalArgumentException if the method does not say it
     */
    static Class<?> resultType(Method method) {
        if (method.getGenericReturnType() instanceof ParameterizedType stage
                && stage.getActualTypeArguments().length == 1) {
            Type result = stage.getActualTypeArguments()[0];
            if (result instanceof ParameterizedType generic) {
                result = generic.getRawType();
            }
            if (result instanceof Class<?> type) {
                return MethodType.methodType(type).unwrap().returnType();
            }
        }
        throw new IllegalArgumentException(
                method + " does not say what it is completed with, as CompletionStage<Integer> does");
    }

    /**
     * Returns a handle that waits for the stage that another one returns.
     *
     * @param result what the stage is completed with, and the new handle returns
     * @param name what messages call the function
     */
    static MethodHandle awaiting(MethodHandle handle, Class<?> result, String name) {
        Class<?> boxed = result == void.class
                ? Object.class
                : MethodType.methodType(result).wrap().returnType();
        MethodHandle await = MethodHandles.insertArguments(AWAIT, 2, boxed, name);
        MethodHandle begin = handle.asFixedArity().asType(handle.type().changeReturnType(CompletionStage.class));
        return DirectHandles.withOneCaller(
                MethodHandles.collectArguments(await.asType(await.type().changeReturnType(result)), 0, begin));
    }

    /**
     * Waits for a stage. A virtual thread is unmounted meanwhile.
     *
     * @param type the class of what it is completed with; a reference may be null
     * @param name what messages call the function that returned the stage
     * @throws Trap if the call is stopped from outside; the stage is then cancelled
     * @throws Exception what the stage is completed with, without the wrapping that stages add
     */
    static <T> T await(CompletionStage<?> stage, Caller caller, Class<T> type, String name) throws Exception {
        if (stage == null) {
            throw new IllegalStateException("the asynchronous host function " + name + " returned null for a stage");
        }
        CompletableFuture<?> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            awaitDone(future, caller.store());
        }
        Object value;
        try {
            value = future.join();
        } catch (CompletionException e) {
            throw unwrapped(e);
        }
        boolean fits = value == null ? !isNumber(type) : type.isInstance(value);
        if (!fits) {
            throw new IllegalStateException("the asynchronous host function %s was completed with %s in place of %s"
                    .formatted(name, value == null ? "null" : value.getClass().getName(), type.getSimpleName()));
        }
        return type.cast(value);
    }

    /** Waits until a future is done, or the call is stopped. */
    private static void awaitDone(CompletableFuture<?> future, Store store) {
        Semaphore events = new Semaphore(0);
        Runnable waker = events::release;
        var _ = future.whenComplete((_, _) -> events.release());
        store.onInterrupt(waker);
        try {
            while (!future.isDone()) {
                if (store.isInterrupted()) {
                    store.stack().interruption.poll();
                } else {
                    events.acquire();
                }
            }
        } catch (InterruptedException _) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new Trap(TrapKind.INTERRUPTED);
        } catch (Throwable stopped) {
            future.cancel(true);
            throw stopped;
        } finally {
            store.removeOnInterrupt(waker);
        }
    }

    private static boolean isNumber(Class<?> boxed) {
        return MethodType.methodType(boxed).unwrap().returnType().isPrimitive();
    }

    /** Returns the exception that a stage failed with, below those that dependent stages wrap it in. */
    private static Exception unwrapped(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        switch (cause) {
            case Exception exception -> {
                return exception;
            }
            case Error error -> throw error;
            default -> {
                return new CompletionException(cause);
            }
        }
    }
}
