package dev.terrace.backend.x86_64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.backend.x86_64.Compiled.Outcome;
import dev.terrace.backend.x86_64.Compiled.Way;
import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Edge;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiles each numeric instruction on its own, and compares what it computes with Java's results. */
class ScalarOpcodesTest {
    private static final InstanceLayout LAYOUT = Compiled.layout("(module)", true);
    private static final List<Type> ONE_I32 = List.of(Type.I32);

    @BeforeAll
    static void needsAnX86ProcessorAndLinux() {
        assumeTrue(new X86Backend().isSupported(), "not the processor or the system for it");
    }

    static Stream<Opcode> opcodes() {
        return Arrays.stream(Opcode.values())
                .filter(opcode -> opcode.imm() == Imm.NONE && opcode.hasSignature())
                .filter(opcode ->
                        !opcode.operands().isEmpty() && !opcode.results().isEmpty())
                .filter(opcode -> !(opcode.operands() + opcode.results()).contains("v"));
    }

    private static Value add(
            Function function, Block block, Op op, Type type, Opcode opcode, long immediate, Value... args) {
        Value value = function.newValue(op, type, opcode, args, immediate, 0, null, 7);
        value.block = block;
        block.values.add(value);
        return value;
    }

    private static void leave(Block block, Value... results) {
        block.end = Terminator.leave(Terminator.Kind.RETURN, results, 0, null, 9);
    }

    private static List<Type> types(String letters) {
        return letters.chars().mapToObj(letter -> Type.of((char) letter)).toList();
    }

    /** Makes a function of an instruction, some of whose operands are constants. */
    private static Function function(Opcode opcode, Long... constants) {
        List<Type> operands = types(opcode.operands());
        List<Type> results = types(opcode.results());
        Function function = new Function(opcode.text(), results);
        Block block = function.newBlock();
        Value[] args = new Value[operands.size()];
        for (int i = 0; i < args.length; i++) {
            args[i] = constants[i] == null
                    ? function.newParam(block, operands.get(i), 0)
                    : function.constant(operands.get(i), constants[i], 0);
        }
        Value value =
                add(function, block, Op.COMPUTE, results.size() == 1 ? results.getFirst() : null, opcode, 0, args);
        leave(block, results(function, block, value, results));
        return function;
    }

    private static Value[] results(Function function, Block block, Value value, List<Type> types) {
        if (types.size() == 1) {
            return new Value[] {value};
        }
        Value[] results = new Value[types.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = add(function, block, Op.RESULT, types.get(i), null, i, value);
        }
        return results;
    }

    private static void check(Opcode opcode, String how, Outcome actual, long... arguments) {
        Outcome expected = ScalarReference.compute(opcode, arguments);
        if (!ScalarReference.agree(opcode, expected, actual)) {
            fail("%s %s %s: %s, not %s".formatted(opcode.text(), hex(arguments), how, text(actual), text(expected)));
        }
    }

    private static String text(Outcome outcome) {
        return outcome.trap() == null ? hex(outcome.results()) : outcome.trap().toString();
    }

    private static String hex(long... bits) {
        return Arrays.stream(bits).mapToObj("0x%x"::formatted).toList().toString();
    }

    @ParameterizedTest
    @MethodSource("opcodes")
    void operandsInRegistersGiveTheResult(Opcode opcode) {
        Guest guest = new Guest();
        for (Way way : Compiled.WAYS) {
            Compiled compiled =
                    Compiled.of(function(opcode, new Long[opcode.operands().length()]), LAYOUT, way);
            for (long[] arguments : ScalarReference.tuples(opcode.operands())) {
                check(opcode, way.name(), compiled.call(guest, arguments), arguments);
            }
            compiled.close();
        }
    }

    @ParameterizedTest
    @MethodSource("opcodes")
    void constantOperandsGiveTheResult(Opcode opcode) {
        Guest guest = new Guest();
        int count = opcode.operands().length();
        for (Way way : Compiled.WAYS) {
            for (int place = 0; place < count; place++) {
                for (long constant : ScalarReference.few(opcode.operands().charAt(place))) {
                    Long[] constants = new Long[count];
                    constants[place] = constant;
                    Compiled compiled = Compiled.of(function(opcode, constants), LAYOUT, way);
                    for (long[] arguments : ScalarReference.tuples(opcode.operands())) {
                        if (arguments[place] == constant) {
                            check(
                                    opcode,
                                    way + ", constant " + place,
                                    compiled.call(guest, without(arguments, place)),
                                    arguments);
                        }
                    }
                    compiled.close();
                }
            }
        }
    }

    private static long[] without(long[] arguments, int place) {
        long[] others = new long[arguments.length - 1];
        for (int i = 0, next = 0; i < arguments.length; i++) {
            if (i != place) {
                others[next++] = arguments[i];
            }
        }
        return others;
    }

    @ParameterizedTest
    @MethodSource("opcodes")
    void anOperandThatIsNeededLaterKeepsItsValue(Opcode opcode) {
        Guest guest = new Guest();
        List<Type> operands = types(opcode.operands());
        List<Type> types = new ArrayList<>(types(opcode.results()));
        types.addAll(operands);
        for (Way way : Compiled.WAYS) {
            Function function = new Function(opcode.text(), types);
            Block block = function.newBlock();
            Value[] args = operands.stream()
                    .map(type -> function.newParam(block, type, 0))
                    .toArray(Value[]::new);
            int count = opcode.results().length();
            Value value = add(function, block, Op.COMPUTE, count == 1 ? types.getFirst() : null, opcode, 0, args);
            List<Value> results = new ArrayList<>(List.of(results(function, block, value, types.subList(0, count))));
            results.addAll(List.of(args));
            leave(block, results.toArray(Value[]::new));
            Compiled compiled = Compiled.of(function, LAYOUT, way);
            for (long[] arguments : ScalarReference.tuples(opcode.operands())) {
                Outcome outcome = compiled.call(guest, arguments);
                if (outcome.trap() == null) {
                    long[] bits = outcome.results();
                    assertEquals(hex(arguments), hex(Arrays.copyOfRange(bits, count, bits.length)), way.name());
                    outcome = new Outcome(null, Arrays.copyOf(bits, count));
                }
                check(opcode, way.name(), outcome, arguments);
            }
            compiled.close();
        }
    }

    static Stream<Opcode> comparisons() {
        return opcodes()
                .filter(opcode ->
                        opcode.results().equals("i") && opcode.name().matches(".*_(EQZ?|NE|[LG][TE](_[SU])?)"));
    }

    /** What a comparison may be followed by. */
    private enum User {
        BRANCH,
        BRANCH_NOT,
        SELECT_I32,
        SELECT_I64,
        SELECT_F64
    }

    private static Function conditional(Opcode opcode, User user) {
        List<Type> operands = types(opcode.operands());
        Function function = new Function(opcode.text(), ONE_I32);
        Block block = function.newBlock();
        Value[] args =
                operands.stream().map(type -> function.newParam(block, type, 0)).toArray(Value[]::new);
        Value condition = add(function, block, Op.COMPUTE, Type.I32, opcode, 0, args);
        Value one = function.constant(Type.I32, 1, 0);
        Value zero = function.constant(Type.I32, 0, 0);
        switch (user) {
            case SELECT_I32 -> leave(block, add(function, block, Op.SELECT, Type.I32, null, 0, condition, one, zero));
            case SELECT_I64 -> {
                Value wideOne = function.constant(Type.I64, 1, 0);
                Value wideZero = function.constant(Type.I64, 0, 0);
                Value chosen = add(function, block, Op.SELECT, Type.I64, null, 0, condition, wideOne, wideZero);
                leave(block, add(function, block, Op.COMPUTE, Type.I32, Opcode.I32_WRAP_I64, 0, chosen));
            }
            case SELECT_F64 -> {
                Value floatOne = function.constant(Type.F64, 1, 0);
                Value floatZero = function.constant(Type.F64, 0, 0);
                Value chosen = add(function, block, Op.SELECT, Type.F64, null, 0, condition, floatOne, floatZero);
                Value bits = add(function, block, Op.COMPUTE, Type.I64, Opcode.I64_REINTERPRET_F64, 0, chosen);
                leave(block, add(function, block, Op.COMPUTE, Type.I32, Opcode.I32_WRAP_I64, 0, bits));
            }
            case BRANCH, BRANCH_NOT -> {
                Value tested = user == User.BRANCH
                        ? condition
                        : add(function, block, Op.COMPUTE, Type.I32, Opcode.I32_EQZ, 0, condition);
                Block join = function.newBlock();
                leave(join, function.newParam(join, Type.I32, 0));
                Edge yes = new Edge(join, user == User.BRANCH ? one : zero);
                Edge no = new Edge(join, user == User.BRANCH ? zero : one);
                block.end = Terminator.branch(tested, yes, no, 8);
            }
        }
        return function;
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void branchesAndSelectionsFollowComparisons(Opcode opcode) {
        Guest guest = new Guest();
        for (Way way : Compiled.WAYS) {
            for (User user : User.values()) {
                Compiled compiled = Compiled.of(conditional(opcode, user), LAYOUT, way);
                for (long[] arguments : ScalarReference.tuples(opcode.operands())) {
                    check(opcode, way + " " + user, compiled.call(guest, arguments), arguments);
                }
                compiled.close();
            }
        }
    }
}
