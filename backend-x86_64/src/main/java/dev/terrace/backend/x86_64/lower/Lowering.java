package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.CpuFeatures;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.backend.x86_64.code.X86Instruction;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Block;
import dev.terrace.tier2.ssa.Edge;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lowers one function.
 *
 * <p>Blocks are lowered from the last to the first, and each from its end to its beginning: so what uses a value is lowered
 * before the value, and knows whether it takes the value from a register, and by that asks for it ({@link #use}), or does
 * its work with its own instruction, as an address with an addition in it does. A value without effects that nobody has
 * asked for is left out. The instructions of one value are nevertheless emitted in their order.
 */
public final class Lowering {
    private static final int NO_REGISTER = -1;

    private final Function function;
    private final InstanceLayout layout;
    private final CpuFeatures features;
    private final MachineFunction out;
    private final IntegerLowering integers;
    private final FloatLowering floats;
    private final ConditionLowering conditions;
    private final MemoryLowering memories;
    private final AtomicLowering atomics;
    private final CallLowering calls;
    private final TableLowering tables;
    private final ControlLowering controls;
    private final VectorLowering vectors;

    private final int[] registers;
    private final int[] uses;
    private final int[] positions;
    private final Value[][] results;
    private final boolean[] folded;

    /** The instructions of what is being lowered. */
    private final List<X86Instruction> pending = new ArrayList<>();

    /** The instructions of the block that is being lowered, from the last to the first. */
    private final List<X86Instruction> reversed = new ArrayList<>();

    /** Blocks that have been made on the way and are hardly ever reached. */
    private final List<MachineBlock> slowBlocks = new ArrayList<>();

    /** What the present block of the function becomes, in the order of the code; the first is being lowered. */
    private List<MachineBlock> parts;

    private MachineBlock machine;
    private Block block;
    private int position;
    private int offset;
    private boolean folding = true;

    private Lowering(Function function, InstanceLayout layout, CpuFeatures features) {
        this.function = function;
        this.layout = layout;
        this.features = features;
        out = new MachineFunction(function.name());
        integers = new IntegerLowering(this);
        floats = new FloatLowering(this);
        conditions = new ConditionLowering(this);
        memories = new MemoryLowering(this);
        atomics = new AtomicLowering(this);
        calls = new CallLowering(this);
        tables = new TableLowering(this);
        controls = new ControlLowering(this);
        vectors = new VectorLowering(this);
        int bound = function.valueBound();
        registers = new int[bound];
        Arrays.fill(registers, NO_REGISTER);
        uses = new int[bound];
        positions = new int[bound];
        results = new Value[bound][];
        folded = new boolean[bound];
    }

    /** Lowers a function. */
    public static MachineFunction lower(Function function, InstanceLayout layout, CpuFeatures features) {
        Lowering lowering = new Lowering(function, layout, features);
        lowering.count();
        lowering.run();
        return lowering.out;
    }

    /** Counts uses, and finds where values are. */
    private void count() {
        for (Block each : function.blocks()) {
            for (int i = 0; i < each.values.size(); i++) {
                Value value = each.values.get(i);
                positions[value.id] = i;
                countUses(value.args);
                if (value.op == Op.RESULT) {
                    Value[] siblings = results[value.args[0].id];
                    int number = (int) value.immediate;
                    siblings = Arrays.copyOf(
                            siblings == null ? new Value[0] : siblings,
                            Math.max(number + 1, siblings == null ? 0 : siblings.length));
                    siblings[number] = value;
                    results[value.args[0].id] = siblings;
                }
            }
            countUses(each.end.args);
            for (Edge edge : each.end.edges) {
                countUses(edge.args);
            }
        }
    }

    private void countUses(Value[] values) {
        for (Value value : values) {
            uses[value.id]++;
        }
    }

    private void run() {
        List<Blocks.Node> nodes = Blocks.of(function);
        List<MachineBlock> blocks = out.blocks();
        List<MachineBlock> reversedBlocks = new ArrayList<>();
        for (Blocks.Node node : nodes.reversed()) {
            parts = new ArrayList<>(List.of(node.machine));
            lower(node);
            reversedBlocks.addAll(parts.reversed());
        }
        blocks.addAll(reversedBlocks.reversed());
        blocks.addAll(slowBlocks);
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).index = i;
        }
    }

    private void lower(Blocks.Node node) {
        machine = node.machine;
        block = node.block;
        position = block == null ? 0 : block.values.size();
        offset = X86Instruction.NO_OFFSET;
        for (Blocks.Edge edge : node.edges) {
            int[] arguments = new int[edge.arguments().length];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = use(edge.arguments()[i]);
            }
            machine.successors.add(new MachineBlock.Edge(edge.target().machine, arguments));
        }
        if (block == null) {
            emit(X86Instruction.jump());
            flush();
        } else {
            offset = block.end.offset;
            controls.end(block.end, node.edgeNumbers);
            flush();
            for (position--; position >= 0; position--) {
                Value value = block.values.get(position);
                if (!folded[value.id] && (isAsked(value) || hasEffect(value))) {
                    offset = value.offset;
                    lower(value);
                    flush();
                }
            }
            if (block == function.entry()) {
                calls.parameters(block.params);
                flush();
            } else {
                machine.parameters =
                        block.params.stream().mapToInt(this::result).toArray();
            }
        }
        finish(machine);
    }

    private void flush() {
        reversed.addAll(pending.reversed());
        pending.clear();
    }

    /** Puts the instructions that have been lowered, from the last to the first, into a block. */
    private void finish(MachineBlock finished) {
        finished.instructions.addAll(reversed.reversed());
        reversed.clear();
    }

    /**
     * Begins a new block where the one is that is being lowered: what has been lowered is in a block behind. What is lowered
     * next has to lead there.
     *
     * @param parameters the parameters of the block behind
     */
    MachineBlock cut(int... parameters) {
        MachineBlock behind = newBlock(machine.cold);
        behind.parameters = parameters;
        finish(behind);
        for (MachineBlock.Edge edge : machine.successors) {
            List<MachineBlock> predecessors = edge.target().predecessors;
            predecessors.set(predecessors.indexOf(machine), behind);
        }
        behind.successors.addAll(machine.successors);
        machine.successors.clear();
        parts.add(1, behind);
        return behind;
    }

    /** Makes a block on the way between the block that is being lowered and the one behind, of what was just emitted. */
    MachineBlock finishPart(boolean slow) {
        MachineBlock part = newBlock(slow || machine.cold);
        flush();
        finish(part);
        if (slow) {
            slowBlocks.add(part);
        } else {
            parts.add(1, part);
        }
        return part;
    }

    private MachineBlock newBlock(boolean cold) {
        MachineBlock made = new MachineBlock();
        made.loopDepth = machine.loopDepth;
        made.cold = cold;
        return made;
    }

    /** Adds an edge. */
    static void connect(MachineBlock from, MachineBlock to, int... arguments) {
        from.successors.add(new MachineBlock.Edge(to, arguments));
        to.predecessors.add(from);
    }

    /** Returns the block that is being lowered. */
    MachineBlock machine() {
        return machine;
    }

    /** Returns whether a register with a value has been asked for. */
    boolean isAsked(Value value) {
        if (registers[value.id] != NO_REGISTER) {
            return true;
        }
        for (Value result : results(value)) {
            if (result != null && registers[result.id] != NO_REGISTER) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a value is computed even if nobody uses it. */
    static boolean hasEffect(Value value) {
        return switch (value.op) {
            case PARAM, CONST, SELECT, RESULT, MEMORY_BASE, MEMORY_BYTES, GLOBAL_GET -> false;
            case COMPUTE -> IntegerLowering.traps(value.opcode);
            default -> true;
        };
    }

    private void lower(Value value) {
        switch (value.op) {
            case COMPUTE -> compute(value);
            case SELECT -> conditions.select(value);
            case MEMORY_BASE -> memories.base(value);
            case MEMORY_BYTES -> memories.bytes(value);
            case CHECK_BOUNDS -> memories.checkBounds(value);
            case CHECK_ALIGNMENT -> memories.checkAlignment(value);
            case LOAD -> memories.load(value);
            case STORE -> memories.store(value);
            case ATOMIC -> atomics.lower(value);
            case FENCE -> emit(Instruction.MFENCE);
            case GLOBAL_GET -> memories.globalGet(value);
            case GLOBAL_SET -> memories.globalSet(value);
            case CALL, CALL_IMPORT, CALL_RECORD -> calls.call(value);
            case TABLE_FUNCTION -> tables.function(value);
            case NON_NULL -> controls.nonNull(value);
            case RUNTIME -> calls.runtime(value);
            case POLL -> controls.poll();
            case BURN -> controls.burn(value);
            case BURN_LENGTH -> controls.burnLength(value);
            case RESULT -> {} // written by the call
            case PARAM, CONST -> throw new IllegalArgumentException(value + " is among the values of a block");
        }
    }

    private void compute(Value value) {
        if (ConditionLowering.isCondition(value.opcode)) {
            conditions.materialize(value);
        } else if (isVector(value)) {
            vectors.compute(value);
        } else if (FloatLowering.isFloat(value.opcode)) {
            floats.compute(value);
        } else {
            integers.compute(value);
        }
    }

    private static boolean isVector(Value value) {
        Opcode opcode = value.opcode;
        return opcode.hasSignature()
                && (opcode.operands().indexOf('v') >= 0 || opcode.results().indexOf('v') >= 0);
    }

    // What the others use

    /** Returns where the instances of the module have their parts. */
    InstanceLayout layout() {
        return layout;
    }

    /** Returns whether code may use a feature of the processor. */
    public boolean has(CpuFeature feature) {
        return features.has(feature);
    }

    /** Returns the one that lowers vectors. */
    VectorLowering vectors() {
        return vectors;
    }

    /** Returns the one that lowers conditions. */
    ConditionLowering conditions() {
        return conditions;
    }

    /** Returns the one that lowers calls. */
    CallLowering calls() {
        return calls;
    }

    /** Returns the one that lowers accesses to memories. */
    MemoryLowering memories() {
        return memories;
    }

    /** Returns the class of the registers for a type. */
    static RegisterClass classOf(Type type) {
        return switch (type) {
            case I32, I64, REF -> RegisterClass.GENERAL;
            case F32, F64 -> RegisterClass.FLOAT;
            case V128 -> RegisterClass.VECTOR;
        };
    }

    /** Asks for a value: returns the virtual register that holds it. Call it before emitting what reads the register. */
    public int use(Value value) {
        if (value.isConst()) {
            return Constants.make(this, value);
        }
        return result(value);
    }

    /** Returns the virtual register that a value's instructions have to write. */
    public int result(Value value) {
        if (registers[value.id] == NO_REGISTER) {
            registers[value.id] = out.newRegister(classOf(value.type));
        }
        return registers[value.id];
    }

    /** Returns the results of a call that has several, some of which may be null; else an array of none. */
    Value[] results(Value call) {
        return results[call.id] == null ? new Value[0] : results[call.id];
    }

    /** Makes a virtual register for one thing that is computed on the way. */
    public int newTemp(RegisterClass type) {
        return out.newRegister(type);
    }

    /** Emits a row of the assembler's table. */
    public void emit(Instruction row, Arg... args) {
        emit(X86Instruction.row(offset, row, args));
    }

    /** Emits several rows that belong together. */
    public void sequence(String name, X86Instruction.Code code, Arg... args) {
        emit(X86Instruction.sequence(offset, name, code, args));
    }

    /** Emits an instruction. */
    public void emit(X86Instruction instruction) {
        pending.add(instruction);
    }

    /** Returns the offset in the module of what is being lowered. */
    int offset() {
        return offset;
    }

    /** Emits a copy of a register to another one of the same class. */
    public void move(int to, int from) {
        emit(X86Instruction.move(from, to, out.classOf(from)));
    }

    /** Returns how often a value is used. */
    int uses(Value value) {
        return uses[value.id];
    }

    /** Returns whether a value is a constant integer that an instruction can have as an immediate of 32 bits. */
    public static boolean isImmediate(Value value) {
        return value.isConst() && value.type.isGeneral() && signed(value) == (int) signed(value);
    }

    /** Returns a constant integer, sign-extended. */
    public static long signed(Value value) {
        return value.type == Type.I32 ? (int) value.immediate : value.immediate;
    }

    /**
     * Returns an argument for a place in a row that may be memory: the memory that the value comes from if it is only loaded
     * for this use and nothing with effects is in between, constant data, or else a register or spill slot.
     *
     * @param bytes how many bytes the row reads there
     */
    public Arg useAny(Value value, int bytes) {
        if (value.isConst() && !value.type.isGeneral()) {
            return Constants.data(value, bytes);
        }
        if (canFold(value, bytes) && fold(value)) {
            return memories.address(value);
        }
        return value.type == Type.V128 || bytes <= Long.BYTES ? Arg.useAny(use(value)) : Arg.use(use(value));
    }

    /** Returns whether {@link #useAny} gives the memory that a value is loaded from. */
    boolean canFold(Value value, int bytes) {
        return MemoryLowering.foldableBytes(value) == bytes && isFoldable(value);
    }

    /** Returns what a piece of lowering returns, during which nothing is folded. */
    <T> T withoutFolding(Supplier<T> lowering) {
        boolean before = folding;
        folding = false;
        try {
            return lowering.get();
        } finally {
            folding = before;
        }
    }

    /**
     * Lets what is being lowered do the work of a value of its block, if that is used here alone and can be computed here as
     * well: it is not lowered itself then.
     */
    boolean fold(Value value) {
        boolean can = isFoldable(value);
        folded[value.id] |= can;
        return can;
    }

    private boolean isFoldable(Value value) {
        return folding
                && block != null
                && value.block == block
                && uses[value.id] == 1
                && !isAsked(value)
                && (!hasEffect(value) || onlyReadsBetween(positions[value.id]));
    }

    /** Returns whether everything behind a load up to here neither writes nor can trap in another way. */
    private boolean onlyReadsBetween(int from) {
        for (int i = from + 1; i < position; i++) {
            Value value = block.values.get(i);
            if (hasEffect(value) && value.op != Op.LOAD) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a value is in the block that is being lowered, so that its instruction may look into it. */
    boolean isNear(Value value) {
        return value.block == block;
    }

    /** Emits the making of a constant of 32 or 64 bits, zero-extended. */
    int integer(long bits) {
        int register = newTemp(RegisterClass.GENERAL);
        Constants.integer(this, register, bits);
        return register;
    }
}
