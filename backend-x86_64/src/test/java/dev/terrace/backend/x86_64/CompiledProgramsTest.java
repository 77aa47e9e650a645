package dev.terrace.backend.x86_64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierEvent;
import dev.terrace.TierStrategy;
import dev.terrace.Trap;
import dev.terrace.core.Feature;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.text.WatParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs programs as machine code, for several processors, and compares what they do with the interpreter. */
class CompiledProgramsTest {
    @BeforeAll
    static void needsAnX86ProcessorAndLinux() {
        assumeTrue(new X86Backend().isSupported(), "not the processor or the system for it");
    }

    /** Ways to compile: for this processor, for one of level x86-64-v2, with checks in place of signals, without passes. */
    static Stream<Named<UnaryOperator<Config.Builder>>> ways() {
        return Stream.of(
                Named.of("host", config -> config),
                Named.of("v2", config -> config.cpu("-avx,-bmi1,-bmi2,-lzcnt")),
                Named.of("checked", config -> config.signals(false)),
                Named.of("not optimised", config -> config.optLevel(0)));
    }

    private static List<String> run(Config.Builder config, String text, List<Object[]> calls) {
        List<String> outcomes = new ArrayList<>();
        try (Engine engine = Engine.create(config.features(Feature.ALL).build());
                Store store = new Store(engine)) {
            Instance instance = new Linker(engine).instantiate(store, Module.fromWat(engine, text));
            Func function = instance.func("f");
            for (Object[] arguments : calls) {
                outcomes.add(outcome(function, arguments));
            }
        }
        return outcomes;
    }

    private static String outcome(Func function, Object[] arguments) {
        String call = Arrays.toString(arguments) + ": ";
        try {
            return call + Arrays.toString(function.call(arguments));
        } catch (Trap trap) {
            return call + trap.kind();
        }
    }

    private static void check(UnaryOperator<Config.Builder> way, String text, List<Object[]> calls) {
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        List<String> expected = run(Config.builder().tiers(TierStrategy.INTERPRETER), text, calls);
        Config.Builder config = Config.builder().tiers(TierStrategy.NATIVE).tierListener(event -> {
            if (event.kind() != TierEvent.Kind.COMPILED) {
                failures.add(event.reason() + " " + event.failure());
            }
        });
        assertEquals(expected, run(way.apply(config), text, calls));
        assertEquals(List.of(), List.copyOf(failures));
    }

    private static List<Object[]> ints(int... values) {
        return Arrays.stream(values).mapToObj(value -> new Object[] {value}).toList();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void sumsAndShiftsInAnIndexWrapAroundBeforeTheAddressIsMade(UnaryOperator<Config.Builder> way) {
        List<Object[]> calls = ints(
                0,
                1,
                4,
                63,
                255,
                1000,
                16300,
                16383,
                16384,
                65532,
                65535,
                -1,
                -4,
                -8,
                -16,
                -65536,
                1 << 30,
                0x3FFF_FFFF,
                0x4000_0001,
                0x2000_0000,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                0xFFFF_FFF0);
        List<String> indices = List.of(
                "(i32.add (local.get 0) (i32.const 8))",
                "(i32.add (local.get 0) (i32.const -8))",
                "(i32.add (i32.and (local.get 0) (i32.const 255)) (i32.const 100))",
                "(i32.add (i32.shr_u (local.get 0) (i32.const 16)) (i32.const 65530))",
                "(i32.shl (local.get 0) (i32.const 2))",
                "(i32.shl (i32.and (local.get 0) (i32.const 1023)) (i32.const 3))",
                "(i32.shl (i32.shr_u (local.get 0) (i32.const 1)) (i32.const 1))",
                "(i32.add (i32.shl (i32.and (local.get 0) (i32.const 1023)) (i32.const 2)) (i32.const 16))",
                "(i32.shl (i32.add (i32.and (local.get 0) (i32.const 1023)) (i32.const 16)) (i32.const 2))",
                "(i32.add (i32.shl (local.get 0) (i32.const 1)) (i32.const 0x7fffffff))",
                "(local.get 0)");
        for (String index : indices) {
            for (String offset : List.of("0", "60000", "0x7fffffff", "0xffffffff")) {
                String text = """
                    (module (memory 1) (func (export "f") (param i32) (result i32)
                      (local $i i32)
                      (loop $fill
                        (i32.store16 (local.get $i) (i32.mul (local.get $i) (i32.const 40503)))
                        (br_if $fill (i32.lt_u
                          (local.tee $i (i32.add (local.get $i) (i32.const 2))) (i32.const 65536))))
                      (i32.load offset=%s %s)))\
                    """.formatted(offset, index);
                check(way, text, calls);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aLoadIsNotMovedBehindAStoreOrACall(UnaryOperator<Config.Builder> way) {
        String text = """
            (module (memory 1) (global $g (mut i32) (i32.const 0))
              (func $change (i32.store (i32.const 8) (i32.const 77)))
              (func (export "f") (param i32) (result i32) (local $a i32) (local $b i32) (local $c i32)
                (i32.store (i32.const 8) (local.get 0))
                (local.set $a (i32.load (i32.const 8)))
                (i32.store (i32.const 8) (i32.const 5))
                (local.set $b (i32.load (i32.const 8)))
                (call $change)
                (local.set $c (i32.load (i32.const 8)))
                (i32.store8 (i32.const 9) (i32.const 1))
                (if (i32.eq (local.get $c) (i32.const 77)) (then (global.set $g (i32.const 1000))))
                (i32.add (global.get $g)
                  (i32.add (local.get $a) (i32.sub (local.get $b) (i32.mul (local.get $c) (i32.const 3)))))))\
            """;
        check(way, text, ints(0, 1, -1, 12345));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aTrapIsAtTheLoadWhateverInstructionReadsTheMemoryInItsPlace(UnaryOperator<Config.Builder> way) {
        Map<String, Opcode> readers = Map.of(
                "(i32.add (local.get 0) (i32.load (local.get 0)))", Opcode.I32_LOAD,
                "(i32.eqz (i32.eq (i32.load (local.get 0)) (i32.const 7)))", Opcode.I32_LOAD,
                "(select (i32.const 1) (i32.const 2) (i32.load (local.get 0)))", Opcode.I32_LOAD,
                "(if (result i32) (i32.load (local.get 0)) (then (i32.const 1)) (else (i32.const 2)))", Opcode.I32_LOAD,
                "(i32.wrap_i64 (i64.popcnt (i64.load (local.get 0))))", Opcode.I64_LOAD,
                "(i32.reinterpret_f32 (f32.add (f32.const 1) (f32.load (local.get 0))))", Opcode.F32_LOAD,
                "(i32.load8_s (local.get 0))", Opcode.I32_LOAD8_S);
        readers.forEach((reader, load) -> {
            byte[] module = WatParser.parse(
                            "(module (memory 1) (func (export \"f\") (param i32) (result i32) " + reader + "))")
                    .binary();
            Config config =
                    way.apply(Config.builder().tiers(TierStrategy.NATIVE)).build();
            try (Engine engine = Engine.create(config);
                    Store store = new Store(engine)) {
                Func function = new Linker(engine)
                        .instantiate(store, Module.fromBytes(engine, module))
                        .func("f");
                Trap trap = assertThrows(Trap.class, () -> function.call(-1), reader);
                int place = trap.backtrace().getFirst().moduleOffset();
                assertEquals(load.code(), module[place] & 0xFF, reader);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void ofSeveralTrapsTheFirstOneHappens(UnaryOperator<Config.Builder> way) {
        String text = """
            (module (memory 1) (func (export "f") (param i32 i32) (result i32)
              (i32.add (i32.load (local.get 0)) (i32.div_s (i32.const -2147483648) (local.get 1)))))\
            """;
        List<Object[]> calls = new ArrayList<>();
        for (int address : new int[] {0, 65532, 65533, -1}) {
            for (int divisor : new int[] {0, 1, -1, 3}) {
                calls.add(new Object[] {address, divisor});
            }
        }
        check(way, text, calls);
    }

    /** Returns the names of types, over and over: as many as asked for. */
    private static String types(int count, String kind) {
        StringJoiner text = new StringJoiner(" ", "(" + kind + " ", ")");
        for (int i = 0; i < count; i++) {
            text.add(List.of("i32", "f64", "i64", "f32", "i32").get(i % 5));
        }
        return text.toString();
    }

    private static String asI64(int i) {
        return switch (i % 5) {
            case 1 -> "(i64.trunc_sat_f64_s (local.get %d))".formatted(i);
            case 2 -> "(local.get %d)".formatted(i);
            case 3 -> "(i64.trunc_sat_f32_s (local.get %d))".formatted(i);
            default -> "(i64.extend_i32_s (local.get %d))".formatted(i);
        };
    }

    @ParameterizedTest
    @MethodSource("ways")
    void hundredsOfParametersAndResultsKeepTheirPlaces(UnaryOperator<Config.Builder> way) {
        int count = 300;
        StringBuilder hash = new StringBuilder("(i64.const 17)");
        for (int i = 0; i < count; i++) {
            hash.insert(0, "(i64.add (i64.mul (i64.const 31) ")
                    .append(") ")
                    .append(asI64(i))
                    .append(")");
        }
        String makeArguments = IntStream.range(0, count)
                .mapToObj(i -> switch (i % 5) {
                    case 1 -> "(f64.convert_i32_s (i32.add (local.get 0) (i32.const %d)))".formatted(i);
                    case 2 -> "(i64.extend_i32_s (i32.mul (local.get 0) (i32.const %d)))".formatted(i);
                    case 3 -> "(f32.convert_i32_s (i32.const %d))".formatted(i);
                    default -> "(i32.xor (local.get 0) (i32.const %d))".formatted(i);
                })
                .reduce("", String::concat);
        String gets =
                IntStream.range(0, count).mapToObj(i -> "(local.get " + i + ")").reduce("", String::concat);
        String text = "(module (func $hash " + types(count, "param") + " (result i64) " + hash + ")"
                + "(func $pass " + types(count, "param") + types(count, "result") + gets + ")"
                + "(func $tail " + types(count, "param") + " (result i64) (return_call $hash " + gets + "))"
                + "(func (export \"f\") (param i32) (result i64) (i64.add"
                + " (call $tail " + makeArguments + ") (call $hash (call $pass " + makeArguments + "))))"
                + ")";
        check(way, text, ints(0, 1, -5, 1_000_000));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aFrameOfManyPagesKeepsWhatIsNeededAfterACall(UnaryOperator<Config.Builder> way) {
        int count = 700;
        StringBuilder text = new StringBuilder("(module (func $nothing) (func (export \"f\") (param i32) (result i64)");
        for (int i = 1; i <= count; i++) {
            text.append("(local i64)");
        }
        for (int i = 1; i <= count; i++) {
            text.append("(local.set %d (i64.mul (i64.extend_i32_s (local.get 0)) (i64.const %d)))".formatted(i, i * 3));
        }
        text.append("(call $nothing) (i64.const 0)");
        for (int i = 1; i <= count; i++) {
            text.append(" (local.get %d) i64.xor (i64.const 7) i64.rotl".formatted(i));
        }
        check(way, text + "))", ints(1, -1, 123456789));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void switchesGoWhereTheyShould(UnaryOperator<Config.Builder> way) {
        for (int cases : new int[] {0, 1, 2, 4, 5, 40}) {
            StringBuilder text = new StringBuilder("(module (func (export \"f\") (param i32) (result i32)\n");
            text.append("(block $d (result i32) ");
            for (int i = 0; i < cases; i++) {
                text.append("(block $c").append(i).append(" (result i32) ");
            }
            text.append("(i32.const 100) (br_table");
            for (int i = 0; i < cases; i++) {
                text.append(" $c").append(i % 7 == 3 ? 0 : i);
            }
            text.append(" $d (local.get 0))");
            for (int i = cases - 1; i >= 0; i--) {
                text.append(") (return (i32.add (i32.const %d)))".formatted(1000 + i));
            }
            text.append(")))");
            check(way, text.toString(), ints(0, 1, 2, 3, 4, 5, 6, 10, 39, 40, 41, -1, Integer.MIN_VALUE));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void functionsInTablesAreCalledIfTheyAreOfTheType(UnaryOperator<Config.Builder> way) {
        String text = """
            (module
              (rec (type $base (sub (func (param i32) (result i32)))))
              (rec (type $sub (sub $base (func (param i32) (result i32)))))
              (type $other (func (param i64) (result i32)))
              (table $t 8 funcref)
              (elem (table $t) (i32.const 0) func $a $b $c)
              (func $a (type $base) (i32.add (local.get 0) (i32.const 1)))
              (func $b (type $sub) (i32.mul (local.get 0) (i32.const 10)))
              (func $c (type $other) (i32.const 3))
              (func (export "f") (param i32 i32) (result i32) (local $i i32) (local $sum i32)
                (loop $again
                  (local.set $sum (i32.add (local.get $sum)
                    (if (result i32) (local.get 1)
                      (then (call_indirect $t (type $sub) (local.get $i) (local.get 0)))
                      (else (call_indirect $t (type $base) (local.get $i) (local.get 0))))))
                  (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3))))
                (local.get $sum)))\
            """;
        List<Object[]> calls = new ArrayList<>();
        for (int index : new int[] {0, 1, 2, 3, 7, 8, -1}) {
            for (int strict : new int[] {0, 1}) {
                calls.add(new Object[] {index, strict});
                calls.add(new Object[] {index, strict});
            }
        }
        check(way, text, calls);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void atomicUpdatesGiveWhatWasThere(UnaryOperator<Config.Builder> way) {
        List<Object[]> calls = new ArrayList<>();
        for (int address : new int[] {0, 1, 2, 4, 8, 65528, 65536, -8}) {
            for (long operand : new long[] {0, 1, -1, 0x80, 0x1234_5678_9ABC_DEF0L}) {
                calls.add(new Object[] {address, operand});
            }
        }
        for (String operation : List.of("add", "sub", "and", "or", "xor", "xchg", "cmpxchg")) {
            for (String width : List.of("", "8", "16", "32")) {
                String name = "i64.atomic.rmw" + width + "." + operation + (width.isEmpty() ? "" : "_u");
                String expected = operation.equals("cmpxchg") ? "(i64.const 0xf1f2f3f4f5f6f7f8)" : "";
                String update = "(" + name + " (local.get 0) " + expected + " (local.get 1))";
                String text = """
                    (module (memory 1 1 shared) (func (export "f") (param i32 i64) (result i64 i64)
                      (i64.store (i32.const 0) (i64.const 0xf1f2f3f4f5f6f7f8))
                      (i64.store (i32.const 8) (i64.const 0x0102030405060708))
                      %s
                      (drop %s)
                      (i64.load (i32.const 0))))\
                    """.formatted(update, update);
                check(way, text, calls);
            }
        }
    }
}
