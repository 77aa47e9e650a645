package dev.terrace.tier2.ssa;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import java.util.IdentityHashMap;
import java.util.List;

/** Checks that a function is what passes and backends expect. */
public final class Verifier {
    private final Function function;
    private final IdentityHashMap<Block, Boolean> blocks = new IdentityHashMap<>();

    /** By the number of a value: its place in its block, parameters first; -1 if it is in no block. */
    private final int[] places;

    private final Value[] known;

    private Verifier(Function function) {
        this.function = function;
        this.places = new int[function.valueBound()];
        this.known = new Value[function.valueBound()];
    }

    /**
     * Checks a function.
     *
     * @throws IllegalStateException if it is not right: which value is wrong, and why
     */
    public static void verify(Function function) {
        new Verifier(function).verify();
    }

    private void verify() {
        if (function.blocks().isEmpty()) {
            throw wrong("no blocks");
        }
        function.blocks().forEach(this::place);
        function.blocks().forEach(this::checkShape);
        Dominators dominators = new Dominators(function);
        for (Block block : function.blocks()) {
            if (!dominators.isReachable(block)) {
                throw wrong(block + " cannot be reached");
            }
        }
        for (Block block : function.blocks()) {
            for (Value value : block.values) {
                for (Value arg : value.args) {
                    checkUse(arg, block, value, places[value.id], dominators);
                }
                Rules.check(value, this);
            }
            for (Value arg : block.end.args) {
                checkUse(arg, block, block.end.kind, Integer.MAX_VALUE, dominators);
            }
            for (Edge edge : block.end.edges) {
                for (Value arg : edge.args) {
                    checkUse(arg, block, "the edge to " + edge.target, Integer.MAX_VALUE, dominators);
                }
            }
            checkEnd(block);
        }
    }

    private IllegalStateException wrong(String what) {
        return new IllegalStateException(function.name() + ": " + what);
    }

    private void place(Block block) {
        if (blocks.put(block, true) != null) {
            throw wrong(block + " is there twice");
        }
        int place = 0;
        for (Value param : block.params) {
            if (param.op != Op.PARAM) {
                throw wrong(param + " is a parameter of " + block + " but " + param.op);
            }
            place(param, block, place++);
        }
        for (Value value : block.values) {
            if (value.op == Op.PARAM || value.op == Op.CONST) {
                throw wrong(value + " is among the values of " + block + " but " + value.op);
            }
            place(value, block, place++);
        }
    }

    private void place(Value value, Block block, int place) {
        if (value.block != block) {
            throw wrong(value + " is in " + block + ", and says that it is in " + value.block);
        }
        if (known[value.id] != null) {
            throw wrong(value + " is there twice");
        }
        known[value.id] = value;
        places[value.id] = place;
    }

    private void checkShape(Block block) {
        if (block.end == null) {
            throw wrong(block + " has no end");
        }
        for (Edge edge : block.end.edges) {
            if (!blocks.containsKey(edge.target)) {
                throw wrong(block + " leads to " + edge.target + ", which is not part of the function");
            }
            if (edge.target == function.entry()) {
                throw wrong(block + " leads to the entry");
            }
            List<Value> params = edge.target.params;
            if (params.size() != edge.args.length) {
                throw wrong("the edge from %s to %s has %d values for %d parameters"
                        .formatted(block, edge.target, edge.args.length, params.size()));
            }
            for (int i = 0; i < edge.args.length; i++) {
                if (edge.args[i].type != params.get(i).type) {
                    throw wrong("the edge from %s to %s has the %s %s for the %s %s"
                            .formatted(
                                    block,
                                    edge.target,
                                    edge.args[i].type,
                                    edge.args[i],
                                    params.get(i).type,
                                    params.get(i)));
                }
            }
        }
    }

    private void checkUse(Value arg, Block block, Object user, int place, Dominators dominators) {
        if (arg.isConst()) {
            return;
        }
        if (known[arg.id] != arg) {
            throw wrong(user + " in " + block + " uses " + arg + ", which is in no block");
        }
        boolean before = arg.block == block ? places[arg.id] < place : dominators.dominates(arg.block, block);
        if (!before) {
            throw wrong(
                    user + " in " + block + " uses " + arg + " of " + arg.block + ", which does not come before it");
        }
    }

    private void checkEnd(Block block) {
        Terminator end = block.end;
        Value[] args = end.args;
        int edges = end.edges.length;
        switch (end.kind) {
            case JUMP -> expect(args.length == 0 && edges == 1, block);
            case BRANCH -> expect(args.length == 1 && args[0].type == Type.I32 && edges == 2, block);
            case SWITCH -> expect(args.length == 1 && args[0].type == Type.I32 && edges >= 1, block);
            case RETURN -> {
                expect(edges == 0 && args.length == function.results().size(), block);
                for (int i = 0; i < args.length; i++) {
                    expect(args[i].type == function.results().get(i), block);
                }
            }
            case TAIL_CALL, TAIL_CALL_IMPORT ->
                expect(edges == 0 && Rules.areArguments(args, 0, (FuncType) end.detail), block);
            case TAIL_CALL_RECORD ->
                expect(
                        edges == 0
                                && args.length > 0
                                && args[0].type == Type.REF
                                && Rules.areArguments(args, 1, (FuncType) end.detail),
                        block);
            case TRAP -> expect(args.length == 0 && edges == 0 && end.detail != null, block);
        }
    }

    private void expect(boolean right, Block block) {
        if (!right) {
            throw wrong("the end of " + block + " (" + block.end.kind + ") is not of its form");
        }
    }

    /** What the operations expect and give. */
    private static final class Rules {
        private Rules() {}

        static void check(Value value, Verifier verifier) {
            if (!isRight(value, verifier)) {
                throw verifier.wrong("%s in %s is not of the form of %s%s"
                        .formatted(
                                value, value.block, value.op, value.opcode == null ? "" : " " + value.opcode.text()));
            }
        }

        private static boolean isRight(Value value, Verifier verifier) {
            Value[] args = value.args;
            Type type = value.type;
            return switch (value.op) {
                case PARAM, CONST -> false;
                case COMPUTE -> isComputation(value);
                case SELECT ->
                    args.length == 3 && args[0].type == Type.I32 && args[1].type == type && args[2].type == type;
                case RESULT -> isResult(value, verifier);
                case MEMORY_BASE, MEMORY_BYTES -> args.length == 0 && type == Type.I64;
                case CHECK_BOUNDS -> args.length == 2 && isIndex(args[0]) && args[1].type == Type.I64 && type == null;
                case CHECK_ALIGNMENT -> args.length == 1 && isIndex(args[0]) && value.opcode != null && type == null;
                case LOAD, STORE, ATOMIC -> isAccess(value);
                case FENCE, POLL, BURN -> args.length == 0 && type == null;
                case BURN_LENGTH -> args.length == 1 && isIndex(args[0]) && type == null;
                case GLOBAL_GET -> args.length == 0 && type != null;
                case GLOBAL_SET -> args.length == 1 && type == null;
                case CALL, CALL_IMPORT -> areArguments(args, 0, (FuncType) value.detail) && hasResults(value, verifier);
                case CALL_RECORD ->
                    args.length > 0
                            && args[0].type == Type.REF
                            && areArguments(args, 1, (FuncType) value.detail)
                            && hasResults(value, verifier);
                case TABLE_FUNCTION -> args.length == 1 && isIndex(args[0]) && type == Type.REF;
                case NON_NULL ->
                    args.length == 1 && args[0].type == Type.REF && type == Type.REF && value.detail != null;
                case RUNTIME -> value.detail != null;
            };
        }

        private static boolean isIndex(Value value) {
            return value.type == Type.I32 || value.type == Type.I64;
        }

        private static boolean isComputation(Value value) {
            Opcode op = value.opcode;
            String operands = op.operands();
            if (value.args.length != operands.length()) {
                return false;
            }
            for (int i = 0; i < value.args.length; i++) {
                Type type = value.args[i].type;
                boolean isTest = op == Opcode.I64_EQZ && type == Type.REF;
                if (!isTest && type != Type.of(operands.charAt(i))) {
                    return false;
                }
            }
            return value.type
                    == (op.results().length() == 1 ? Type.of(op.results().charAt(0)) : null);
        }

        private static boolean isAccess(Value value) {
            Opcode op = value.opcode;
            String operands = op.operands();
            if (value.args.length != operands.length() + 1
                    || value.args[0].type != Type.I64
                    || !isIndex(value.args[1])) {
                return false;
            }
            for (int i = 1; i < operands.length(); i++) {
                if (value.args[i + 1].type != Type.of(operands.charAt(i))) {
                    return false;
                }
            }
            boolean isStore = op.results().isEmpty();
            return (value.op == Op.ATOMIC) == op.isAtomic()
                    && (op.isAtomic() || (value.op == Op.STORE) == isStore)
                    && value.type == (isStore ? null : Type.of(op.results().charAt(0)));
        }

        static boolean areArguments(Value[] args, int first, FuncType type) {
            List<ValType> params = type.params();
            if (args.length - first != params.size()) {
                return false;
            }
            for (int i = 0; i < params.size(); i++) {
                if (args[first + i].type != Type.of(params.get(i))) {
                    return false;
                }
            }
            return true;
        }

        /** Results are directly behind what they are the results of, all of them, in order. */
        private static boolean isResult(Value value, Verifier verifier) {
            if (value.args.length != 1 || value.type == null) {
                return false;
            }
            Value call = value.args[0];
            return call.type == null
                    && call.block == value.block
                    && verifier.places[value.id] == verifier.places[call.id] + 1 + value.immediate;
        }

        private static boolean hasResults(Value call, Verifier verifier) {
            List<ValType> results = ((FuncType) call.detail).results();
            if (results.size() == 1) {
                return call.type == Type.of(results.getFirst());
            }
            if (call.type != null) {
                return false;
            }
            List<Value> values = call.block.values;
            int place = verifier.places[call.id] - call.block.params.size();
            for (int i = 0; i < results.size(); i++) {
                int behind = place + 1 + i;
                if (behind >= values.size()
                        || values.get(behind).op != Op.RESULT
                        || values.get(behind).args[0] != call
                        || values.get(behind).type != Type.of(results.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
