package dev.terrace.tests.stress;

import dev.terrace.Instance;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Store;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.wasi.CapturedOutput;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import java.util.Arrays;
import java.util.Random;

/** A store with instances in it. One thread uses it. */
final class Guest implements AutoCloseable {
    /** How many bytes a guest writes at a time, at most. */
    static final int MAX_OUTPUT = 1_000;

    private static final long PLENTY_OF_FUEL = Long.MAX_VALUE / 2;

    private final World world;
    private final int number;
    private final Random random;
    private final Store store;
    private final CapturedOutput output = new CapturedOutput(MAX_OUTPUT);
    private final Instance instance;
    private final GuestHost.Failure failure = new GuestHost.Failure();
    private final Work work = new Work();
    private Instance partner;

    /** Instantiates a module, whose number is known. */
    Guest(World world, LinkedModule module, int number, Random random) {
        this.world = world;
        this.number = number;
        this.random = random;
        this.store = new Store(world.engine());
        store.putData(Guest.class, this);
        Wasi.attach(store, WasiConfig.builder().output(output).build());
        if (world.hasFuel()) {
            store.setFuel(PLENTY_OF_FUEL);
        }
        this.instance = module.instantiate(store);
    }

    World world() {
        return world;
    }

    int number() {
        return number;
    }

    Random random() {
        return random;
    }

    Store store() {
        return store;
    }

    Instance instance() {
        return instance;
    }

    /** Returns where what it writes arrives. */
    CapturedOutput output() {
        return output;
    }

    Work work() {
        return work;
    }

    /** Returns what the host function {@code fail} throws. */
    GuestHost.Failure failure() {
        return failure;
    }

    /** Returns the other instance of the store, which is made when it is first asked for. */
    Instance partner() {
        if (partner == null) {
            partner = new Linker(world.engine()).instance("main", instance).instantiate(store, world.partner());
        }
        return partner;
    }

    /** Gives the store so much fuel that it never ends. */
    void refuel() {
        store.setFuel(PLENTY_OF_FUEL);
    }

    Object[] call(String function, Object... arguments) {
        return instance.func(function).call(arguments);
    }

    /** Calls a function that has to have some results; references are to be the same ones. */
    void expect(Object[] results, String function, Object... arguments) {
        check(results, call(function, arguments), function, arguments);
    }

    /** Checks what a call has returned. */
    void check(Object[] expected, Object[] actual, String function, Object... arguments) {
        boolean equal = expected.length == actual.length;
        for (int i = 0; equal && i < expected.length; i++) {
            equal = expected[i] instanceof Number ? expected[i].equals(actual[i]) : expected[i] == actual[i];
        }
        if (!equal) {
            throw new AssertionError("%s%s in %s is %s, not %s"
                    .formatted(
                            function,
                            Arrays.toString(arguments),
                            this,
                            Arrays.toString(actual),
                            Arrays.toString(expected)));
        }
    }

    /** Calls a function that has to trap; what is stopped from outside may not even have begun, others have a backtrace. */
    void expectTrap(TrapKind kind, String function, Object... arguments) {
        Object[] results;
        try {
            results = call(function, arguments);
        } catch (Trap trap) {
            boolean mayNotHaveBegun = kind == TrapKind.DEADLINE || kind == TrapKind.INTERRUPTED;
            if (trap.kind() != kind || trap.backtrace().isEmpty() && !mayNotHaveBegun) {
                throw new AssertionError(
                        "%s%s in %s does not trap with %s, or without a backtrace"
                                .formatted(function, Arrays.toString(arguments), this, kind),
                        trap);
            }
            return;
        }
        throw new AssertionError("%s%s in %s returns %s, and does not trap with %s"
                .formatted(function, Arrays.toString(arguments), this, Arrays.toString(results), kind));
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public String toString() {
        return world.kind() + " guest of module " + number;
    }
}
