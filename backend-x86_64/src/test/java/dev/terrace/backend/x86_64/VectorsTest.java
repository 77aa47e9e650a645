package dev.terrace.backend.x86_64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.backend.x86_64.VectorCases.Operands;
import dev.terrace.backend.x86_64.VectorCases.Vector;
import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.CpuFeatures;
import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.numeric.VectorForm;
import dev.terrace.runtime.numeric.VectorOps;
import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.Registers;
import dev.terrace.tier2.regalloc.RegisterAllocator;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every vector instruction as machine code, and compares with what the tiers in Java compute: with and without VEX
 * prefixes, and with registers allocated in several ways.
 */
class VectorsTest {
    /** How registers are allocated. */
    enum Style {
        SPILLED(SpillEverything::new),
        ALLOCATED(RegisterAllocator::allocate);

        private final BiFunction<MachineFunction, Registers, Allocation> allocator;

        Style(BiFunction<MachineFunction, Registers, Allocation> allocator) {
            this.allocator = allocator;
        }

        Compiled compile(Function function, CpuFeatures features) {
            return Compiled.of(function, LAYOUT, new Compiled.Way(features + " " + this, features, allocator));
        }
    }

    private static final List<String> PROCESSORS = List.of("+sse4.2", "-avx", "-avx2,-fma");
    private static final InstanceLayout LAYOUT = Compiled.layout("(module)", true);
    private static final Guest GUEST = new Guest();

    @BeforeAll
    static void needsAnX86ProcessorAndLinux() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "no x86-64 processor");
        assumeTrue(System.getProperty("os.name").equals("Linux"), "not Linux");
    }

    /** Changes to the features of this computer's processor, with all instructions that are computed or access memory. */
    static Stream<Arguments> instructions() {
        return PROCESSORS.stream()
                .flatMap(processor -> Arrays.stream(Opcode.values())
                        .filter(opcode -> opcode.prefix() == Opcode.PREFIX_SIMD)
                        .map(opcode -> Arguments.of(opcode.text(), processor)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("instructions")
    void anInstructionDoesWhatTheOtherTiersDo(String instruction, String processor) {
        Opcode opcode = Opcode.ofText(instruction);
        CpuFeatures features = CpuFeatures.host().with(processor);
        if (opcode.accessesMemory()) {
            new Accesses(opcode, features).run();
        } else if (isFused(opcode) && !features.has(CpuFeature.FMA)) {
            Instance compiled = new Instance(opcode, features, Style.SPILLED, 0, 0);
            assertThrows(CompilationRefusedException.class, compiled::compile);
        } else {
            for (Style style : Style.values()) {
                compute(opcode, features, style);
            }
        }
    }

    static Stream<Arguments> ways() {
        return PROCESSORS.stream()
                .flatMap(processor -> Arrays.stream(Style.values()).map(style -> Arguments.of(processor, style)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("ways")
    void aVectorIsSelectedByATestOfAnother(String processor, Style style) {
        for (Opcode opcode : Opcode.values()) {
            if (!opcode.text().endsWith("_true")) {
                continue;
            }
            Function function = new Function("select", List.of(Type.V128));
            Block block = function.newBlock();
            Value a = function.newParam(block, Type.V128, 0);
            Value b = function.newParam(block, Type.V128, 0);
            Value test = function.newValue(Op.COMPUTE, Type.I32, opcode, new Value[] {a}, 0, 0, null, 0);
            Value not = function.newValue(Op.COMPUTE, Type.I32, Opcode.I32_EQZ, new Value[] {test}, 0, 0, null, 0);
            Value select = function.newValue(Op.SELECT, Type.V128, null, new Value[] {not, a, b}, 0, 0, null, 0);
            for (Value value : new Value[] {test, not, select}) {
                value.block = block;
                block.values.add(value);
            }
            block.end = Terminator.leave(Terminator.Kind.RETURN, new Value[] {select}, 0, null, 0);
            CpuFeatures features = CpuFeatures.host().with(processor);
            try (Compiled compiled = style.compile(function, features)) {
                for (Operands operands : VectorCases.operands()) {
                    Vector result = call(compiled, operands.a(), operands.b());
                    boolean isTrue = VectorOps.test(
                                    opcode, operands.a().low(), operands.a().high())
                            != 0;
                    assertEquals(isTrue ? operands.b() : operands.a(), result, compiled::toString);
                }
            }
        }
    }

    private static boolean isFused(Opcode opcode) {
        return opcode.text().contains("madd");
    }

    // What is computed

    private static void compute(Opcode opcode, CpuFeatures features, Style style) {
        switch (opcode.imm()) {
            case V128 -> constants(features, style);
            case SHUFFLE -> shuffles(opcode, features, style);
            case LANE -> {
                int lanes = 2 * VectorOps.lanesPerHalf(opcode);
                for (int lane = 0; lane < lanes; lane++) {
                    new Instance(opcode, features, style, lane, 0).run();
                }
            }
            default -> new Instance(opcode, features, style, 0, 0).run();
        }
    }

    private static void constants(CpuFeatures features, Style style) {
        for (Vector vector : VectorCases.vectors()) {
            Function function = new Function("constant", List.of(Type.V128));
            Block block = function.newBlock();
            Value constant = function.constant(Type.V128, vector.low(), vector.high());
            block.end = Terminator.leave(Terminator.Kind.RETURN, new Value[] {constant}, 0, null, 0);
            try (Compiled compiled = style.compile(function, features)) {
                assertEquals(vector, call(compiled));
            }
        }
    }

    /** The orders that have instructions of their own, those that are nearly like them, and random ones. */
    private static void shuffles(Opcode opcode, CpuFeatures features, Style style) {
        List<int[]> orders = new ArrayList<>();
        for (int shift = 0; shift < 32; shift++) {
            int from = shift;
            orders.add(order(i -> i + from));
            orders.add(order(i -> from));
        }
        for (int width = 1; width <= 8; width *= 2) {
            int w = width;
            for (int from = 0; from <= 8; from += 8) {
                int f = from;
                orders.add(order(i -> i / w % 2 * 16 + f + i / w / 2 * w + i % w));
                orders.add(order(i -> (1 - i / w % 2) * 16 + f + i / w / 2 * w + i % w));
                orders.add(order(i -> f + i / w / 2 * w + i % w));
            }
            orders.add(order(i -> i / w % 2 * 16 + i));
            orders.add(order(i -> i ^ w));
        }
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 20; i++) {
            for (int width : new int[] {1, 2, 4, 8}) {
                for (int sources : new int[] {16, 32}) {
                    int[] lanes = random.ints(16 / width, 0, sources / width).toArray();
                    orders.add(order(j -> lanes[j / width] * width + j % width));
                }
            }
            int[] half = random.ints(4, 0, 4).toArray();
            orders.add(order(j -> j < 8 ? 2 * half[j / 2] + j % 2 : j));
            orders.add(order(j -> j < 8 ? j : 8 + 2 * half[j / 2 - 4] + j % 2));
            int mask = random.nextInt();
            orders.add(order(j -> j + (mask >> j & 1) * 16));
            orders.add(order(j -> j + (mask >> j / 4 & 1) * 16));
        }
        for (int[] order : orders) {
            long low = 0;
            long high = 0;
            for (int i = 7; i >= 0; i--) {
                low = low << 8 | order[i];
                high = high << 8 | order[i + 8];
            }
            new Instance(opcode, features, style, low, high).run();
        }
    }

    private static int[] order(IntUnaryOperator lane) {
        return IntStream.range(0, 16).map(lane).map(number -> number & 31).toArray();
    }

    /** An instruction with its immediates, compiled for certain features and in a certain style. */
    private record Instance(Opcode opcode, CpuFeatures features, Style style, long immediate, long immediate2) {
        /** How many different operands are tried as constants, each of which takes another compilation. */
        private static final int CONSTANTS = 12;

        private static final Operands ZERO = new Operands(new Vector(0, 0), new Vector(-1, -1), new Vector(0, 0), 0);

        /** Bytes that are all different. */
        private static final Operands DISTINCT = new Operands(
                new Vector(0x1716_1514_1312_1110L, 0x1F1E_1D1C_1B1A_1918L),
                new Vector(0x2726_2524_2322_2120L, 0x2F2E_2D2C_2B2A_2928L),
                new Vector(0x8786_8584_8382_8180L, 0x8F8E_8D8C_8B8A_8988L),
                0x2726_2524_2322_2120L);

        void run() {
            boolean isShuffle = opcode.imm() == Imm.SHUFFLE;
            List<Operands> all = isShuffle ? List.of(DISTINCT) : VectorCases.operands();
            try (Compiled compiled = compile()) {
                check(compiled, DISTINCT);
                all.forEach(operands -> check(compiled, operands));
            }
            for (int constant = 0; constant < opcode.operands().length(); constant++) {
                checkConstant(ZERO, constant, all);
                for (int i = 0; i < Math.min(CONSTANTS, all.size()); i++) {
                    Operands operands = all.get(i * 7919 % all.size());
                    checkConstant(operands, constant, List.of(operands));
                }
            }
            if (opcode.operands().equals("vv")) {
                try (Compiled compiled = compile(ZERO, -1, true)) {
                    all.forEach(it -> check(compiled, new Operands(it.b(), it.b(), it.b(), 0)));
                }
            }
        }

        /** Checks a function with a constant, and others in the place of what is not constant. */
        private void checkConstant(Operands constants, int constant, List<Operands> others) {
            try (Compiled compiled = compile(constants, constant, false)) {
                for (Operands other : others) {
                    Vector a = constant == 0 ? constants.a() : other.a();
                    Vector b = constant == 1 ? constants.b() : other.b();
                    Vector c = constant == 2 ? constants.c() : other.c();
                    boolean isInteger = opcode.operands().charAt(constant) != 'v';
                    check(compiled, new Operands(a, b, c, isInteger ? constants.integer() : other.integer()));
                }
            }
        }

        Compiled compile() {
            return compile(ZERO, -1, false);
        }

        /**
         * Compiles a function with the instruction in it.
         *
         * @param constants what the operand that is constant is
         * @param constant the number of that operand, or -1
         * @param same whether all operands are the first parameter
         */
        private Compiled compile(Operands constants, int constant, boolean same) {
            Type result = Type.of(opcode.results().charAt(0));
            Function function = new Function(opcode.text(), List.of(result));
            Block block = function.newBlock();
            Value[] args = new Value[opcode.operands().length()];
            for (int i = 0; i < args.length; i++) {
                Type type = Type.of(opcode.operands().charAt(i));
                Value param = function.newParam(block, type, 0);
                args[i] = same ? block.params.getFirst() : param;
                if (i == constant) {
                    Vector bits = operand(constants, i);
                    args[i] = function.constant(type, bits.low(), bits.high());
                }
            }
            Value value = function.newValue(Op.COMPUTE, result, opcode, args, immediate, immediate2, null, 0);
            value.block = block;
            block.values.add(value);
            block.end = Terminator.leave(Terminator.Kind.RETURN, new Value[] {value}, 0, null, 0);
            return style.compile(function, features);
        }

        /** Returns an operand: a vector, or a scalar in its low half. */
        private Vector operand(Operands operands, int number) {
            char type = opcode.operands().charAt(number);
            return switch (type) {
                case 'i' -> new Vector(operands.integer() & 0xFFFF_FFFFL, 0);
                case 'l' -> new Vector(operands.integer(), 0);
                case 'f' -> new Vector(operands.vector(number).low() & 0xFFFF_FFFFL, 0);
                case 'd' -> new Vector(operands.vector(number).low(), 0);
                default -> operands.vector(number);
            };
        }

        private void check(Compiled compiled, Operands operands) {
            long[] arguments = new long[2 * opcode.operands().length()];
            int used = 0;
            for (int i = 0; i < opcode.operands().length(); i++) {
                Vector operand = operand(operands, i);
                arguments[used++] = operand.low();
                if (opcode.operands().charAt(i) == 'v') {
                    arguments[used++] = operand.high();
                }
            }
            Vector expected = expected(operands);
            Vector actual = call(compiled, Arrays.copyOf(arguments, used));
            if (!actual.equals(expected) && !areEquivalent(operands, expected, actual)) {
                fail("%s %x %x of %s, %s is %s, not %s:%n%s"
                        .formatted(opcode.text(), immediate, immediate2, operands, style, actual, expected, compiled));
            }
        }

        private Vector expected(Operands operands) {
            long[] slots = new long[8];
            for (int i = 0; i < opcode.operands().length(); i++) {
                slots[2 * i] = operand(operands, i).low();
                slots[2 * i + 1] = operand(operands, i).high();
            }
            VectorForm form = VectorOps.form(opcode.code());
            switch (form) {
                case SHUFFLE -> VectorOps.shuffle(slots, 6, 0, 2, immediate, immediate2);
                case EXTRACT_LANE -> VectorOps.execute(opcode.code(), slots, 6, 0, (int) immediate, 0);
                case REPLACE_LANE -> VectorOps.execute(opcode.code(), slots, 6, 0, 2, (int) immediate);
                default -> VectorOps.execute(opcode.code(), slots, 6, 0, 2, 4);
            }
            return new Vector(slots[6], slots[7]);
        }

        /**
         * Returns whether results differ only in NaNs that arithmetic has made, whose signs and payloads the specification
         * leaves open (section 4.3.3): quiet, and canonical if all NaNs among the operands are.
         */
        private boolean areEquivalent(Operands operands, Vector expected, Vector actual) {
            int width = opcode.text().startsWith("f32x4") ? 32 : opcode.text().startsWith("f64x2") ? 64 : 0;
            boolean keepsBits = Stream.of("abs", ".neg", "pmin", "pmax", "lane", "splat", "convert")
                    .anyMatch(opcode.text()::contains);
            return width != 0
                    && !keepsBits
                    && areEquivalent(width, operands, expected.low(), actual.low())
                    && areEquivalent(width, operands, expected.high(), actual.high());
        }

        private boolean areEquivalent(int width, Operands operands, long expected, long actual) {
            if (width == 64) {
                return expected == actual
                        || Double.isNaN(Double.longBitsToDouble(expected))
                                && isAllowedNan(operands, actual & Long.MAX_VALUE, 0x7FF8L << 48, 64);
            }
            for (int shift = 0; shift < 64; shift += 32) {
                int expectedLane = (int) (expected >>> shift);
                int actualLane = (int) (actual >>> shift);
                if (expectedLane != actualLane
                        && !(Float.isNaN(Float.intBitsToFloat(expectedLane))
                                && isAllowedNan(operands, actualLane & Integer.MAX_VALUE, 0x7FC0_0000, 32))) {
                    return false;
                }
            }
            return true;
        }

        private boolean isAllowedNan(Operands operands, long bits, long canonical, int width) {
            boolean isQuiet = (bits & canonical) == canonical;
            return isQuiet && (bits == canonical || hasPayload(operands, width));
        }

        /** Returns whether an operand has a NaN that is not canonical. */
        private boolean hasPayload(Operands operands, int resultWidth) {
            boolean singles = opcode.text().contains("promote")
                    || resultWidth == 32 && !opcode.text().contains("demote");
            for (int i = 0; i < opcode.operands().length(); i++) {
                Vector operand = operand(operands, i);
                for (long half : new long[] {operand.low(), operand.high()}) {
                    if (singles ? isOdd((int) half) || isOdd((int) (half >>> 32)) : isOdd(half)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private static boolean isOdd(int bits) {
            return Float.isNaN(Float.intBitsToFloat(bits)) && (bits & Integer.MAX_VALUE) != 0x7FC0_0000;
        }

        private static boolean isOdd(long bits) {
            return Double.isNaN(Double.longBitsToDouble(bits)) && (bits & Long.MAX_VALUE) != 0x7FF8L << 48;
        }
    }

    private static Vector call(Compiled compiled, Vector... arguments) {
        return call(
                compiled,
                Arrays.stream(arguments)
                        .flatMapToLong(vector -> LongStream.of(vector.low(), vector.high()))
                        .toArray());
    }

    /** Calls a function, and returns its result: a vector, a scalar in the low half of one, or zero if there is none. */
    private static Vector call(Compiled compiled, long[] arguments) {
        Compiled.Outcome outcome = compiled.call(GUEST, arguments);
        assertNull(outcome.trap());
        long[] results = outcome.results();
        return new Vector(results.length > 0 ? results[0] : 0, results.length > 1 ? results[1] : 0);
    }

    // What is loaded and stored

    /** A load or store of every lane, at each place in a piece of memory. */
    private record Accesses(Opcode opcode, CpuFeatures features) {
        private static final int OFFSET = 3;
        private static final int MEMORY_BYTES = 64;

        void run() {
            int lanes = opcode.imm() == Imm.MEMARG_LANE ? 16 >> opcode.widthLog2() : 1;
            for (Style style : Style.values()) {
                for (int lane = 0; lane < lanes; lane++) {
                    try (Compiled compiled = compile(style, lane);
                            Arena arena = Arena.ofConfined()) {
                        MemorySegment memory = arena.allocate(MEMORY_BYTES);
                        for (int at = OFFSET; at <= MEMORY_BYTES - 16; at++) {
                            check(compiled, memory, at, lane);
                        }
                    }
                }
            }
        }

        private Compiled compile(Style style, int lane) {
            boolean isLoad = opcode.results().equals("v");
            Function function = new Function(opcode.text(), isLoad ? List.of(Type.V128) : List.of());
            Block block = function.newBlock();
            List<Value> args = new ArrayList<>();
            args.add(function.newParam(block, Type.I64, 0));
            args.add(function.newParam(block, Type.I32, 0));
            if (opcode.operands().endsWith("v")) {
                args.add(function.newParam(block, Type.V128, 0));
            }
            Op op = isLoad ? Op.LOAD : Op.STORE;
            Type type = isLoad ? Type.V128 : null;
            Value value = function.newValue(op, type, opcode, args.toArray(Value[]::new), OFFSET, lane, null, 0);
            value.block = block;
            block.values.add(value);
            Value[] results = isLoad ? new Value[] {value} : new Value[0];
            block.end = Terminator.leave(Terminator.Kind.RETURN, results, 0, null, 0);
            return style.compile(function, features);
        }

        private void check(Compiled compiled, MemorySegment memory, int at, int lane) {
            byte[] before = new byte[MEMORY_BYTES];
            new Random(at).nextBytes(before);
            memory.copyFrom(MemorySegment.ofArray(before));
            Vector operand = new Vector(0x8716_F514_1382_1110L, 0x9F1E_1D1C_7BEA_1998L);
            long[] arguments = {memory.address(), at - OFFSET, operand.low(), operand.high()};
            int used = opcode.operands().endsWith("v") ? 4 : 2;
            Vector result = call(compiled, Arrays.copyOf(arguments, used));
            byte[] after = memory.toArray(ValueLayout.JAVA_BYTE);
            ByteBuffer expected = ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN);
            int width = 1 << opcode.widthLog2();
            byte[] bytes = ByteBuffer.allocate(16)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(operand.low())
                    .putLong(operand.high())
                    .array();
            if (opcode.results().isEmpty()) {
                System.arraycopy(bytes, lane * width, before, at, width);
            } else {
                assertEquals(loaded(expected, at, lane, width, bytes), result, compiled::toString);
            }
            assertArrayEquals(before, after, compiled::toString);
        }

        private Vector loaded(ByteBuffer memory, int at, int lane, int width, byte[] operand) {
            ByteBuffer result = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            String text = opcode.text();
            if (opcode.imm() == Imm.MEMARG_LANE) {
                result.put(0, operand).put(lane * width, memory, at, width);
            } else if (text.endsWith("splat")) {
                for (int i = 0; i < 16; i += width) {
                    result.put(i, memory, at, width);
                }
            } else if (text.endsWith("_s") || text.endsWith("_u")) {
                boolean signed = text.endsWith("_s");
                switch (text.substring("v128.load".length(), text.length() - 2)) {
                    case "8x8" -> {
                        for (int i = 0; i < 8; i++) {
                            byte from = memory.get(at + i);
                            result.putShort(2 * i, (short) (signed ? from : from & 0xFF));
                        }
                    }
                    case "16x4" -> {
                        for (int i = 0; i < 4; i++) {
                            short from = memory.getShort(at + 2 * i);
                            result.putInt(4 * i, signed ? from : from & 0xFFFF);
                        }
                    }
                    case "32x2" -> {
                        for (int i = 0; i < 2; i++) {
                            int from = memory.getInt(at + 4 * i);
                            result.putLong(8 * i, signed ? from : from & 0xFFFF_FFFFL);
                        }
                    }
                    default -> fail("unknown load " + text);
                }
            } else {
                result.put(0, memory, at, width);
            }
            return new Vector(result.getLong(0), result.getLong(8));
        }
    }
}
