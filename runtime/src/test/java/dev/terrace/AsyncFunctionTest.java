package dev.terrace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncFunctionTest {
    private static final FuncType TO_I32 = new FuncType(List.of(), List.of(NumType.I32));

    private final Engine engine = Engine.create();
    private final Store store = new Store(engine);
    private final CompletableFuture<Integer> stage = new CompletableFuture<>();

    @AfterEach
    void close() {
        store.close();
        engine.close();
    }

    /** A function that is completed with a number later. */
    interface Fetch {
        CompletionStage<Integer> fetch(Caller caller, int a);
    }

    /** One that does not say with what. */
    interface Vague {
        CompletionStage<?> fetch();
    }

    private Func returning(CompletionStage<Integer> returned) {
        return Func.of(store, Fetch.class, (_, _) -> returned);
    }

    /** A function that passes on its thread and then waits for the stage. */
    private Func waiting(Exchanger<Thread> begun) {
        return Func.of(store, Fetch.class, (_, _) -> {
            try {
                begun.exchange(Thread.currentThread());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return stage;
        });
    }

    @Test
    void aStageInTheSignatureStandsForWhatItIsCompletedWith() {
        Func func = Func.of(store, Fetch.class, (_, a) -> CompletableFuture.supplyAsync(() -> a + 1));
        assertEquals(new FuncType(List.of(NumType.I32), List.of(NumType.I32)), func.funcType());
        assertEquals(8, func.call(7)[0]);
        assertEquals(8, returning(CompletableFuture.completedStage(8)).call(0)[0]);
    }

    @Test
    void aStageOfUnknownContentsIsRefused() {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Func.of(store, Vague.class, () -> stage));
        assertTrue(error.getMessage().contains("does not say what it is completed with"), error.getMessage());
        MethodHandle handle = MethodHandles.constant(CompletionStage.class, stage);
        assertThrows(IllegalArgumentException.class, () -> Func.of(store, handle));
    }

    @Test
    void aHandleWithATypeIsAwaited() {
        stage.complete(5);
        assertEquals(
                5,
                Func.of(store, TO_I32, MethodHandles.constant(CompletionStage.class, stage))
                        .call()[0]);
    }

    @Test
    void aCallbackIsCompletedWithAllResults() {
        Linker linker = new Linker(engine);
        FuncType type = new FuncType(List.of(NumType.I32), List.of(NumType.I64, NumType.I32));
        linker.asyncFunc(
                "env",
                "f",
                type,
                (_, arguments) -> CompletableFuture.supplyAsync(() -> new Object[] {3L, arguments[0]}));
        Module module = Module.fromWat(engine, """
            (module (import "env" "f" (func $f (param i32) (result i64 i32))) (export "f" (func $f)))
            """);
        Object[] results = linker.instantiate(store, module).func("f").call(4);
        assertEquals(List.of(3L, 4), List.of(results));
    }

    @Test
    void theExceptionOfAStageArrivesWithoutItsWrapping() {
        IOException thrown = new IOException();
        stage.completeExceptionally(thrown);
        assertSame(
                thrown, assertThrows(IOException.class, () -> returning(stage).call(0)));
        CompletionStage<Integer> dependent = stage.thenApply(a -> a + 1).thenApply(a -> a + 1);
        assertSame(
                thrown,
                assertThrows(IOException.class, () -> returning(dependent).call(0)));
    }

    @Test
    void aCancelledStageIsACancelledCall() {
        stage.cancel(false);
        assertThrows(CancellationException.class, () -> returning(stage).call(0));
    }

    @Test
    void whatIsNoNumberIsAClearError() {
        stage.complete(null);
        IllegalStateException none =
                assertThrows(IllegalStateException.class, () -> returning(stage).call(0));
        assertEquals(
                "the asynchronous host function fetch was completed with null in place of Integer", none.getMessage());
        IllegalStateException nothing =
                assertThrows(IllegalStateException.class, () -> returning(null).call(0));
        assertEquals("the asynchronous host function fetch returned null for a stage", nothing.getMessage());
    }

    @Test
    void cancellingTheTaskEndsTheWaitAndCancelsTheStage() throws Exception {
        Exchanger<Thread> begun = new Exchanger<>();
        Func func = waiting(begun);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> task = executor.submit(() -> {
                Trap trap = assertThrows(Trap.class, () -> func.call(0));
                assertEquals(TrapKind.INTERRUPTED, trap.kind());
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            begun.exchange(null);
            task.cancel(true);
            assertTrue(interrupted.get());
        }
        assertTrue(stage.isCancelled());
        assertEquals(1, returning(CompletableFuture.completedStage(1)).call(0)[0]);
    }

    @Test
    void interruptingTheStoreEndsTheWait() throws Exception {
        Exchanger<Thread> begun = new Exchanger<>();
        Func func = waiting(begun);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Trap> task = executor.submit(() -> assertThrows(Trap.class, () -> func.call(0)));
            begun.exchange(null);
            assertTrue(store.interrupt());
            assertEquals(TrapKind.INTERRUPTED, task.get().kind());
        }
        assertTrue(stage.isCancelled());
    }

    @Test
    void aDeadlineEndsTheWait() {
        store.setDeadline(Duration.ofMillis(20));
        Trap trap = assertThrows(Trap.class, () -> returning(stage).call(0));
        assertEquals(TrapKind.DEADLINE, trap.kind());
        assertTrue(stage.isCancelled());
    }

    @Test
    void anEpochCallbackLetsTheWaitGoOn() {
        store.setEpochDeadline(1, _ -> {
            stage.complete(7);
            return 1;
        });
        Func func = Func.of(store, Fetch.class, (_, _) -> {
            engine.incrementEpoch();
            return stage;
        });
        assertEquals(7, func.call(0)[0]);
    }
}
