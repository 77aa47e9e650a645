package dev.terrace.tests.random;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import java.util.List;

/**
 * A part of a function's body: code that leaves values on the operand stack. A sequence of nodes leaves the values of all.
 * Labels are numbers that are unique in a function, so that a block can be taken away without others being renumbered.
 */
sealed interface Node {

    /** Returns the types of the values that the code leaves. */
    List<ValType> results();

    /**
     * An instruction behind the code of its operands.
     *
     * @param immediates what follows the opcode, in the order of the binary format; for a label, its number; for {@code
     *     ref.null} the index of a type, or one of {@link #NULL_FUNC} and {@link #NULL_EXTERN}
     */
    record Plain(Opcode op, List<Node> operands, List<ValType> results, long... immediates) implements Node {
        static final long NULL_FUNC = -1;
        static final long NULL_EXTERN = -2;
    }

    /** What a {@code try_table} does with a tag, or with all if {@code tag} is negative. */
    record Catch(int tag, int label) {}

    /**
     * A {@code block}, {@code loop}, {@code if} or {@code try_table}.
     *
     * @param operands the block's parameters, and the condition of an {@code if}
     * @param otherwise what follows {@code else}; empty if there is none
     */
    record Block(
            Opcode op,
            int label,
            FuncType type,
            List<Node> operands,
            List<Node> body,
            List<Node> otherwise,
            List<Catch> catches)
            implements Node {
        @Override
        public List<ValType> results() {
            return type.results();
        }
    }

    /** A loop that runs a given number of times. Its counter is a local that nothing else writes. */
    record Counted(int label, int counter, int count, List<Node> body) implements Node {
        @Override
        public List<ValType> results() {
            return List.of();
        }
    }

    /**
     * A branch back to a loop, taken if a condition holds and fuel is left. The operands are the loop's parameters; they stay
     * on the stack if it is not taken.
     */
    record BackEdge(int label, List<Node> operands, Node condition) implements Node {
        @Override
        public List<ValType> results() {
            return operands.stream()
                    .flatMap(operand -> operand.results().stream())
                    .toList();
        }
    }

    /** Replaces NaNs in a floating-point value, or in the lanes of a vector, by the canonical one. */
    record Canonical(Kind kind, Node operand) implements Node {
        @Override
        public List<ValType> results() {
            return List.of(kind.type());
        }
    }

    /** No code: a value that is on the stack already. */
    record Pop(ValType type) implements Node {
        @Override
        public List<ValType> results() {
            return List.of(type);
        }
    }

    /** Nodes one after the other. */
    record Sequence(List<Node> nodes) implements Node {
        @Override
        public List<ValType> results() {
            return nodes.stream().flatMap(node -> node.results().stream()).toList();
        }
    }
}
