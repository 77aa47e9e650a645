package dev.terrace.tier1;

import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * The operand stack of WebAssembly at the place that the translator has reached. The lower operands are in variables of the
 * Java frame, each in its own; the upper ones are on Java's operand stack:
 *
 * <pre>
 *   | settled operands: each in its variable | operands on Java's stack |
 *   0                                     settled                     size
 * </pre>
 *
 * <p>At every label all are settled: Java's operand stack is empty there. HotSpot replaces frames on the stack at no other
 * loop headers, and handlers of exceptions find what was in variables only.
 */
final class Operands {
    private final Code code;
    private final int firstVariable;
    private Kind[] kinds = new Kind[16];
    private int[] variables = new int[16];
    private int size;
    private int settled;

    /**
     * Creates an empty stack.
     *
     * @param firstVariable the variable of the first operand; those behind it are free
     */
    Operands(Code code, int firstVariable) {
        this.code = code;
        this.firstVariable = firstVariable;
    }

    /** Returns the number of operands. */
    int size() {
        return size;
    }

    Kind kind(int operand) {
        return kinds[operand];
    }

    /** Returns the kind of the operand on top. */
    Kind top() {
        return kinds[size - 1];
    }

    /** Returns the variable of an operand, or of the one that would come next. */
    int variable(int operand) {
        return operand == 0 ? firstVariable : variables[operand - 1] + kinds[operand - 1].size;
    }

    /** Returns the first variable that no operand uses. */
    int freeVariable() {
        return variable(size);
    }

    /** Adds an operand that an instruction has just left on Java's stack. */
    void push(Kind kind) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * size);
            variables = Arrays.copyOf(variables, 2 * size);
        }
        variables[size] = variable(size);
        kinds[size++] = kind;
    }

    /** Removes operands that an instruction has taken from Java's stack, or whose variables are not needed any more. */
    void pop(int count) {
        size -= count;
        settled = Math.min(settled, size);
    }

    /** Removes the operand on top, from Java's stack if it is there. */
    void drop() {
        if (settled < size) {
            switch (top().size) {
                case 1 -> code.op(Opcodes.POP);
                case 2 -> code.op(Opcodes.POP2);
                default -> {
                    code.op(Opcodes.POP2);
                    code.op(Opcodes.POP2);
                }
            }
        }
        pop(1);
    }

    /** Makes the operands what they are at a label: some that are there already, and others above; all are settled. */
    void restore(int below, List<Kind> above) {
        pop(size - below);
        for (Kind kind : above) {
            push(kind);
        }
        settled = size;
    }

    /** Puts the topmost operands onto Java's stack, if they are not there. */
    void need(int count) {
        if (size - settled >= count) {
            return;
        }
        settleAll();
        settled = size - count;
        for (int i = settled; i < size; i++) {
            code.load(kinds[i], variables[i]);
        }
    }

    /** Removes the topmost operands, which are on Java's stack then. */
    void take(int count) {
        need(count);
        pop(count);
    }

    /** Puts all operands into their variables. */
    void settleAll() {
        for (int i = size - 1; i >= settled; i--) {
            code.store(kinds[i], variables[i]);
        }
        settled = size;
    }

    /** Returns the variables of the topmost operands, which are settled. */
    List<Integer> variables(int count) {
        return Arrays.stream(variables, size - count, size).boxed().toList();
    }

    /** Puts all operands but the topmost into their variables; those are on Java's stack then. */
    void settleBelow(int count) {
        need(count);
        if (settled < size - count) {
            settleAll();
            need(count);
        }
    }

    /** Appends the verification types of all operands to those of the other variables. */
    int addTypes(Object[] types, int start) {
        int at = start;
        for (int i = 0; i < size; i++) {
            types[at++] = kinds[i].verificationType;
            if (kinds[i] == Kind.V128) {
                types[at++] = kinds[i].verificationType;
            }
        }
        return at;
    }
}
