package dev.terrace.tests.random;

import dev.terrace.core.types.ValType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Makes a program smaller as long as a property holds: leaves out calls, then replaces parts of functions by parts of these
 * or by constants. Whatever is not a valid program any more does not have the property.
 */
final class ProgramReducer {
    /** How many smaller programs are tried; enough for almost all to become as small as they can. */
    private static final int MAX_ATTEMPTS = 5_000;

    private final Predicate<Program> property;
    private int attempts;

    ProgramReducer(Predicate<Program> property) {
        this.property = property;
    }

    Program reduce(Program program) {
        Program best = program;
        while (true) {
            Program before = best;
            best = reduceCalls(best);
            for (int i = 0; i < best.functions().size(); i++) {
                best = reduceFunction(best, i);
            }
            if (best == before) {
                return best;
            }
        }
    }

    private boolean holds(Program candidate) {
        return attempts++ < MAX_ATTEMPTS && property.test(candidate);
    }

    private Program reduceCalls(Program program) {
        Program best = program;
        for (int i = best.calls().size() - 1; i >= 0; i--) {
            List<Program.Call> calls = new ArrayList<>(best.calls());
            calls.remove(i);
            Program candidate = best.withCalls(calls);
            if (holds(candidate)) {
                best = candidate;
            }
        }
        return best;
    }

    private Program reduceFunction(Program program, int index) {
        Program.Function function = program.functions().get(index);
        List<Node> zeros = zeros(function.type().results());
        Program best = program;
        if (weight(zeros) < weight(function.body())) {
            best = attempt(best, index, function.withBody(zeros));
        }
        for (int node = 0; node < size(best.functions().get(index).body()); ) {
            Program smaller = reduceNode(best, index, node);
            if (smaller == best) {
                node++;
            } else {
                best = smaller;
            }
        }
        return reduceLocals(reduceFuel(best, index), index);
    }

    /** Leaves out what makes a function end, if it calls no other. */
    private Program reduceFuel(Program program, int index) {
        Program.Function function = program.functions().get(index);
        return function.usesFuel() && !calls(function.body())
                ? attempt(
                        program,
                        index,
                        new Program.Function(function.type(), function.locals(), false, function.body()))
                : program;
    }

    private static boolean calls(List<Node> nodes) {
        return nodes.stream()
                .anyMatch(node ->
                        node instanceof Node.Plain plain && plain.op().text().contains("call")
                                || calls(children(node)));
    }

    /** Returns a program in which a function is replaced, if it has the property. */
    private Program attempt(Program program, int index, Program.Function function) {
        List<Program.Function> functions = new ArrayList<>(program.functions());
        functions.set(index, function);
        Program candidate = program.withFunctions(functions);
        return holds(candidate) ? candidate : program;
    }

    private Program reduceNode(Program program, int index, int position) {
        Program.Function function = program.functions().get(index);
        Node node = find(function.body(), position);
        for (Node replacement : replacements(node)) {
            if (weight(List.of(replacement)) >= weight(List.of(node))) {
                continue;
            }
            List<Node> body = replace(function.body(), position, replacement);
            Program candidate = attempt(program, index, function.withBody(body));
            if (candidate != program) {
                return candidate;
            }
        }
        return program;
    }

    private Program reduceLocals(Program program, int index) {
        Program best = program;
        while (!best.functions().get(index).locals().isEmpty()) {
            Program.Function function = best.functions().get(index);
            List<ValType> locals =
                    function.locals().subList(0, function.locals().size() - 1);
            Program candidate = attempt(
                    best, index, new Program.Function(function.type(), locals, function.usesFuel(), function.body()));
            if (candidate == best) {
                return best;
            }
            best = candidate;
        }
        return best;
    }

    private static List<Node> zeros(List<ValType> types) {
        return types.stream().map(FunctionEncoder::zero).toList();
    }

    /** Returns simpler nodes with the same results, the simplest first. */
    private static List<Node> replacements(Node node) {
        List<Node> found = new ArrayList<>();
        found.add(sequence(zeros(node.results())));
        List<Node> drops = new ArrayList<>();
        switch (node) {
            case Node.Plain(var _, var operands, var _, var _) -> drops.addAll(operands);
            case Node.Block block -> {
                found.add(sequence(join(block.operands(), block.body())));
                if (!block.otherwise().isEmpty()) {
                    found.add(sequence(block.otherwise()));
                }
                if (!block.operands().isEmpty()) {
                    List<Node> withoutCondition =
                            block.operands().subList(0, block.operands().size() - 1);
                    found.add(sequence(join(withoutCondition, block.body())));
                    found.add(sequence(join(withoutCondition, block.otherwise())));
                }
            }
            case Node.Counted counted -> {
                found.add(sequence(counted.body()));
                if (counted.count() > 1) {
                    found.add(new Node.Counted(counted.label(), counted.counter(), 1, counted.body()));
                    found.add(
                            new Node.Counted(counted.label(), counted.counter(), counted.count() / 2, counted.body()));
                }
            }
            case Node.BackEdge edge -> found.add(sequence(edge.operands()));
            case Node.Canonical canonical -> found.add(canonical.operand());
            case Node.Sequence(var nodes) -> {
                for (int i = 0; i < nodes.size(); i++) {
                    List<Node> fewer = new ArrayList<>(nodes);
                    fewer.remove(i);
                    found.add(sequence(fewer));
                }
            }
            case Node.Pop _ -> {}
        }
        for (Node operand : drops) {
            if (operand.results().equals(node.results())) {
                found.add(operand);
            }
        }
        return found;
    }

    private static Node sequence(List<Node> nodes) {
        return nodes.size() == 1 ? nodes.getFirst() : new Node.Sequence(nodes);
    }

    /** Returns how much is left of some nodes to reduce. Every replacement has less, so there is an end. */
    private static int weight(List<Node> nodes) {
        int sum = 0;
        for (Node node : nodes) {
            int own = switch (node) {
                case Node.Sequence _ -> 0;
                case Node.Pop _ -> 1;
                case Node.Plain plain when isZero(plain) -> 1;
                case Node.Plain plain when plain.operands().isEmpty() -> 2;
                case Node.Counted counted -> 3 + counted.count();
                default -> 3;
            };
            sum += own + weight(children(node));
        }
        return sum;
    }

    private static boolean isZero(Node.Plain node) {
        return node.results().size() == 1
                && FunctionEncoder.zero(node.results().getFirst()) instanceof Node.Plain zero
                && zero.op() == node.op()
                && Arrays.equals(zero.immediates(), node.immediates());
    }

    private static List<Node> join(List<Node> first, List<Node> second) {
        List<Node> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    // Positions: nodes are numbered in preorder.

    private static int size(List<Node> nodes) {
        return nodes.stream().mapToInt(node -> 1 + size(children(node))).sum();
    }

    private static List<Node> children(Node node) {
        return switch (node) {
            case Node.Plain plain -> plain.operands();
            case Node.Block block -> join(join(block.operands(), block.body()), block.otherwise());
            case Node.Counted counted -> counted.body();
            case Node.BackEdge edge -> join(edge.operands(), List.of(edge.condition()));
            case Node.Canonical canonical -> List.of(canonical.operand());
            case Node.Pop _ -> List.of();
            case Node.Sequence(var nodes) -> nodes;
        };
    }

    private static Node find(List<Node> nodes, int position) {
        Node[] found = new Node[1];
        visit(nodes, position, node -> {
            found[0] = node;
            return node;
        });
        return found[0];
    }

    private static List<Node> replace(List<Node> nodes, int position, Node replacement) {
        return visit(nodes, position, _ -> replacement);
    }

    private static List<Node> visit(List<Node> nodes, int position, UnaryOperator<Node> change) {
        List<Node> result = new ArrayList<>(nodes);
        int rest = position;
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (rest == 0) {
                result.set(i, change.apply(node));
                return result;
            }
            int size = 1 + size(children(node));
            if (rest < size) {
                result.set(i, withChildren(node, visit(children(node), rest - 1, change)));
                return result;
            }
            rest -= size;
        }
        throw new IndexOutOfBoundsException(position);
    }

    private static Node withChildren(Node node, List<Node> children) {
        return switch (node) {
            case Node.Plain(var op, var _, var results, var immediates) ->
                new Node.Plain(op, children, results, immediates);
            case Node.Block block -> {
                int body = block.operands().size();
                int otherwise = body + block.body().size();
                yield new Node.Block(
                        block.op(),
                        block.label(),
                        block.type(),
                        children.subList(0, body),
                        children.subList(body, otherwise),
                        children.subList(otherwise, children.size()),
                        block.catches());
            }
            case Node.Counted counted ->
                new Node.Counted(counted.label(), counted.counter(), counted.count(), children);
            case Node.BackEdge edge ->
                new Node.BackEdge(edge.label(), children.subList(0, children.size() - 1), children.getLast());
            case Node.Canonical canonical -> new Node.Canonical(canonical.kind(), children.getFirst());
            case Node.Pop pop -> pop;
            case Node.Sequence _ -> new Node.Sequence(children);
        };
    }
}
