package dev.terrace.tests.random;

import dev.terrace.Caller;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Table;
import dev.terrace.V128;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** One run of a program: what it has done so far, and the host's functions, which belong to it by being in its store. */
final class ProgramRun {
    private static final int MAX_CALLS_BACK = 3;
    private static final MethodHandle ADD;

    static {
        try {
            ADD = MethodHandles.lookup()
                    .findStatic(
                            ProgramRun.class,
                            "add",
                            MethodType.methodType(long.class, int.class, long.class, double.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What the host throws. */
    static final class HostFailure extends RuntimeException {
        HostFailure(int number) {
            super("host failure " + number);
        }
    }

    private final List<String> events = new ArrayList<>();
    private Instance instance;
    private List<Func> functions = List.of();
    private int callsBack;

    /** Returns what has happened, in order. */
    List<String> events() {
        return events;
    }

    void note(String event) {
        events.add(event);
    }

    void begin(Instance newInstance, int functionCount) {
        instance = newInstance;
        functions = new ArrayList<>();
        for (int i = 0; i < functionCount; i++) {
            functions.add(instance.func("f" + i));
        }
    }

    Func function(int number) {
        return functions.get(number);
    }

    /** Returns values as text, functions by their numbers. */
    String text(Object... values) {
        return Values.text(Arrays.stream(values)
                .map(value ->
                        value instanceof Func func ? new Program.FunctionArgument(functions.indexOf(func)) : value)
                .toArray());
    }

    /** Makes the host's functions known; they find their run in the caller's store. */
    static void define(Linker linker) {
        for (HostFunction function : HostFunction.values()) {
            if (function == HostFunction.ADD) {
                linker.func(ProgramEncoder.HOST, function.text(), function.type(), ADD);
            } else {
                linker.func(ProgramEncoder.HOST, function.text(), function.type(), (caller, arguments) -> {
                    ProgramRun run = caller.data(ProgramRun.class);
                    run.note(function + " " + run.text(arguments));
                    return run.call(function, caller, arguments);
                });
            }
        }
    }

    private static long add(int a, long b, double c) {
        return a + 3 * b + Double.doubleToRawLongBits(c);
    }

    private Object[] call(HostFunction function, Caller caller, Object[] arguments) {
        return switch (function) {
            case LOG -> null;
            case MIX -> {
                int a = (int) arguments[0];
                double b = (double) arguments[1];
                long c = (long) arguments[2];
                long bits = Double.doubleToRawLongBits(b);
                yield new Object[] {
                    c ^ bits, Float.intBitsToFloat(a), (int) c, new V128(c, bits), Double.longBitsToDouble(c + a)
                };
            }
            case ADD -> throw new AssertionError("has a handle of its own");
            case FAIL -> {
                int a = (int) arguments[0];
                if ((a & 7) == 7) {
                    throw new HostFailure(a);
                }
                yield new Object[] {~a};
            }
            case CALL_BACK -> new Object[] {callBack((int) arguments[0], (long) arguments[1])};
            case POKE -> {
                Memory memory = (Memory) caller.export("m0").orElseThrow();
                int address = (int) arguments[0] & 0xffff8;
                if (address + 8 > memory.size()) {
                    yield new Object[] {-1L};
                }
                long before = memory.readLong(address);
                memory.writeLong(address, (long) arguments[1]);
                yield new Object[] {before};
            }
            case GROW -> new Object[] {instance.memory("m0").grow(1)};
            case SWAP -> new Object[] {arguments[1], arguments[0]};
            case BURN -> {
                int fuel = (int) instance.global("fuel").get();
                instance.global("fuel").set(fuel - ((int) arguments[0] & 3));
                yield null;
            }
        };
    }

    private long callBack(int number, long seed) {
        if (callsBack >= MAX_CALLS_BACK) {
            return -1;
        }
        Func callee = functions.get(Integer.remainderUnsigned(number, functions.size()));
        FuncType type = callee.funcType();
        Object[] arguments = new Object[type.params().size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(type.params().get(i), seed + i);
        }
        callsBack++;
        try {
            return text(callee.call(arguments)).hashCode();
        } finally {
            callsBack--;
        }
    }

    private Object argument(ValType type, long seed) {
        return switch (Kind.of(type)) {
            case I32 -> (int) seed;
            case I64 -> seed;
            case F32 -> Float.intBitsToFloat((int) seed);
            case F64 -> Double.longBitsToDouble(seed);
            case V128 -> new V128(seed, ~seed);
            case FUNCREF -> functions.getFirst();
            default -> "object " + (seed & 3);
        };
    }

    /** Notes the contents of memories and globals, and the sizes of tables. */
    void noteState(Program program) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < program.memories().size(); i++) {
            Memory memory = instance.memory("m" + i);
            CRC32C checksum = new CRC32C();
            checksum.update(memory.segment().asByteBuffer());
            text.append(" m").append(i).append('=').append(memory.size()).append(':');
            text.append(Long.toHexString(checksum.getValue()));
        }
        for (int i = 0; i < program.globals().size(); i++) {
            text.append(" g")
                    .append(i)
                    .append('=')
                    .append(text(instance.global("g" + i).get()));
        }
        for (int i = 0; i < 2; i++) {
            Table table = instance.table("t" + i);
            text.append(" t").append(i).append('=');
            for (int j = 0; j < table.size(); j++) {
                text.append(text(table.get(j))).append(';');
            }
        }
        for (String name : List.of("fuel", "hash")) {
            text.append(' ')
                    .append(name)
                    .append('=')
                    .append(instance.global(name).get());
        }
        note("state" + text);
    }
}
