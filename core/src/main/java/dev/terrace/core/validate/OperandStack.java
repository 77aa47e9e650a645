package dev.terrace.core.validate;

import dev.terrace.core.InvalidException;
import dev.terrace.core.types.ValType;
import java.util.Arrays;
import java.util.List;

/**
 * The operand types of the code under validation (specification, appendix "Validation algorithm"). Pops never go below
 * the base of the innermost block; where no execution comes, they yield {@link TypeCodes#BOTTOM} there instead.
 */
final class OperandStack {
    /** How many slots a frame may have: 8 MiB, beyond any real function. Bounds memory against hostile input. */
    static final int MAX_FRAME_SLOTS = 1 << 20;

    private final ModuleContext context;
    private final TypeCodes types;
    private int[] codes = new int[64];
    private int height;
    private int base;
    private boolean unreachable;

    /** How many vectors, which take two slots, are on the stack. */
    private int vectors;

    private int maxSlots;
    private boolean usesRefs;

    OperandStack(ModuleContext context) {
        this.context = context;
        this.types = context.codes;
    }

    /** Empties the stack for a new body. */
    void reset() {
        height = 0;
        base = 0;
        unreachable = false;
        vectors = 0;
        maxSlots = 0;
        usesRefs = false;
    }

    int height() {
        return height;
    }

    int base() {
        return base;
    }

    int vectors() {
        return vectors;
    }

    boolean isUnreachable() {
        return unreachable;
    }

    /** Returns the slots in use. */
    int slots() {
        return height + vectors;
    }

    /** Returns the most slots that were in use since {@link #reset}. */
    int maxSlots() {
        return maxSlots;
    }

    /** Returns whether there was a reference since {@link #reset}. */
    boolean usesRefs() {
        return usesRefs;
    }

    /** Returns the types of all operands, deepest first; there must be no bottom types. */
    List<ValType> snapshot() {
        ValType[] result = new ValType[height];
        for (int i = 0; i < height; i++) {
            result[i] = types.type(codes[i]);
        }
        return List.of(result);
    }

    /** Begins a block above the operands there are. */
    void enter() {
        base = height;
        unreachable = false;
    }

    /** Ends a block: its operands are gone, and the enclosing block goes on. */
    void leave(int outerBase, boolean outerUnreachable) {
        base = outerBase;
        unreachable = outerUnreachable;
    }

    /** Drops the block's operands down to its base and begins anew, as {@code else} does. */
    void restart(int vectorsAtBase) {
        height = base;
        vectors = vectorsAtBase;
        unreachable = false;
    }

    /** Pushes a reference that the block's instructions do not see; the block has no operands yet. */
    void keepBelow(int code) {
        push(code);
        base = height;
    }

    /** Drops what {@link #keepBelow} pushed; the block has no operands any more. */
    void dropBelow() {
        height = base - 1;
    }

    /** Drops the block's operands: what follows is not reached. */
    void setUnreachable(int vectorsAtBase) {
        height = base;
        vectors = vectorsAtBase;
        unreachable = true;
    }

    void push(int code) {
        if (height == codes.length) {
            codes = Arrays.copyOf(codes, 2 * height);
        }
        codes[height++] = code;
        if (code >= TypeCodes.V128) {
            if (code == TypeCodes.V128) {
                vectors++;
            } else {
                usesRefs = true;
            }
        }
        if (height + vectors > maxSlots) {
            maxSlots = height + vectors;
            if (maxSlots > MAX_FRAME_SLOTS) {
                throw context.invalid("too many operands: more than " + MAX_FRAME_SLOTS + " slots");
            }
        }
    }

    void push(int[] list) {
        for (int code : list) {
            push(code);
        }
    }

    /** Pops a value that can stand where {@code expected} is, and returns its type. */
    int pop(int expected) {
        if (height > base) {
            int actual = codes[height - 1];
            if (actual == expected && actual < TypeCodes.V128) {
                height--;
                return actual;
            }
            if (!types.matches(actual, expected)) {
                throw mismatch("[" + types.name(expected) + "]", "[" + types.name(actual) + "]");
            }
        } else if (!unreachable) {
            throw mismatch("[" + types.name(expected) + "]", "[]");
        }
        return pop();
    }

    /** Pops values, the last type first. */
    void pop(int[] list) {
        for (int i = list.length - 1; i >= 0; i--) {
            pop(list[i]);
        }
    }

    /** Pops a value of any type. */
    int pop() {
        if (height > base) {
            int code = codes[--height];
            if (code == TypeCodes.V128) {
                vectors--;
            }
            return code;
        }
        if (unreachable) {
            return TypeCodes.BOTTOM;
        }
        throw mismatch("[any value]", "[]");
    }

    /** Pops any reference; the result may be a bottom type. */
    int popRef() {
        int code = pop();
        if (code != TypeCodes.BOTTOM && !TypeCodes.isRef(code)) {
            throw mismatch("[any reference]", "[" + types.name(code) + "]");
        }
        return code;
    }

    /** Checks that the values on top match, without popping them. */
    void check(int[] list) {
        int available = height - base;
        if (available < list.length && !unreachable) {
            throw mismatch(types.names(list), available == 0 ? "[]" : "only " + available + " values");
        }
        int count = Math.min(available, list.length);
        for (int i = 1; i <= count; i++) {
            int actual = codes[height - i];
            int expected = list[list.length - i];
            if (!types.matches(actual, expected)) {
                throw mismatch("[" + types.name(expected) + "]", "[" + types.name(actual) + "]");
            }
        }
    }

    /** Checks that the block has no operands left. */
    void requireEmpty() {
        if (height > base) {
            int left = height - base;
            throw context.invalid("type mismatch: block requires [] but stack has "
                    + (left == 1 ? "[" + types.name(codes[base]) + "]" : left + " values")
                    + " at " + context.in.opcode().text());
        }
    }

    private InvalidException mismatch(String required, String found) {
        return context.invalid("type mismatch: instruction requires " + required + " but stack has " + found + ": "
                + context.in.opcode().text());
    }
}
