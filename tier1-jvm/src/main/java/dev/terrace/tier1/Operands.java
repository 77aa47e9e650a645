package dev.terrace.tier1;

import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * The operand stack of WebAssembly at the place that the translator has reached. The lower operands are in variables of the
 * Java frame, each in its own; those above are on Java's operand stack; and for the topmost, which are constants or what
 * variables of locals have, no code has been written yet:
 *
 * <pre>
 *   | settled: each in its variable | on Java's stack | deferred |
 *   0                            settled            deferred   size
 * </pre>
 *
 * <p>At every label all are settled: Java's operand stack is empty there. HotSpot replaces frames on the stack at no other
 * loop headers, and handlers of exceptions find what was in variables only. What is deferred can be written in another order
 * than that of WebAssembly's operands, which saves moves.
 */
final class Operands {
    /** The source of a deferred operand that is a constant; other sources are variables. */
    private static final int CONSTANT = -1;

    private final Code code;
    private final int firstVariable;
    private Kind[] kinds = new Kind[16];
    private int[] variables = new int[16];
    private int[] sources = new int[16];
    private long[] constants = new long[16];
    private int size;
    private int settled;
    private int deferred;

    /** The lowest size since {@link #takeLow}. */
    private int low;

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

    /** Returns the kinds of all operands, the deepest first. */
    Kind[] kinds() {
        return Arrays.copyOf(kinds, size);
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

    private void add(Kind kind, int source, long constant) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * size);
            variables = Arrays.copyOf(variables, 2 * size);
            sources = Arrays.copyOf(sources, 2 * size);
            constants = Arrays.copyOf(constants, 2 * size);
        }
        variables[size] = variable(size);
        sources[size] = source;
        constants[size] = constant;
        kinds[size++] = kind;
    }

    /** Adds an operand that an instruction has just left on Java's stack; {@link #load} came before that instruction. */
    void push(Kind kind) {
        if (deferred != size) {
            throw new IllegalStateException("an operand on the Java stack above some that are not there yet");
        }
        add(kind, CONSTANT, 0);
        deferred = size;
    }

    /** Adds the value of a local as an operand, without writing code. */
    void pushVariable(Kind kind, int variable) {
        add(kind, variable, 0);
    }

    /** Adds a number as an operand, in the bits that a slot has for it, without writing code. */
    void pushConstant(Kind kind, long bits) {
        add(kind, CONSTANT, bits);
    }

    /** Removes operands that an instruction has taken from Java's stack, or that nobody needs any more. */
    void pop(int count) {
        size -= count;
        settled = Math.min(settled, size);
        deferred = Math.min(deferred, size);
        low = Math.min(low, size);
    }

    /** Returns how many operands have been left as they were since the last call of this method. */
    int takeLow() {
        int untouched = low;
        low = size;
        return untouched;
    }

    /** Removes the operand on top, from Java's stack if it is there. */
    void drop() {
        if (settled < size && deferred == size) {
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
            add(kind, CONSTANT, 0);
        }
        settled = size;
        deferred = size;
    }

    // Deferred operands

    /** Returns whether the topmost operands are all deferred. */
    boolean areDeferred(int count) {
        return deferred <= size - count;
    }

    /** Returns whether a deferred operand is a constant. */
    private boolean isConstant(int operand) {
        return sources[operand] == CONSTANT;
    }

    /** Writes what puts a deferred operand onto Java's stack; it stays deferred. */
    void write(int operand) {
        Kind kind = kinds[operand];
        if (sources[operand] != CONSTANT) {
            code.load(kind, sources[operand]);
            return;
        }
        long bits = constants[operand];
        switch (kind) {
            case I32 -> code.constant((int) bits);
            case I64 -> code.constant(bits);
            case F32 -> code.constant(Float.intBitsToFloat((int) bits));
            case F64 -> code.constant(Double.longBitsToDouble(bits));
            case V128, REF -> throw new IllegalStateException("a constant of kind " + kind);
        }
    }

    /** Puts all deferred operands onto Java's stack but the topmost ones, which are deferred. */
    void loadBelow(int count) {
        while (deferred < size - count) {
            write(deferred++);
        }
    }

    /** Puts all deferred operands onto Java's stack. */
    void load() {
        loadBelow(0);
    }

    // Operands of instructions

    /** Puts the topmost operands onto Java's stack, if they are not there. */
    void need(int count) {
        low = Math.min(low, size - count);
        if (size - settled < count) {
            settleAll();
            settled = size - count;
            for (int i = settled; i < size; i++) {
                code.load(kinds[i], variables[i]);
            }
        }
        load();
    }

    /** Removes the topmost operands, which are on Java's stack then. */
    void take(int count) {
        need(count);
        pop(count);
    }

    /** Puts all operands into their variables. */
    void settleAll() {
        settleTo(size);
    }

    private void settleTo(int end) {
        for (int i = deferred - 1; i >= settled; i--) {
            code.store(kinds[i], variables[i]);
        }
        while (deferred < end) {
            write(deferred);
            code.store(kinds[deferred], variables[deferred]);
            deferred++;
        }
        settled = deferred;
    }

    /**
     * Puts operands where {@link #put} finds the topmost ones in any order: all are in their variables then, but for those of
     * the topmost that are deferred.
     *
     * @return the first of the topmost
     */
    int settleUnder(int count) {
        settleTo(Math.max(deferred, size - count));
        return size - count;
    }

    boolean isSettled(int operand) {
        return operand < settled;
    }

    /** Writes what puts an operand onto Java's stack that is settled or deferred; it stays what it is. */
    void put(int operand) {
        if (operand < settled) {
            code.load(kinds[operand], variables[operand]);
        } else {
            write(operand);
        }
    }

    /** Writes what puts half of a vector onto Java's stack that is settled or deferred: the low one or the high one. */
    void putHalf(int operand, boolean high) {
        int variable = operand < settled ? variables[operand] : sources[operand];
        code.load(Kind.I64, high ? variable + Kind.I64.size : variable);
    }

    /**
     * Makes the topmost operands readable any number of times, in any order, until they are popped.
     *
     * @return the first variable of each: its own or, if it is deferred, that of the local
     */
    int[] readable(int count) {
        if (areDeferred(count)) {
            loadBelow(count);
        } else {
            settleTo(deferred);
        }
        int[] readable = Arrays.copyOfRange(variables, size - count, size);
        for (int i = deferred; i < size; i++) {
            if (!isConstant(i)) {
                readable[i - (size - count)] = sources[i];
            } else {
                write(i);
                code.store(kinds[i], variables[i]);
            }
        }
        return readable;
    }

    /** Puts all operands but the topmost into their variables; those are on Java's stack then. */
    void settleBelow(int count) {
        if (areDeferred(count)) {
            settleTo(size - count);
            load();
            return;
        }
        need(count);
        if (settled < size - count) {
            settleAll();
            need(count);
        }
    }

    /** Appends the verification types of the lowest operands to those of the other variables. */
    int addTypes(Object[] types, int start, int count) {
        int at = start;
        for (int i = 0; i < count; i++) {
            types[at++] = kinds[i].verificationType;
            if (kinds[i] == Kind.V128) {
                types[at++] = kinds[i].verificationType;
            }
        }
        return at;
    }
}
