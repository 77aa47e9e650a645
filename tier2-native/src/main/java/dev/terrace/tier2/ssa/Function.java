package dev.terrace.tier2.ssa;

import dev.terrace.core.opcode.Opcode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A function. The first block is entered; it has no predecessors. Constants are in no block: each exists once, and is made
 * where it is used.
 */
public final class Function {
    /** What a constant is. */
    private record ConstKey(Type type, long bits, long highBits) {}

    private final String name;
    private final List<Type> results;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<ConstKey, Value> constants = new HashMap<>();
    private int nextValue;
    private int nextBlock;

    /**
     * Creates a function without blocks.
     *
     * @param name what messages and printed code call it
     * @param results the types of its results
     */
    public Function(String name, List<Type> results) {
        this.name = name;
        this.results = List.copyOf(results);
    }

    /** Returns what messages and printed code call it. */
    public String name() {
        return name;
    }

    /** Returns the types of the results. */
    public List<Type> results() {
        return results;
    }

    /** Returns the blocks, which may be changed: the first is entered, the others are in any order. */
    public List<Block> blocks() {
        return blocks;
    }

    /** Returns the block that is entered. */
    public Block entry() {
        return blocks.getFirst();
    }

    /** Adds a block. */
    public Block newBlock() {
        Block block = new Block(nextBlock++);
        blocks.add(block);
        return block;
    }

    /** Adds a parameter to a block. */
    public Value newParam(Block block, Type type, int offset) {
        Value param = newValue(Op.PARAM, type, null, null, 0, 0, null, offset);
        param.block = block;
        block.params.add(param);
        return param;
    }

    /** Makes a value that is in no block yet. */
    public Value newValue(
            Op op, Type type, Opcode opcode, Value[] args, long immediate, long immediate2, Object detail, int offset) {
        return new Value(nextValue++, op, type, opcode, args, immediate, immediate2, detail, offset);
    }

    /** Returns a constant: an i32 is zero-extended in the bits, as are the bits of an f32. */
    public Value constant(Type type, long bits, long highBits) {
        long low = type == Type.I32 || type == Type.F32 ? bits & 0xFFFF_FFFFL : bits;
        return constants.computeIfAbsent(
                new ConstKey(type, low, highBits),
                key -> newValue(Op.CONST, key.type, null, null, key.bits, key.highBits, null, 0));
    }

    /** Returns a number that is above all numbers of values. */
    public int valueBound() {
        return nextValue;
    }

    /** Returns a number that is above all numbers of blocks. */
    public int blockBound() {
        return nextBlock;
    }
}
