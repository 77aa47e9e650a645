package dev.terrace.tests.random;

import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Generates the body of a function, from the types of what is wanted down to instructions. */
final class FunctionGenerator {
    private static final int MAX_BLOCKS = 4;
    private static final int MAX_LOOPS = 2;

    /** The lanes of the higher half of a vector of bytes. */
    private static final long HIGH_HALF = 0x0f0e0d0c0b0a0908L;

    /** A block that may be left, or a loop that may be repeated: the label's number, and the kinds a branch takes along. */
    private record Label(int number, List<Kind> kinds, boolean loop) {}

    private final SplittableRandom random;
    private final ModulePlan plan;
    private final MemoryGenerator memory;
    private final FuncType type;
    private final boolean usesFuel;
    private final List<Kind> locals = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();

    /** The locals that count loops, and are written by nothing else: index in the function. */
    private final List<Integer> counters = new ArrayList<>();

    private int nextLabel = FunctionEncoder.FUNCTION_LABEL + 1;
    private int blocks;
    private int loops;

    /** How many more nodes there may be; without any left only the simplest are made. */
    private int budget;

    FunctionGenerator(SplittableRandom random, ModulePlan plan, int function, int budget) {
        this.random = random;
        this.plan = plan;
        this.type = plan.functions().get(function);
        this.usesFuel = plan.usesFuel().get(function);
        this.budget = budget;
        this.memory = new MemoryGenerator(random, plan, this);
    }

    Program.Function generate() {
        type.params().forEach(param -> locals.add(Kind.of(param)));
        int parameters = locals.size();
        // Sometimes many more than there are registers.
        int more = random.nextInt(4) == 0 ? random.nextInt(12, 40) : random.nextInt(1, 10);
        for (int i = 0; i < more; i++) {
            locals.add(kind(Kind.ALL));
        }
        for (int i = 0; i < MAX_LOOPS; i++) {
            counters.add(locals.size());
            locals.add(null);
        }
        List<Kind> results = kinds(type.results());
        labels.add(new Label(FunctionEncoder.FUNCTION_LABEL, results, false));
        List<Node> body = new ArrayList<>();
        if (more >= 10) {
            // All of them live from here on.
            for (int i = parameters; i < counters.getFirst(); i++) {
                body.add(set(i, expression(locals.get(i), 2)));
            }
        }
        while (budget > 0) {
            statement(body);
        }
        if (!oneIn(6)) {
            body.add(observeLocals());
        }
        for (Kind result : results) {
            body.add(expression(result, 3));
        }
        List<ValType> types = locals.subList(parameters, locals.size()).stream()
                .map(kind -> kind == null ? Kind.I32.type() : kind.type())
                .toList();
        return new Program.Function(type, types, usesFuel, List.copyOf(body));
    }

    /** Returns code that makes what is in the locals a part of what can be seen from outside. */
    private Node observeLocals() {
        Node hash = plain(Opcode.GLOBAL_GET, List.of(), Kind.I64, ProgramEncoder.HASH_GLOBAL);
        for (int i = 0; i < counters.getFirst(); i++) {
            Kind kind = locals.get(i);
            Node multiplier = plain(Opcode.I64_CONST, List.of(), Kind.I64, 31);
            Node product = plain(Opcode.I64_MUL, List.of(hash, multiplier), Kind.I64);
            Node value = get(i);
            Node bits = bits(kind.plain(), kind.isLoose() ? new Node.Canonical(kind, value) : value);
            hash = plain(Opcode.I64_ADD, List.of(product, bits), Kind.I64);
        }
        return plain(Opcode.GLOBAL_SET, List.of(hash), List.of(), ProgramEncoder.HASH_GLOBAL);
    }

    private static Node bits(Kind kind, Node value) {
        return switch (kind) {
            case I32 -> plain(Opcode.I64_EXTEND_I32_S, List.of(value), Kind.I64);
            case I64 -> value;
            case F32 -> bits(Kind.I32, plain(Opcode.I32_REINTERPRET_F32, List.of(value), Kind.I32));
            case F64 -> plain(Opcode.I64_REINTERPRET_F64, List.of(value), Kind.I64);
            case V128 -> {
                // Each half needs the value; the higher half is shuffled to where the lower one was.
                Node high = plain(Opcode.I8X16_SHUFFLE, List.of(value, value), Kind.V128, HIGH_HALF, HIGH_HALF);
                Node both = plain(Opcode.I64X2_ADD, List.of(value, high), Kind.V128);
                yield plain(Opcode.I64X2_EXTRACT_LANE, List.of(both), Kind.I64, 0);
            }
            default -> bits(Kind.I32, plain(Opcode.REF_IS_NULL, List.of(value), Kind.I32));
        };
    }

    // Helpers

    static Node plain(Opcode op, List<Node> operands, List<ValType> results, long... immediates) {
        return new Node.Plain(op, List.copyOf(operands), results, immediates);
    }

    static Node plain(Opcode op, List<Node> operands, Kind result, long... immediates) {
        return plain(op, operands, List.of(result.type()), immediates);
    }

    private static List<Kind> kinds(List<ValType> types) {
        return types.stream().map(Kind::of).toList();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** Returns one of some kinds, rarely a reference. */
    private Kind kind(List<Kind> kinds) {
        while (true) {
            Kind kind = pick(kinds);
            if (!kind.isRef() || plan.references() && oneIn(2)) {
                return kind;
            }
        }
    }

    private Node get(int local) {
        return plain(Opcode.LOCAL_GET, List.of(), locals.get(local), local);
    }

    private static Node set(int local, Node value) {
        return plain(Opcode.LOCAL_SET, List.of(value), List.of(), local);
    }

    /** Returns the locals that may be read where a kind is wanted. */
    private List<Integer> readable(Kind kind) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < locals.size(); i++) {
            if (locals.get(i) == kind || kind.isLoose() && locals.get(i) == kind.plain()) {
                found.add(i);
            }
        }
        return found;
    }

    /** Returns the locals that a value of a kind may be written to. */
    private List<Integer> writable(Kind kind) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < counters.getFirst(); i++) {
            if (locals.get(i) == kind || locals.get(i).plain() == kind) {
                found.add(i);
            }
        }
        return found;
    }

    private Node constant(Kind kind) {
        return constant(random, kind);
    }

    /** Returns a random constant: for references null. */
    static Node constant(SplittableRandom random, Kind kind) {
        return switch (kind.plain()) {
            case I32 -> plain(Opcode.I32_CONST, List.of(), kind, EdgeValues.i32(random));
            case I64 -> plain(Opcode.I64_CONST, List.of(), kind, EdgeValues.i64(random));
            case F32 -> plain(Opcode.F32_CONST, List.of(), kind, EdgeValues.f32(random));
            case F64 -> plain(Opcode.F64_CONST, List.of(), kind, EdgeValues.f64(random));
            case V128 -> plain(Opcode.V128_CONST, List.of(), kind, EdgeValues.v128(random), EdgeValues.v128(random));
            default -> FunctionEncoder.zero(kind.type());
        };
    }

    private List<Node> expressions(List<Kind> kinds, int depth) {
        List<Node> values = new ArrayList<>();
        for (Kind kind : kinds) {
            values.add(expression(kind, depth));
        }
        return values;
    }

    // Expressions

    /** Returns code that leaves one value. */
    Node expression(Kind kind, int depth) {
        if (depth <= 0 || budget <= 0 || oneIn(5)) {
            return leaf(kind);
        }
        budget--;
        int choice = random.nextInt(100);
        if (kind.isRef()) {
            return choice < 60 ? leaf(kind) : choice < 80 ? select(kind, depth) : tableGet(kind, depth);
        }
        if (choice < 50) {
            return computation(kind, depth);
        }
        if (choice < 53) {
            return spine(kind, random.nextInt(3, 24));
        }
        if (choice < 60) {
            return select(kind, depth);
        }
        if (choice < 65) {
            return tee(kind, depth);
        }
        if (kind.isLoose()) {
            return choice < 80 ? computation(kind, depth) : expression(kind.plain(), depth);
        }
        if (choice < 75) {
            return memory.load(kind, depth);
        }
        if (choice < 82) {
            return blockExpression(kind, depth);
        }
        if (choice < 92 && usesFuel) {
            return callExpression(kind, depth);
        }
        return kind == Kind.I32 ? integerOther(depth) : computation(kind, depth);
    }

    private Node leaf(Kind kind) {
        int choice = random.nextInt(10);
        if (choice < 6) {
            List<Integer> found = readable(kind);
            if (!found.isEmpty()) {
                return get(pick(found));
            }
        }
        if (choice < 7) {
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < plan.globals().size(); i++) {
                if (plan.globals().get(i) == kind.plain()) {
                    found.add(i);
                }
            }
            if (!found.isEmpty()) {
                return plain(Opcode.GLOBAL_GET, List.of(), kind, ProgramEncoder.FIRST_GLOBAL + pick(found));
            }
        }
        if (kind == Kind.FUNCREF && choice < 9) {
            int function = random.nextInt(plan.functions().size());
            return plain(Opcode.REF_FUNC, List.of(), kind, ModulePlan.functionIndex(function));
        }
        return constant(kind);
    }

    private Node computation(Kind kind, int depth) {
        List<NumericOperation> operations = NumericOperation.giving(kind);
        if (kind == Kind.I64 && oneIn(12)) {
            // The low half of two.
            return plain(Opcode.DROP, List.of(wide(depth)), kind);
        }
        if ((kind == Kind.F32 || kind == Kind.F64) && !oneIn(3)) {
            Kind loose = kind == Kind.F32 ? Kind.LOOSE_F32 : Kind.LOOSE_F64;
            return new Node.Canonical(loose, expression(loose, depth));
        }
        if (kind == Kind.V128 && oneIn(4)) {
            Kind loose = oneIn(2) ? Kind.LOOSE_F32X4 : Kind.LOOSE_F64X2;
            return new Node.Canonical(loose, expression(loose, depth));
        }
        return operation(pick(operations), depth);
    }

    private Node wide(int depth) {
        NumericOperation operation = pick(NumericOperation.WIDE);
        return plain(operation.op(), expressions(operation.operands(), depth - 1), Kind.types(operation.results()));
    }

    private Node operation(NumericOperation operation, int depth) {
        List<Node> operands = new ArrayList<>(expressions(operation.operands(), depth - 1));
        if (operation.isDivision() && !oneIn(12)) {
            boolean narrow = operation.operands().getFirst() == Kind.I32;
            Kind kind = operation.operands().getFirst();
            Node one = plain(narrow ? Opcode.I32_CONST : Opcode.I64_CONST, List.of(), kind, oneIn(2) ? 1 : 5);
            Node divisor = oneIn(3) ? nonZero(kind) : operands.get(1);
            operands.set(1, plain(narrow ? Opcode.I32_OR : Opcode.I64_OR, List.of(divisor, one), kind));
            if (oneIn(3)) {
                operands.set(1, nonZero(kind));
            }
        }
        if (operation.isTrappingConversion() && !oneIn(12)) {
            Kind kind = operation.operands().getFirst();
            Node mask = plain(Opcode.I32_CONST, List.of(), Kind.I32, 0x7fff);
            Node small = plain(Opcode.I32_AND, List.of(expression(Kind.I32, depth - 2), mask), Kind.I32);
            Opcode convert =
                    kind.plain() == Kind.LOOSE_F32.plain() ? Opcode.F32_CONVERT_I32_S : Opcode.F64_CONVERT_I32_S;
            operands.set(0, plain(convert, List.of(small), kind));
        }
        Kind result = operation.results().getFirst();
        Opcode op = operation.op();
        if (op.imm() == Imm.LANE) {
            return plain(op, operands, result, random.nextInt(NumericOperation.lanes(op)));
        }
        if (op.imm() == Imm.SHUFFLE) {
            return plain(op, operands, result, shuffle(), shuffle());
        }
        return plain(op, operands, result);
    }

    /** Returns a constant that is not zero: divisions by constants are compiled in ways of their own. */
    private Node nonZero(Kind kind) {
        while (true) {
            Node.Plain constant = (Node.Plain) constant(kind);
            if (constant.immediates()[0] != 0) {
                return constant;
            }
        }
    }

    /** Returns eight lanes: any, or those of a shuffle that machines have an instruction for. */
    private long shuffle() {
        long lanes = 0;
        int first = random.nextInt(32);
        int step = random.nextInt(3);
        boolean any = random.nextBoolean();
        for (int i = 0; i < 8; i++) {
            lanes |= (long) (any ? random.nextInt(32) : first + i * step & 31) << 8 * i;
        }
        return lanes;
    }

    /** Returns a computation with many values alive at the same time: operands wait for the whole rest. */
    private Node spine(Kind kind, int length) {
        List<NumericOperation> operations = NumericOperation.giving(kind).stream()
                .filter(operation -> !operation.isDivision() && operation.op().imm() == Imm.NONE)
                .filter(operation -> Collections.frequency(operation.operands(), kind) == 2)
                .toList();
        if (operations.isEmpty()) {
            return computation(kind, 2);
        }
        Node result = expression(kind, 3);
        for (int i = 0; i < length; i++) {
            NumericOperation operation = pick(operations);
            List<Node> operands = new ArrayList<>(expressions(operation.operands(), 1));
            operands.set(operation.operands().lastIndexOf(kind), result);
            result = plain(operation.op(), operands, kind);
            budget--;
        }
        return result;
    }

    private Node select(Kind kind, int depth) {
        List<Node> operands =
                List.of(expression(kind, depth - 1), expression(kind, depth - 1), expression(Kind.I32, depth - 1));
        return plain(kind.isRef() || oneIn(8) ? Opcode.SELECT_T : Opcode.SELECT, operands, kind);
    }

    private Node tee(Kind kind, int depth) {
        List<Integer> found = new ArrayList<>(readable(kind));
        found.removeIf(local -> locals.get(local) != kind);
        return found.isEmpty()
                ? leaf(kind)
                : plain(Opcode.LOCAL_TEE, List.of(expression(kind, depth - 1)), kind, pick(found));
    }

    private Node tableGet(Kind kind, int depth) {
        return plain(Opcode.TABLE_GET, List.of(tableIndex(depth)), kind, kind == Kind.FUNCREF ? 0 : 1);
    }

    /** Returns an index that is almost always in a table. */
    private Node tableIndex(int depth) {
        if (oneIn(40)) {
            return expression(Kind.I32, depth - 1);
        }
        int size = plan.elements().size();
        if (oneIn(2)) {
            return plain(Opcode.I32_CONST, List.of(), Kind.I32, random.nextInt(size));
        }
        Node mask = plain(Opcode.I32_CONST, List.of(), Kind.I32, Integer.highestOneBit(size) - 1);
        return plain(Opcode.I32_AND, List.of(expression(Kind.I32, depth - 1), mask), Kind.I32);
    }

    private Node integerOther(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> plain(Opcode.REF_IS_NULL, List.of(expression(reference(), depth - 1)), Kind.I32);
            case 1 -> plain(Opcode.TABLE_SIZE, List.of(), Kind.I32, random.nextInt(2));
            case 2 -> {
                Kind kind = reference();
                Node count = plain(Opcode.I32_CONST, List.of(), Kind.I32, random.nextInt(3));
                yield plain(
                        Opcode.TABLE_GROW,
                        List.of(expression(kind, depth - 1), count),
                        Kind.I32,
                        kind == Kind.FUNCREF ? 0 : 1);
            }
            default -> computation(Kind.I32, depth);
        };
    }

    private Kind reference() {
        return oneIn(2) ? Kind.FUNCREF : Kind.EXTERNREF;
    }

    private Node blockExpression(Kind kind, int depth) {
        if (blocks >= MAX_BLOCKS) {
            return computation(kind, depth);
        }
        if (oneIn(2)) {
            Node condition = expression(Kind.I32, depth - 1);
            return block(Opcode.IF, List.of(), List.of(condition), List.of(kind), depth - 1);
        }
        List<Kind> params = oneIn(3) ? List.of(kind(Kind.PLAIN)) : List.of();
        return block(Opcode.BLOCK, params, expressions(params, depth - 1), List.of(kind), depth - 1);
    }

    /** Returns a block or an {@code if}. */
    private Node block(Opcode op, List<Kind> params, List<Node> operands, List<Kind> results, int depth) {
        Label label = new Label(nextLabel++, results, false);
        FuncType blockType = new FuncType(Kind.types(params), Kind.types(results));
        boolean otherwise = op == Opcode.IF && (oneIn(2) || !params.equals(results));
        List<Node> body = inside(label, params, results, depth);
        List<Node> rest = otherwise ? inside(label, params, results, depth) : List.of();
        if (otherwise && rest.isEmpty()) {
            rest = List.of(plain(Opcode.NOP, List.of(), List.of()));
        }
        return new Node.Block(op, label.number, blockType, operands, body, rest, List.of());
    }

    private List<Node> inside(Label label, List<Kind> params, List<Kind> results, int depth) {
        labels.add(label);
        blocks++;
        List<Node> body = new ArrayList<>();
        takeFromStack(body, params);
        int statements = random.nextInt(4);
        for (int i = 0; i < statements && budget > 0; i++) {
            statement(body);
        }
        if (oneIn(6)) {
            leave(body, depth);
        }
        body.addAll(expressions(results, depth));
        blocks--;
        labels.removeLast();
        return List.copyOf(body);
    }

    /** Appends code that takes values off the stack, the last first. */
    private void takeFromStack(List<Node> body, List<Kind> kinds) {
        for (Kind kind : kinds.reversed()) {
            Node value = new Node.Pop(kind.type());
            if ((kind == Kind.I32 || kind == Kind.I64) && oneIn(2)) {
                Opcode op = kind == Kind.I32 ? Opcode.I32_ADD : Opcode.I64_XOR;
                value = plain(op, List.of(value, expression(kind, 1)), kind);
            }
            List<Integer> found = writable(kind);
            body.add(
                    found.isEmpty() || oneIn(12)
                            ? plain(Opcode.DROP, List.of(value), List.of())
                            : set(pick(found), value));
        }
    }

    // Calls

    private Node callExpression(Kind kind, int depth) {
        List<Node> found = new ArrayList<>();
        for (int attempt = 0; attempt < 4 && found.isEmpty(); attempt++) {
            Node call = call(depth);
            if (call.results().equals(List.of(kind.type()))) {
                found.add(call);
            }
        }
        return found.isEmpty() ? computation(kind, depth) : found.getFirst();
    }

    /** Returns a call of a random function, in one of the ways there are. */
    private Node call(int depth) {
        int choice = random.nextInt(10);
        if (!usesFuel || choice < 3) {
            HostFunction host = hostFunction();
            return plain(Opcode.CALL, arguments(host.type(), depth), host.type().results(), host.ordinal());
        }
        int function = random.nextInt(plan.functions().size());
        FuncType callee = plan.functions().get(function);
        if (choice < 6) {
            return plain(Opcode.CALL, arguments(callee, depth), callee.results(), ModulePlan.functionIndex(function));
        }
        return indirect(choice < 9 ? Opcode.CALL_INDIRECT : Opcode.CALL_REF, pick(plan.types()), depth);
    }

    private HostFunction hostFunction() {
        while (true) {
            HostFunction host = HostFunction.values()[random.nextInt(HostFunction.values().length)];
            if (!host.callsBack() || usesFuel) {
                return host;
            }
        }
    }

    private List<Node> arguments(FuncType callee, int depth) {
        return expressions(kinds(callee.params()), depth - 1);
    }

    /** Returns a call through the table or a typed reference. */
    private Node indirect(Opcode op, FuncType callee, int depth) {
        List<Node> operands = new ArrayList<>(arguments(callee, depth));
        int typeIndex = plan.types().indexOf(callee);
        List<ValType> results = isTail(op) ? List.of() : callee.results();
        if (op == Opcode.CALL_REF || op == Opcode.RETURN_CALL_REF) {
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < plan.functions().size(); i++) {
                if (plan.functions().get(i).equals(callee)) {
                    found.add(i);
                }
            }
            operands.add(
                    found.isEmpty() || oneIn(30)
                            ? plain(Opcode.REF_NULL, List.of(), Kind.FUNCREF, typeIndex)
                            : plain(Opcode.REF_FUNC, List.of(), Kind.FUNCREF, ModulePlan.functionIndex(pick(found))));
            return plain(op, operands, results, typeIndex);
        }
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < plan.elements().size(); i++) {
            int element = plan.elements().get(i);
            if (element >= 0 && plan.functions().get(element).equals(callee)) {
                found.add(i);
            }
        }
        operands.add(
                found.isEmpty() || oneIn(15)
                        ? tableIndex(depth)
                        : plain(Opcode.I32_CONST, List.of(), Kind.I32, pick(found)));
        return plain(op, operands, results, typeIndex, 0);
    }

    private static boolean isTail(Opcode op) {
        return op == Opcode.RETURN_CALL_INDIRECT || op == Opcode.RETURN_CALL_REF;
    }

    // Statements

    /** Appends code that leaves nothing. */
    private void statement(List<Node> body) {
        budget--;
        int depth = random.nextInt(1, 6);
        int choice = random.nextInt(100);
        if (choice < 34) {
            assignment(body, depth);
        } else if (choice < 48) {
            body.add(memory.store(depth));
        } else if (choice < 54) {
            globalSet(body, depth);
        } else if (choice < 64) {
            results(body, call(depth));
        } else if (choice < 68) {
            body.add(memory.bulk(depth));
        } else if (choice < 70) {
            body.add(table(depth));
        } else if (choice < 73) {
            results(body, wide(depth));
        } else if (choice < 74) {
            body.add(plain(Opcode.DROP, List.of(expression(kind(Kind.PLAIN), depth)), List.of()));
        } else if (choice < 79) {
            conditionalBranch(body, depth);
        } else if (choice < 81) {
            // Leaves the function or a block, if a condition holds.
            Label label = new Label(nextLabel++, List.of(), false);
            labels.add(label);
            List<Node> then = new ArrayList<>();
            leave(then, depth);
            labels.removeLast();
            Node condition = expression(Kind.I32, 2);
            FuncType empty = new FuncType(List.of(), List.of());
            body.add(new Node.Block(Opcode.IF, label.number, empty, List.of(condition), then, List.of(), List.of()));
        } else if (blocks >= MAX_BLOCKS) {
            assignment(body, depth);
        } else if (choice < 90) {
            blockStatement(body, depth);
        } else if (choice < 93 && plan.exceptions()) {
            handler(body, depth);
        } else {
            loop(body, depth);
        }
    }

    private void assignment(List<Node> body, int depth) {
        int local = random.nextInt(counters.getFirst());
        Kind kind = locals.get(local);
        body.add(set(local, expression(kind, depth)));
    }

    private void globalSet(List<Node> body, int depth) {
        int global = random.nextInt(plan.globals().size());
        Node value = expression(plan.globals().get(global), depth);
        body.add(plain(Opcode.GLOBAL_SET, List.of(value), List.of(), ProgramEncoder.FIRST_GLOBAL + global));
    }

    /** Appends code and what takes its results off the stack. */
    private void results(List<Node> body, Node code) {
        body.add(code);
        takeFromStack(body, kinds(code.results()));
    }

    private Node table(int depth) {
        Kind kind = reference();
        int table = kind == Kind.FUNCREF ? 0 : 1;
        Node count = plain(Opcode.I32_CONST, List.of(), Kind.I32, oneIn(20) ? 50 : random.nextInt(3));
        return switch (random.nextInt(6)) {
            case 0, 1 ->
                plain(Opcode.TABLE_SET, List.of(tableIndex(depth), expression(kind, depth - 1)), List.of(), table);
            case 2 ->
                plain(
                        Opcode.TABLE_FILL,
                        List.of(tableIndex(depth), expression(kind, depth - 1), count),
                        List.of(),
                        table);
            case 3 ->
                plain(Opcode.TABLE_COPY, List.of(tableIndex(depth), tableIndex(depth), count), List.of(), table, table);
            case 4 -> plain(Opcode.TABLE_INIT, List.of(tableIndex(depth), tableIndex(depth), count), List.of(), 1, 0);
            default ->
                oneIn(10) ? plain(Opcode.ELEM_DROP, List.of(), List.of(), 1) : plain(Opcode.NOP, List.of(), List.of());
        };
    }

    /** Appends a {@code br_if} or {@code br_table} out of some block, or back to a loop. */
    private void conditionalBranch(List<Node> body, int depth) {
        Label label = pick(labels);
        Node condition = expression(Kind.I32, depth - 1);
        if (label.loop) {
            results(body, new Node.BackEdge(label.number, expressions(label.kinds, depth - 1), condition));
            return;
        }
        List<Node> operands = new ArrayList<>(expressions(label.kinds, depth - 1));
        operands.add(condition);
        results(body, plain(Opcode.BR_IF, operands, Kind.types(label.kinds), label.number));
    }

    /** Appends code after which nothing is reached. */
    private void leave(List<Node> body, int depth) {
        int choice = random.nextInt(20);
        if (choice < 7) {
            Label label = pick(labels);
            if (!label.loop) {
                body.add(plain(Opcode.BR, expressions(label.kinds, depth - 1), List.of(), label.number));
            }
        } else if (choice < 12) {
            branchTable(body, depth);
        } else if (choice < 15) {
            List<Node> values = expressions(kinds(type.results()), depth - 1);
            body.add(plain(Opcode.RETURN, values, List.of()));
        } else if (choice < 18 && usesFuel) {
            tailCall(body, depth);
        } else if (choice < 19 && plan.exceptions()) {
            body.add(plain(Opcode.THROW, expressions(List.of(Kind.I32, Kind.I64), depth - 1), List.of(), 0));
        } else if (choice == 19 && oneIn(3)) {
            body.add(plain(Opcode.UNREACHABLE, List.of(), List.of()));
        }
    }

    private void branchTable(List<Node> body, int depth) {
        Label like = pick(labels);
        if (like.loop) {
            return;
        }
        List<Label> same = labels.stream()
                .filter(label -> !label.loop && label.kinds.equals(like.kinds))
                .toList();
        long[] targets = new long[oneIn(6) ? random.nextInt(10, 40) : random.nextInt(1, 6)];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = pick(same).number;
        }
        List<Node> operands = new ArrayList<>(expressions(like.kinds, depth - 1));
        Node index = expression(Kind.I32, depth - 1);
        if (oneIn(2)) {
            Node mask = plain(Opcode.I32_CONST, List.of(), Kind.I32, 7);
            index = plain(Opcode.I32_AND, List.of(index, mask), Kind.I32);
        }
        operands.add(index);
        body.add(plain(Opcode.BR_TABLE, operands, List.of(), targets));
    }

    private void tailCall(List<Node> body, int depth) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < plan.functions().size(); i++) {
            if (plan.functions().get(i).results().equals(type.results())) {
                found.add(i);
            }
        }
        int function = pick(found);
        FuncType callee = plan.functions().get(function);
        switch (random.nextInt(4)) {
            case 0 -> body.add(indirect(Opcode.RETURN_CALL_INDIRECT, callee, depth));
            case 1 -> body.add(indirect(Opcode.RETURN_CALL_REF, callee, depth));
            case 2 -> {
                for (HostFunction host : HostFunction.values()) {
                    if (host.type().results().equals(type.results())) {
                        body.add(plain(Opcode.RETURN_CALL, arguments(host.type(), depth), List.of(), host.ordinal()));
                        return;
                    }
                }
            }
            default ->
                body.add(plain(
                        Opcode.RETURN_CALL, arguments(callee, depth), List.of(), ModulePlan.functionIndex(function)));
        }
    }

    private void blockStatement(List<Node> body, int depth) {
        List<Kind> params = someKinds();
        List<Kind> results = oneIn(3) ? params : someKinds();
        List<Node> operands = new ArrayList<>(expressions(params, depth - 1));
        boolean conditional = random.nextBoolean();
        if (conditional) {
            operands.add(expression(Kind.I32, depth - 1));
        }
        results(body, block(conditional ? Opcode.IF : Opcode.BLOCK, params, operands, results, Math.min(depth, 3)));
    }

    private List<Kind> someKinds() {
        List<Kind> kinds = new ArrayList<>();
        int count = oneIn(2) ? 0 : random.nextInt(4);
        for (int i = 0; i < count; i++) {
            kinds.add(kind(Kind.PLAIN));
        }
        return kinds;
    }

    private void loop(List<Node> body, int depth) {
        if (loops >= MAX_LOOPS) {
            assignment(body, depth);
            return;
        }
        int counter = counters.get(loops++);
        if (random.nextBoolean()) {
            int count = oneIn(20) ? random.nextInt(20, 100) : random.nextInt(1, 7);
            Label label = new Label(nextLabel++, List.of(), false);
            List<Node> inside = inside(label, List.of(), List.of(), depth);
            body.add(new Node.Counted(label.number, counter, count, inside));
        } else {
            List<Kind> kinds = someKinds();
            Label label = new Label(nextLabel++, kinds, true);
            List<Node> operands = expressions(kinds, depth - 1);
            List<Node> inside = new ArrayList<>(inside(label, kinds, List.of(), depth));
            inside.add(new Node.BackEdge(label.number, expressions(kinds, 2), expression(Kind.I32, 3)));
            FuncType loopType = new FuncType(Kind.types(kinds), Kind.types(kinds));
            results(body, new Node.Block(Opcode.LOOP, label.number, loopType, operands, inside, List.of(), List.of()));
        }
        loops--;
    }

    /** Appends a {@code try_table} in the blocks that its catch clauses lead to. */
    private void handler(List<Node> body, int depth) {
        boolean all = oneIn(2);
        List<Kind> caught = all ? List.of() : List.of(Kind.I32, Kind.I64);
        Label outer = new Label(nextLabel++, caught, false);
        FuncType empty = new FuncType(List.of(), List.of());
        labels.add(outer);
        Label inner = new Label(nextLabel++, List.of(), false);
        List<Node> guarded = inside(inner, List.of(), List.of(), depth);
        List<Node> inside = new ArrayList<>();
        inside.add(new Node.Block(
                Opcode.TRY_TABLE,
                inner.number,
                empty,
                List.of(),
                guarded,
                List.of(),
                List.of(new Node.Catch(all ? -1 : 0, outer.number))));
        inside.addAll(expressions(caught, 1));
        labels.removeLast();
        FuncType outerType = new FuncType(List.of(), Kind.types(caught));
        results(body, new Node.Block(Opcode.BLOCK, outer.number, outerType, List.of(), inside, List.of(), List.of()));
    }
}
