package dev.terrace.cli.wast;

import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.LinkException;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.WasmException;
import dev.terrace.core.InvalidException;
import dev.terrace.core.MalformedException;
import dev.terrace.core.WasmFormatException;
import dev.terrace.core.text.ScriptAction;
import dev.terrace.core.text.ScriptCommand;
import dev.terrace.core.text.ScriptModule;
import dev.terrace.core.text.ScriptResult;
import dev.terrace.core.text.WastParser;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Runs a test script: defines its modules, performs its actions, and checks its assertions. */
public final class ScriptRunner {
    private final Engine engine;
    private final UnaryOperator<byte[]> transform;
    private final Map<String, Module> modules = new HashMap<>();
    private final Map<String, Instance> instances = new HashMap<>();
    private final Map<String, Instance> registered = new HashMap<>();
    private final ScriptReport report = new ScriptReport();
    private Module lastModule;
    private Instance lastInstance;

    /** Thrown where something is not as the script says. */
    private static final class FailException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailException(String message) {
            super(message);
        }
    }

    private ScriptRunner(Engine engine, UnaryOperator<byte[]> transform) {
        this.engine = engine;
        this.transform = transform;
    }

    /**
     * Runs a script.
     *
     * @param engine executes it
     * @param utf8 the script
     * @throws MalformedException if the script itself cannot be parsed
     */
    public static ScriptReport run(Engine engine, byte[] utf8) {
        return run(engine, utf8, UnaryOperator.identity());
    }

    /**
     * Runs a script with its modules changed.
     *
     * @param engine executes it
     * @param utf8 the script
     * @param transform what is done to every binary module that is to be instantiated
     * @throws MalformedException if the script itself cannot be parsed
     */
    public static ScriptReport run(Engine engine, byte[] utf8, UnaryOperator<byte[]> transform) {
        List<ScriptCommand> commands = WastParser.parse(utf8);
        ScriptRunner runner = new ScriptRunner(engine, transform);
        try (Store store = new Store(engine)) {
            if (engine.config().fuel()) {
                store.setFuel(Long.MAX_VALUE);
            }
            for (ScriptCommand command : commands) {
                runner.perform(store, command);
            }
            if (engine.config().fuel()) {
                runner.report.burn(Long.MAX_VALUE - store.fuel());
            }
        }
        return runner.report;
    }

    private void perform(Store store, ScriptCommand command) {
        try {
            execute(store, command);
            if (isAssertion(command)) {
                report.pass();
            }
        } catch (RuntimeException | StackOverflowError failure) {
            String message = failure instanceof FailException ? failure.getMessage() : failure.toString();
            report.fail(command.position(), command.getClass().getSimpleName() + ": " + message);
        }
    }

    /** Returns whether a command counts when it succeeds: those that only define something do not. */
    private static boolean isAssertion(ScriptCommand command) {
        return !(command instanceof ScriptCommand.DefineModule
                || command instanceof ScriptCommand.Instantiate
                || command instanceof ScriptCommand.Register);
    }

    private void execute(Store store, ScriptCommand command) {
        switch (command) {
            case ScriptCommand.DefineModule c -> define(store, c);
            case ScriptCommand.Instantiate c ->
                define(store, c.instance(), find(modules, c.module(), lastModule, "module"));
            case ScriptCommand.Register c ->
                registered.put(c.name(), find(instances, c.instance(), lastInstance, "instance"));
            case ScriptCommand.Perform c -> act(c.action());
            case ScriptCommand.AssertReturn c -> assertReturn(c);
            case ScriptCommand.AssertTrap c -> assertTrap(c.message(), () -> act(c.action()));
            case ScriptCommand.AssertModuleTrap c ->
                assertTrap(c.message(), () -> instantiate(store, load(c.module())));
            case ScriptCommand.AssertExhaustion c ->
                assertTrap(TrapKind.STACK_EXHAUSTED.message(), () -> act(c.action()));
            case ScriptCommand.AssertException c -> assertException(c.action());
            case ScriptCommand.AssertMalformed c -> assertRefused(c.module(), MalformedException.class, c.message());
            case ScriptCommand.AssertInvalid c -> assertRefused(c.module(), InvalidException.class, c.message());
            case ScriptCommand.AssertMalformedCustom c ->
                assertRefused(c.module(), MalformedException.class, c.message());
            case ScriptCommand.AssertInvalidCustom c -> assertRefused(c.module(), InvalidException.class, c.message());
            case ScriptCommand.AssertUnlinkable c -> assertUnlinkable(store, c);
        }
    }

    private void define(Store store, ScriptCommand.DefineModule command) {
        lastModule = null;
        lastInstance = command.definitionOnly() ? lastInstance : null;
        Module module = load(command.module());
        lastModule = module;
        if (command.module().name() != null) {
            modules.put(command.module().name(), module);
        }
        if (!command.definitionOnly()) {
            define(store, command.module().name(), module);
        }
    }

    private void define(Store store, String name, Module module) {
        // If this fails, what was last before must not stand for what was to come.
        lastInstance = null;
        lastInstance = instantiate(store, module);
        if (name != null) {
            instances.put(name, lastInstance);
        }
    }

    private static <T> T find(Map<String, T> names, String name, T last, String what) {
        T found = name == null ? last : names.get(name);
        if (found == null) {
            throw new FailException("there is no " + what + (name == null ? "" : " $" + name));
        }
        return found;
    }

    private Module load(ScriptModule module) {
        return Module.fromBytes(engine, transform.apply(module.parse().binary()));
    }

    private Instance instantiate(Store store, Module module) {
        Linker linker = new Linker(engine).allowShadowing(true);
        SpecTestModule.addTo(linker, store);
        registered.forEach(linker::instance);
        return linker.instantiate(store, module);
    }

    private Object[] act(ScriptAction action) {
        Instance instance = find(instances, action.instance(), lastInstance, "instance");
        return switch (action) {
            case ScriptAction.Get get ->
                new Object[] {instance.global(get.export()).get()};
            case ScriptAction.Invoke invoke ->
                instance.func(invoke.export())
                        .call(invoke.arguments().stream()
                                .map(ScriptValues::toJava)
                                .toArray());
        };
    }

    private void assertReturn(ScriptCommand.AssertReturn command) {
        Object[] results = act(command.action());
        List<ScriptResult> expected = command.results();
        boolean matches = results.length == expected.size();
        for (int i = 0; matches && i < results.length; i++) {
            matches = ScriptValues.matches(expected.get(i), results[i]);
        }
        if (!matches) {
            throw new FailException(command.action() + " returned " + describe(results) + ", expected " + expected);
        }
    }

    private static void assertTrap(String message, Runnable action) {
        try {
            action.run();
        } catch (Trap trap) {
            if (!trap.getMessage().startsWith(message)
                    && !message.startsWith(trap.kind().message())) {
                throw new FailException("trapped with \"" + trap.getMessage() + "\", expected \"" + message + "\"");
            }
            return;
        }
        throw new FailException("did not trap, expected \"" + message + "\"");
    }

    private void assertException(ScriptAction action) {
        Object[] results;
        try {
            results = act(action);
        } catch (WasmException _) {
            return;
        }
        throw new FailException("threw no exception, but returned " + describe(results));
    }

    private void assertRefused(ScriptModule module, Class<? extends WasmFormatException> expected, String message) {
        try {
            Module.validate(engine, module.parse().binary());
        } catch (WasmFormatException e) {
            if (!expected.isInstance(e)) {
                throw new FailException("refused as " + e + ", expected " + expected.getSimpleName() + ": " + message);
            }
            return;
        }
        throw new FailException("accepted, expected " + expected.getSimpleName() + ": " + message);
    }

    private void assertUnlinkable(Store store, ScriptCommand.AssertUnlinkable command) {
        try {
            instantiate(store, load(command.module()));
        } catch (LinkException e) {
            if (!e.getMessage().startsWith(command.message())) {
                throw new FailException(
                        "refused with \"" + e.getMessage() + "\", expected \"" + command.message() + "\"");
            }
            return;
        }
        throw new FailException("linked, expected \"" + command.message() + "\"");
    }

    private static String describe(Object[] values) {
        return Arrays.stream(values).map(ScriptValues::describe).collect(Collectors.joining(", ", "[", "]"));
    }
}
