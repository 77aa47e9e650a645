package dev.terrace.tests.random;

import dev.terrace.core.types.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Makes a program smaller as long as a property holds: leaves out calls, then replaces parts of functions by parts of these
 * or by constants. Whatever is not a valid program any more does not have the property.
 */
final class ProgramReducer {
    private static final int MAX_ROUNDS = 12;

    private final Predicate<Program> property;

    ProgramReducer(Predicate<Program> property) {
        this.property = property;
    }

    Program reduce(Program program) {
        Program best = program;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Program before = best;
            best = reduceCalls(best);
            for (int i = 0; i < best.functions().size(); i++) {
                best = reduceFunction(best, i);
            }
            if (best == before) {
                return best;
            }
        }
        return best;
    }

    private Program reduceCalls(Program program) {
        Program best = program;
        for (int i = best.calls().size() - 1; i >= 0; i--) {
            List<Program.Call> calls = new ArrayList<>(best.calls());
            calls.remove(i);
            Program candidate = best.withCalls(calls);
            if (property.test(candidate)) {
                best = candidate;
            }
        }
        return best;
    }

    private Program reduceFunction(Program program, int index) {
        Program.Function function = program.functions().get(index);
        List<Node> zeros = zeros(function.type().results());
        Program best = program;
        if (!function.body().equals(zeros)) {
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
        return reduceLocals(best, index);
    }

    /** Returns a program in which a function is replaced, if it has the property. */
    private Program attempt(Program program, int index, Program.Function function) {
        List<Program.Function> functions = new ArrayList<>(program.functions());
        functions.set(index, function);
        Program candidate = program.withFunctions(functions);
        return property.test(candidate) ? candidate : program;
    }

    private Program reduceNode(Program program, int index, int position) {
        Program.Function function = program.functions().get(index);
        for (Node replacement : replacements(find(function.body(), position))) {
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
        boolean constant = node instanceof Node.Plain(var _, var operands, var results, var _)
                && operands.isEmpty()
                && results.size() == 1;
        boolean empty = node instanceof Node.Sequence(var nodes) && nodes.isEmpty();
        if (empty || node instanceof Node.Pop) {
            return found;
        }
        if (constant) {
            return simplerConstants((Node.Plain) node);
        }
        found.add(new Node.Sequence(zeros(node.results())));
        List<Node> drops = new ArrayList<>();
        switch (node) {
            case Node.Plain(var _, var operands, var _, var _) -> drops.addAll(operands);
            case Node.Block block -> {
                found.add(new Node.Sequence(join(block.operands(), block.body())));
                if (!block.otherwise().isEmpty()) {
                    found.add(new Node.Sequence(block.otherwise()));
                }
                if (!block.operands().isEmpty()) {
                    List<Node> withoutCondition =
                            block.operands().subList(0, block.operands().size() - 1);
                    found.add(new Node.Sequence(join(withoutCondition, block.body())));
                    found.add(new Node.Sequence(join(withoutCondition, block.otherwise())));
                }
            }
            case Node.Counted counted -> {
                found.add(new Node.Sequence(counted.body()));
                if (counted.count() > 1) {
                    found.add(new Node.Counted(counted.label(), counted.counter(), 1, counted.body()));
                    found.add(
                            new Node.Counted(counted.label(), counted.counter(), counted.count() / 2, counted.body()));
                }
            }
            case Node.BackEdge edge -> found.add(new Node.Sequence(edge.operands()));
            case Node.Canonical canonical -> found.add(canonical.operand());
            case Node.Sequence(var nodes) -> {
                for (int i = 0; i < nodes.size(); i++) {
                    List<Node> fewer = new ArrayList<>(nodes);
                    fewer.remove(i);
                    found.add(new Node.Sequence(fewer));
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

    private static List<Node> simplerConstants(Node.Plain node) {
        Node zero = FunctionEncoder.zero(node.results().getFirst());
        return node.equals(zero) || node.toString().equals(zero.toString()) ? List.of() : List.of(zero);
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
