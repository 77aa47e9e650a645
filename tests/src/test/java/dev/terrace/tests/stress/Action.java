package dev.terrace.tests.stress;

import static dev.terrace.TrapKind.DEADLINE;
import static dev.terrace.TrapKind.INDIRECT_CALL_TYPE_MISMATCH;
import static dev.terrace.TrapKind.INTEGER_DIVIDE_BY_ZERO;
import static dev.terrace.TrapKind.INTEGER_OVERFLOW;
import static dev.terrace.TrapKind.INTERRUPTED;
import static dev.terrace.TrapKind.INVALID_CONVERSION;
import static dev.terrace.TrapKind.MEMORY_OUT_OF_BOUNDS;
import static dev.terrace.TrapKind.NULL_FUNCTION_REFERENCE;
import static dev.terrace.TrapKind.OUT_OF_FUEL;
import static dev.terrace.TrapKind.STACK_EXHAUSTED;
import static dev.terrace.TrapKind.TABLE_OUT_OF_BOUNDS;
import static dev.terrace.TrapKind.UNALIGNED_ATOMIC;
import static dev.terrace.TrapKind.UNDEFINED_ELEMENT;
import static dev.terrace.TrapKind.UNINITIALIZED_ELEMENT;
import static dev.terrace.TrapKind.UNREACHABLE;

import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Memory;
import dev.terrace.Table;
import dev.terrace.TrapKind;
import dev.terrace.WasmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/** Something that a guest does; all of its results are checked. */
enum Action {
    OUT_OF_BOUNDS(guest -> {
        int size = (int) guest.instance().memory("memory").size();
        int beyond = size - 7 + guest.random().nextInt(8);
        trap(guest, MEMORY_OUT_OF_BOUNDS, Operation.LOAD, beyond, 0);
        trap(guest, MEMORY_OUT_OF_BOUNDS, Operation.LOAD, -1 - guest.random().nextInt(1 << 30), 0);
        long last = guest.instance().memory("memory").readLong(size - 8);
        trap(guest, MEMORY_OUT_OF_BOUNDS, Operation.STORE, beyond, ~last);
        guest.check(
                new Object[] {last},
                new Object[] {guest.instance().memory("memory").readLong(size - 8)},
                "readLong");
        trap(
                guest,
                MEMORY_OUT_OF_BOUNDS,
                Operation.LOAD_VECTOR,
                size - 15 + guest.random().nextInt(15),
                0);
        trap(guest, MEMORY_OUT_OF_BOUNDS, Operation.ATOMIC_ADD, size, 1);
        trap(guest, MEMORY_OUT_OF_BOUNDS, Operation.LOAD_LONG, (1L << 16) - 7, 0);
        trap(guest, MEMORY_OUT_OF_BOUNDS, Operation.LOAD_LONG, guest.random().nextLong() | 1L << 40, 0);
    }),
    RANGES_OUT_OF_BOUNDS(guest -> {
        int size = (int) guest.instance().memory("memory").size();
        trap(guest, MEMORY_OUT_OF_BOUNDS, Operation.FILL, size - 10, 11);
        trap(guest, MEMORY_OUT_OF_BOUNDS, Operation.COPY, size - 10, 11);
        trap(guest, MEMORY_OUT_OF_BOUNDS, Operation.INIT, 5, 6);
        trap(guest, TABLE_OUT_OF_BOUNDS, Operation.TABLE_INIT, 1, 2);
        trap(
                guest,
                TABLE_OUT_OF_BOUNDS,
                Operation.TABLE_GET,
                64 + guest.random().nextInt(1000),
                0);
    }),
    NUMBERS_THAT_TRAP(guest -> {
        trap(guest, INTEGER_DIVIDE_BY_ZERO, Operation.DIVIDE, guest.random().nextLong(), 0);
        trap(guest, INTEGER_OVERFLOW, Operation.DIVIDE, Long.MIN_VALUE, -1);
        trap(guest, INTEGER_DIVIDE_BY_ZERO, Operation.REMAINDER, guest.random().nextLong(), 0);
        trap(guest, INTEGER_OVERFLOW, Operation.TRUNCATE, Double.doubleToRawLongBits(0x1p63), 0);
        trap(guest, INVALID_CONVERSION, Operation.TRUNCATE, Double.doubleToRawLongBits(Double.NaN), 0);
        trap(guest, UNREACHABLE, Operation.UNREACHABLE, 0, 0);
        trap(guest, UNALIGNED_ATOMIC, Operation.ATOMIC_ADD, 4, 1);
    }),
    CALLS_THAT_TRAP(guest -> {
        trap(
                guest,
                UNDEFINED_ELEMENT,
                Operation.CALL_INDIRECT,
                32 + guest.random().nextInt(1 << 30),
                0);
        trap(guest, UNDEFINED_ELEMENT, Operation.CALL_INDIRECT, -1, 0);
        trap(guest, UNINITIALIZED_ELEMENT, Operation.CALL_INDIRECT, GuestModules.NULL, 0);
        trap(guest, INDIRECT_CALL_TYPE_MISMATCH, Operation.CALL_INDIRECT, GuestModules.OF_ANOTHER_TYPE, 0);
        trap(guest, NULL_FUNCTION_REFERENCE, Operation.CALL_NULL, 0, 0);
    }),
    OPERATIONS(guest -> {
        long a = guest.random().nextLong();
        long b = 1L + guest.random().nextInt(1000);
        operate(guest, a / b, Operation.DIVIDE, a, b);
        operate(guest, Integer.remainderUnsigned((int) a, (int) b), Operation.REMAINDER, a, b);
        operate(guest, (long) (a * 0.5), Operation.TRUNCATE, Double.doubleToRawLongBits(a * 0.5), 0);
        operate(guest, (int) b + guest.number(), Operation.CALL_INDIRECT, GuestModules.ADD, b);
        operate(guest, 2 * b, Operation.CALL_INDIRECT, GuestModules.TWICE, b);
        Memory memory = guest.instance().memory("memory");
        int end = (int) memory.size() - 8;
        operate(guest, 0, Operation.STORE, end, a);
        operate(guest, a >>> 32, Operation.LOAD, end, 0);
        operate(guest, a, Operation.ATOMIC_ADD, end, b);
        guest.check(new Object[] {a + b}, new Object[] {memory.readLong(end)}, "readLong");
        memory.writeLong(end, b);
        operate(guest, b, Operation.LOAD_VECTOR, end - 8, 0);
    }),
    ENDLESS_RECURSION(guest -> guest.expectTrap(STACK_EXHAUSTED, "endless", 0)),
    ENDLESS_RECURSION_THROUGH_THE_HOST(guest -> guest.expectTrap(STACK_EXHAUSTED, "nested", -1)),
    RECURSION_THROUGH_THE_HOST(guest -> {
        int depth = guest.random().nextInt(30);
        guest.expect(new Object[] {depth}, "nested", depth);
    }),
    HOST_THROWS(guest -> {
        try {
            guest.call("fails", guest.random().nextInt(50));
        } catch (GuestHost.Failure failure) {
            if (failure == guest.failure()) {
                return;
            }
        }
        throw new AssertionError("the exception of the host does not arrive in " + guest);
    }),
    HOST_BLOCKS(guest -> {
        int n = guest.random().nextInt(1000);
        guest.expect(new Object[] {(n + 1) * 1001}, "blocks", n);
    }),
    HOST_RUNS_ANOTHER(guest -> {
        int n = guest.random().nextInt();
        guest.expect(new Object[] {n}, "elsewhere", n);
    }),
    HOST_FAULTS(guest -> {
        int n = guest.random().nextInt(1000);
        guest.expect(new Object[] {2 * n + 1 + n + 1}, "faults", n);
    }),
    MANY_ARGUMENTS(guest -> {
        long n = guest.random().nextInt();
        guest.expect(new Object[] {90 * n}, "sums", n);
    }),
    REFERENCES(guest -> {
        Object a = new Object();
        Object b = guest.random().nextInt(10) == 0 ? null : new Object();
        int n = guest.random().nextInt(300);
        guest.expect(n % 2 == 0 ? new Object[] {a, b} : new Object[] {b, a}, "swaps", a, b, n);
        guest.expect(new Object[] {a}, "carries", a, guest.random().nextInt(300));
    }),
    TABLES_OF_OBJECTS(guest -> {
        Table objects = guest.instance().table("objects");
        Object value = new Object();
        int size = objects.size();
        guest.expect(new Object[] {size < 64 ? size : -1}, "grow-objects", value, 1);
        if (size < 64 && objects.get(size) != value) {
            throw new AssertionError("the table of %s has grown with another reference".formatted(guest));
        }
    }),
    TABLES_OF_FUNCTIONS(guest -> {
        int n = 1 + guest.random().nextInt(200);
        int sum = 0;
        for (int i = n; i > 0; i--) {
            sum += i % 2 == 1 ? i + guest.number() : 2 * i;
        }
        guest.expect(new Object[] {sum}, "changes", n);
        Table functions = guest.instance().table("functions");
        functions.set(GuestModules.CHANGING, guest.instance().func("twice"));
        operate(guest, 2L * n, Operation.CALL_INDIRECT, GuestModules.CHANGING, n);
        functions.set(GuestModules.CHANGING, Func.of(guest.store(), IntFunction.class, i -> i - 5));
        operate(guest, n - 5, Operation.CALL_INDIRECT, GuestModules.CHANGING, n);
        functions.set(GuestModules.CHANGING, null);
        trap(guest, UNINITIALIZED_ELEMENT, Operation.CALL_INDIRECT, GuestModules.CHANGING, n);
        int size = functions.size();
        guest.expect(new Object[] {size < 32 ? 2 * size : -1}, "grow-functions", 1);
    }),
    TAIL_CALLS(guest -> {
        int n = guest.random().nextInt(20_000);
        guest.expect(new Object[] {1 - n % 2}, "even", n);
    }),
    TAIL_CALLS_TO_ANOTHER_INSTANCE(guest -> {
        int n = guest.random().nextInt(5_000);
        Instance partner = guest.partner();
        int callsBefore = (int) guest.instance().global("calls").get();
        guest.expect(new Object[] {n % 2 == 0 ? 10 : 20}, "ping", n);
        guest.check(
                new Object[] {callsBefore + (n + 1) / 2},
                new Object[] {guest.instance().global("calls").get()},
                "calls of the partner");
        int m = 1 + guest.random().nextInt(100);
        guest.check(
                new Object[] {m * (m + 1) / 2 + m * guest.number()},
                partner.func("adds").call(m),
                "adds",
                m);
    }),
    EXCEPTIONS(guest -> {
        Object object = new Object();
        int depth = guest.random().nextInt(30);
        Object calls = guest.instance().global("calls").get();
        guest.expect(new Object[] {calls, object}, "catches", depth, object);
        try {
            guest.call("throws", depth, object);
        } catch (WasmException exception) {
            guest.check(new Object[] {calls, object}, exception.payload().toArray(), "the exception's payload");
            return;
        }
        throw new AssertionError("no exception arrives from " + guest);
    }),
    GROWTH(guest -> {
        Memory memory = guest.instance().memory("memory");
        long pages = memory.pages();
        int more = guest.random().nextInt(3);
        long value = guest.random().nextLong() >>> 1;
        boolean fits = pages + more <= 40;
        guest.expect(new Object[] {fits ? value : -1L}, "grows", more, value);
        if (fits) {
            guest.check(new Object[] {pages + more}, new Object[] {memory.pages()}, "pages");
            guest.check(new Object[] {value}, new Object[] {memory.readLong(memory.size() - 8)}, "readLong");
            guest.check(
                    new Object[] {value},
                    guest.partner().func("load").call((int) memory.size() - 8),
                    "load of the partner");
            if (more > 0) {
                // What the host adds is there for native code, too.
                memory.grow(pages + more < 40 ? 1 : 0);
                operate(guest, 0, Operation.LOAD, (int) memory.size() - (pages + more < 40 ? 8 : 100), 0);
            }
        }
    }),
    WORK(guest -> {
        int rounds = 1 + guest.random().nextInt(3_000);
        long seed = guest.random().nextLong() | 1;
        guest.expect(new Object[] {guest.work().result(rounds, seed)}, "work", rounds, seed);
    }),
    FUEL(guest -> {
        if (guest.world().hasFuel()) {
            guest.store().setFuel(guest.random().nextInt(10_000));
            guest.expectTrap(OUT_OF_FUEL, "spin");
            guest.refuel();
            long before = guest.store().fuel();
            guest.call("even", 100);
            long once = before - guest.store().fuel();
            guest.call("even", 100);
            guest.check(
                    new Object[] {2 * once},
                    new Object[] {before - guest.store().fuel()},
                    "fuel of even");
        }
    }),
    DEADLINES(guest -> {
        guest.store().setDeadline(Duration.ofMillis(1 + guest.random().nextInt(3)));
        guest.expectTrap(DEADLINE, "spin");
        guest.store().clearDeadline();
        guest.store().setEpochDeadline(1);
        guest.expectTrap(DEADLINE, "spin");
        guest.store().setEpochDeadline(Long.MAX_VALUE / 2);
    }),
    INTERRUPTION_OF_THE_STORE(guest -> {
        Interrupter.interrupt(guest.store());
        guest.expectTrap(INTERRUPTED, "spin");
    }),
    INTERRUPTION_OF_THE_THREAD(guest -> {
        Interrupter.interrupt(Thread.currentThread());
        guest.expectTrap(INTERRUPTED, "spin");
        if (!Thread.interrupted()) {
            throw new AssertionError("the thread of %s is not interrupted any more".formatted(guest));
        }
    }),
    WASI_OUTPUT(guest -> {
        int address = GuestModules.OUTPUT + guest.random().nextInt(GuestModules.WORK_BYTES);
        int length = guest.random().nextInt(Guest.MAX_OUTPUT);
        guest.output().clear();
        guest.expect(new Object[] {length}, "prints", address, length);
        byte[] bytes = guest.instance().memory("memory").readBytes(address, length);
        if (!Arrays.equals(bytes, guest.output().toByteArray())) {
            throw new AssertionError("what %s writes arrives as something else".formatted(guest));
        }
    }),
    WASI_WAITS(guest -> {
        Interrupter.interrupt(guest.store());
        guest.expectTrap(INTERRUPTED, "sleeps");
    }),
    SHARED_MEMORY(guest -> guest.world().count(guest.store(), 1 + guest.random().nextInt(50)));

    private final Consumer<Guest> action;

    Action(Consumer<Guest> action) {
        this.action = action;
    }

    /** What the function {@code do} of {@link GuestModules#main} does, by its number. */
    private enum Operation {
        LOAD,
        STORE,
        LOAD_LONG,
        DIVIDE,
        REMAINDER,
        TRUNCATE,
        UNREACHABLE,
        CALL_INDIRECT,
        TABLE_GET,
        TABLE_INIT,
        FILL,
        COPY,
        INIT,
        LOAD_VECTOR,
        CALL_NULL,
        ATOMIC_ADD
    }

    /** The Java form of a function's type. */
    @FunctionalInterface
    interface IntFunction {
        /** Returns what the function returns. */
        int apply(int value);
    }

    static Action any(Random random) {
        return values()[random.nextInt(values().length)];
    }

    void run(Guest guest) {
        action.accept(guest);
    }

    private static void trap(Guest guest, TrapKind kind, Operation operation, long a, long b) {
        guest.expectTrap(kind, "deep", guest.random().nextInt(6), operation.ordinal(), a, b);
    }

    private static void operate(Guest guest, long result, Operation operation, long a, long b) {
        int depth = guest.random().nextInt(6);
        guest.expect(new Object[] {result + depth}, "deep", depth, operation.ordinal(), a, b);
    }
}
