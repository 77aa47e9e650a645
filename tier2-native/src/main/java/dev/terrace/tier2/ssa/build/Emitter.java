package dev.terrace.tier2.ssa.build;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import dev.terrace.tier2.ssa.opt.Simplifier;
import dev.terrace.tier2.ssa.opt.ValueNumbers;
import java.util.Arrays;

/** Adds values to the present block, unless what they compute is known already. Keeps the operands. */
final class Emitter {
    final Function function;
    final ValueNumbers numbers = new ValueNumbers();
    private final LocalValues locals;
    private final Simplifier simplifier;

    /** The present block. */
    Block block;

    /** The offset in the module of the instruction that is translated. */
    int offset;

    /** A number for what calls, and other threads, have changed of the sizes and places of memories; never zero. */
    int memoryState = 1;

    private int lastMemoryState = 1;
    private Value[] operands = new Value[16];
    private int size;

    Emitter(Function function, LocalValues locals) {
        this.function = function;
        this.locals = locals;
        this.simplifier = new Simplifier(function, this::compute);
    }

    // Operands

    /** Returns the number of operands. */
    int size() {
        return size;
    }

    /** Pushes an operand. */
    void push(Value value) {
        if (size == operands.length) {
            operands = Arrays.copyOf(operands, 2 * size);
        }
        operands[size++] = value;
    }

    /** Pops an operand. */
    Value pop() {
        return locals.resolve(operands[--size]);
    }

    /** Returns an operand by its index, the deepest one first. */
    Value operand(int index) {
        return locals.resolve(operands[index]);
    }

    /** Replaces an operand. */
    void setOperand(int index, Value value) {
        operands[index] = value;
    }

    /** Pops several operands; returns them, the deepest first. */
    Value[] pop(int count) {
        Value[] popped = operands(size - count, size);
        size -= count;
        return popped;
    }

    /** Returns operands from one index to before another. */
    Value[] operands(int from, int to) {
        Value[] result = new Value[to - from];
        for (int i = from; i < to; i++) {
            result[i - from] = locals.resolve(operands[i]);
        }
        return result;
    }

    /** Drops all operands but the deepest ones. */
    void truncate(int height) {
        size = height;
    }

    // Values

    /** Returns a constant. */
    Value i32(int value) {
        return function.constant(Type.I32, value, 0);
    }

    /** Returns a constant. */
    Value i64(long value) {
        return function.constant(Type.I64, value, 0);
    }

    /** Returns what an instruction without immediates computes. */
    Value compute(Opcode op, Value... args) {
        Value simpler = simplifier.simplify(op, args);
        return simpler != null ? simpler : compute(op, 0, 0, args);
    }

    /** Returns what an instruction computes. */
    Value compute(Opcode op, long immediate, long immediate2, Value... args) {
        Type type = Type.of(op.results().charAt(0));
        return number(function.newValue(Op.COMPUTE, type, op, args, immediate, immediate2, null, offset), 0);
    }

    /** Returns a if the condition is not zero, else b. */
    Value select(Value condition, Value a, Value b) {
        Value first = a;
        Value second = b;
        Value simple = condition;
        if (Simplifier.isNot(simple)) {
            simple = simple.args[0];
            first = b;
            second = a;
        }
        simple = Simplifier.condition(simple);
        Value known = simplifier.select(simple, first, second);
        if (known != null) {
            return known;
        }
        Value[] args = {simple, first, second};
        return number(function.newValue(Op.SELECT, a.type, null, args, 0, 0, null, offset), 0);
    }

    /** Returns the value of an operation that does nothing when it is repeated in the same state of memories. */
    Value numbered(Op op, Type type, Value[] args, long immediate, Object detail, int state) {
        return number(function.newValue(op, type, null, args, immediate, 0, detail, offset), state);
    }

    /** Returns the value of an operation that depends on its instruction, and does nothing when it is repeated. */
    Value numbered(Op op, Opcode opcode, Value[] args, long immediate) {
        return number(function.newValue(op, null, opcode, args, immediate, 0, null, offset), 0);
    }

    private Value number(Value value, int state) {
        Value known = numbers.findOrAdd(value, state);
        return known != null ? known : append(value);
    }

    /** Adds an operation that has to happen. */
    Value effect(Op op, Type type, Value[] args, long immediate, Object detail) {
        return append(function.newValue(op, type, null, args, immediate, 0, detail, offset));
    }

    /** Adds an operation that has to happen, or reads what changes. */
    Value effect(Op op, Type type, Opcode opcode, Value[] args, long immediate, long immediate2) {
        return append(function.newValue(op, type, opcode, args, immediate, immediate2, null, offset));
    }

    private Value append(Value value) {
        value.block = block;
        block.values.add(value);
        return value;
    }

    /** Says that sizes and places of memories may have changed. */
    void forgetMemories() {
        memoryState = ++lastMemoryState;
    }
}
