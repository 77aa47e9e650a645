package dev.terrace.backend.x86_64;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.Trap;
import dev.terrace.backend.x86_64.Compiled.Outcome;
import dev.terrace.core.opcode.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What numeric instructions compute, by the interpreter, and operands for them. */
final class ScalarReference {
    private static final Engine ENGINE = Engine.create(Config.builder()
            .features(dev.terrace.core.Feature.ALL)
            .tiers(TierStrategy.INTERPRETER)
            .build());
    private static final Store STORE = new Store(ENGINE);
    private static final Map<Opcode, Func> FUNCTIONS = new HashMap<>();

    private ScalarReference() {}

    private static String integer(char type) {
        return type == 'i' || type == 'f' ? "i32" : "i64";
    }

    /** Makes a function that has integers for floating-point numbers, so that all of their bits arrive. */
    private static Func function(Opcode opcode) {
        StringBuilder text = new StringBuilder("(module (func (export \"f\")");
        opcode.operands()
                .chars()
                .forEach(type ->
                        text.append(" (param ").append(integer((char) type)).append(")"));
        opcode.results()
                .chars()
                .forEach(type ->
                        text.append(" (result ").append(integer((char) type)).append(")"));
        for (int i = 0; i < opcode.operands().length(); i++) {
            text.append(" local.get ").append(i);
            switch (opcode.operands().charAt(i)) {
                case 'f' -> text.append(" f32.reinterpret_i32");
                case 'd' -> text.append(" f64.reinterpret_i64");
                default -> {}
            }
        }
        text.append(' ').append(opcode.text());
        switch (opcode.results()) {
            case "f" -> text.append(" i32.reinterpret_f32");
            case "d" -> text.append(" i64.reinterpret_f64");
            default -> {}
        }
        Module module = Module.fromWat(ENGINE, text.append("))").toString());
        Instance instance = new Linker(ENGINE).instantiate(STORE, module);
        return instance.func("f");
    }

    /** Returns what an instruction computes. */
    static Outcome compute(Opcode opcode, long... arguments) {
        Func function = FUNCTIONS.computeIfAbsent(opcode, ScalarReference::function);
        Object[] operands = new Object[arguments.length];
        for (int i = 0; i < operands.length; i++) {
            boolean small = integer(opcode.operands().charAt(i)).equals("i32");
            operands[i] = small ? (Object) (int) arguments[i] : (Object) arguments[i];
        }
        try {
            long[] bits = Arrays.stream(function.call(operands))
                    .mapToLong(result -> result instanceof Integer small ? small & 0xFFFF_FFFFL : (Long) result)
                    .toArray();
            return new Outcome(null, bits);
        } catch (Trap trap) {
            return new Outcome(trap.kind());
        }
    }

    /** Returns whether outcomes are the same; of arithmetic, which NaN it is does not matter, as long as it is quiet. */
    static boolean agree(Opcode opcode, Outcome expected, Outcome actual) {
        if (expected.trap() != null || actual.trap() != null) {
            return expected.trap() == actual.trap();
        }
        boolean exact = switch (opcode) {
            case F32_ABS, F64_ABS, F32_NEG, F64_NEG, F32_COPYSIGN, F64_COPYSIGN -> true;
            case F32_REINTERPRET_I32, F64_REINTERPRET_I64 -> true;
            default -> false;
        };
        long quietNan = opcode.results().equals("f") ? 0x7FC0_0000L : 0x7FF8_0000_0000_0000L;
        boolean isFloat = opcode.results().equals("f") || opcode.results().equals("d");
        if (isFloat && !exact && (expected.results()[0] & quietNan) == quietNan) {
            return (actual.results()[0] & quietNan) == quietNan;
        }
        return Arrays.equals(expected.results(), actual.results());
    }

    /** Returns operands of a type at the edges of instructions: few, for what is done with each. */
    static List<Long> few(char type) {
        List<Long> values = new ArrayList<>();
        switch (type) {
            case 'i' -> {
                int[] ints = {0, 1, 2, 3, 5, 7, 10, 31, 32, 33, 63, 127, 128, 255, 256, 641, 65535, 65536, 1 << 30};
                for (int value : ints) {
                    values.add(value & 0xFFFF_FFFFL);
                    values.add(~value & 0xFFFF_FFFFL);
                    values.add(-value & 0xFFFF_FFFFL);
                }
                values.addAll(
                        List.of(0x7FFF_FFFEL, 0x8000_0000L, 0x7FFF_FFFFL, 0x8000_0001L, 0xAAAA_AAABL, 715827883L));
            }
            case 'l' -> {
                long[] longs = {0, 1, 2, 3, 5, 7, 9, 10, 31, 32, 63, 64, 65, 127, 128, 255, 65535, 1L << 31, 1L << 32};
                for (long value : longs) {
                    values.addAll(List.of(value, ~value, -value));
                }
                values.addAll(List.of(0xFFFF_FFFFL, 0x7FFF_FFFFL, 1L << 62, Long.MIN_VALUE, Long.MAX_VALUE));
                values.addAll(List.of(0x8000_0080_0000_0001L, 0x8000_0000_0000_0401L, 0x7FFF_FFFF_FFFF_FC01L));
            }
            case 'f' -> {
                float[] floats = {
                    0,
                    0.5f,
                    1,
                    1.5f,
                    2.5f,
                    0.99999994f,
                    0x1p31f,
                    0x1p32f,
                    0x1p63f,
                    0x1p64f,
                    0x1.fffffep30f,
                    0x1.fffffep31f,
                    0x1.fffffep62f,
                    0x1.fffffep63f,
                    0x1.000002p31f,
                    0x1.000002p63f,
                    8388609,
                    3,
                    Float.MIN_VALUE,
                    Float.MIN_NORMAL,
                    Float.MAX_VALUE,
                    Float.POSITIVE_INFINITY,
                    Float.NaN
                };
                for (float value : floats) {
                    values.add(Float.floatToRawIntBits(value) & 0xFFFF_FFFFL);
                    values.add((Float.floatToRawIntBits(value) ^ Integer.MIN_VALUE) & 0xFFFF_FFFFL);
                }
                values.addAll(List.of(0x7FA0_0001L, 0xFFC1_2345L));
            }
            case 'd' -> {
                double[] doubles = {
                    0,
                    0.5,
                    1,
                    1.5,
                    2.5,
                    0x1.fffffffffffffp-1,
                    0x1p31,
                    0x1p32,
                    0x1p63,
                    0x1p64,
                    2147483647.5,
                    2147483648.5,
                    2147483647.999,
                    2147483648.9,
                    2147483649.0,
                    4294967295.5,
                    4294967296.5,
                    0x1.fffffffffffffp62,
                    0x1.fffffffffffffp63,
                    0x1.0000000000001p63,
                    3,
                    4503599627370495.5,
                    Double.MIN_VALUE,
                    Double.MIN_NORMAL,
                    Double.MAX_VALUE,
                    Double.POSITIVE_INFINITY,
                    Double.NaN,
                    0x1.ffffffp127,
                    0x1p-149,
                    0x1.8p-150
                };
                for (double value : doubles) {
                    values.add(Double.doubleToRawLongBits(value));
                    values.add(Double.doubleToRawLongBits(value) ^ Long.MIN_VALUE);
                }
                values.addAll(List.of(0x7FF4_0000_0000_0001L, 0xFFF8_1234_5678_9ABCL));
            }
            default -> throw new IllegalArgumentException("no operands of type " + type);
        }
        return values.stream().distinct().toList();
    }

    /** Returns the operands to try: all pairs of few; of more operands, as many at random. */
    static List<long[]> tuples(String types) {
        List<long[]> tuples = new ArrayList<>();
        List<Long> first = few(types.charAt(0));
        if (types.length() == 1) {
            first.forEach(value -> tuples.add(new long[] {value}));
        } else if (types.length() == 2) {
            for (long a : first) {
                few(types.charAt(1)).forEach(b -> tuples.add(new long[] {a, b}));
            }
        } else {
            Random random = new Random(7);
            for (int i = 0; i < 4000; i++) {
                long[] tuple = new long[types.length()];
                Arrays.setAll(tuple, at -> first.get(random.nextInt(first.size())));
                tuples.add(tuple);
            }
        }
        return tuples;
    }
}
