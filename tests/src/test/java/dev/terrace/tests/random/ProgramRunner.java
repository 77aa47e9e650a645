package dev.terrace.tests.random;

import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierEvent;
import dev.terrace.Trap;
import dev.terrace.WasmException;
import dev.terrace.core.Feature;
import dev.terrace.tests.Execution;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs programs in one way to execute them. The engine is kept from program to program. */
final class ProgramRunner implements AutoCloseable {
    private static final int FUEL = 150;

    /** What tiers log is found out here in another way; a program that is being reduced would log it many times. */
    private static final Logger LOGGER = Logger.getLogger("dev.terrace");

    static {
        LOGGER.setLevel(Level.OFF);
    }

    /** Ends what would not end; far longer than any program takes. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Types live as long as their engine. */
    private static final int PROGRAMS_PER_ENGINE = 500;

    /**
     * What a program did.
     *
     * @param events results, traps, calls of the host, contents of memories, in order
     * @param failure what no program may do, such as another exception of Java; null if there is none
     */
    record Outcome(List<String> events, String failure) {}

    private final Execution execution;
    private final AtomicReference<Throwable> tierFailure = new AtomicReference<>();
    private Engine engine;
    private Linker linker;
    private int programs;

    ProgramRunner(Execution execution) {
        this.execution = execution;
    }

    Execution execution() {
        return execution;
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }

    private void prepare() {
        if (programs++ % PROGRAMS_PER_ENGINE == 0) {
            close();
            engine = Engine.create(execution
                    .config()
                    .features(Feature.ALL)
                    .deterministic(true)
                    .tierListener(this::onEvent)
                    .build());
            linker = new Linker(engine);
            ProgramRun.define(linker);
        }
    }

    /** Takes note of a tier's failure, which would not be seen otherwise: the function stays in another tier. */
    private void onEvent(TierEvent event) {
        if (event.failure().isPresent()) {
            tierFailure.compareAndSet(null, event.failure().get());
        }
    }

    /** Makes a module of bytes and nothing else. */
    void validate(byte[] bytes) {
        prepare();
        Module.validate(engine, bytes);
    }

    /** Runs a program, whose module is given. */
    Outcome run(Program program, byte[] bytes) {
        prepare();
        ProgramRun run = new ProgramRun();
        try (Store store = new Store(engine)) {
            store.setDeadline(TIMEOUT);
            store.putData(ProgramRun.class, run);
            Instance instance = linker.instantiate(store, Module.fromBytes(engine, bytes));
            run.begin(instance, program.functions().size());
            for (Program.Call call : program.calls()) {
                instance.global("fuel").set(FUEL);
                run.note("call f" + call.function());
                call(run, call);
                run.noteState(program);
            }
        } catch (RuntimeException | Error e) {
            return new Outcome(run.events(), trace(e));
        }
        Throwable failure = tierFailure.getAndSet(null);
        return new Outcome(run.events(), failure == null ? null : trace(failure));
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void call(ProgramRun run, Program.Call call) {
        Object[] arguments = call.arguments().stream()
                .map(argument -> argument instanceof Program.FunctionArgument(int number)
                        ? number < 0 ? null : run.function(number)
                        : argument)
                .toArray();
        try {
            run.note("returned " + run.text(run.function(call.function()).call(arguments)));
        } catch (Trap trap) {
            List<String> places = trap.backtrace().stream()
                    .map(frame -> frame.functionIndex() + "@" + frame.moduleOffset())
                    .toList();
            run.note("trap " + trap.kind() + " at " + places);
        } catch (WasmException exception) {
            run.note("exception " + run.text(exception.payload().toArray()));
        } catch (ProgramRun.HostFailure failure) {
            run.note(failure.getMessage());
        }
    }
}
