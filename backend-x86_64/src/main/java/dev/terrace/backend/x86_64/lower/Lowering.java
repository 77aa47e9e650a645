package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.CpuFeatures;
import dev.terrace.backend.x86_64.asm.Gpr;
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
import java.util.Collections;
import java.util.List;

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
    private final VectorLowering vectors;

    private final int[] registers;
    private final int[] uses;
    private final int[] positions;
    private final Value[][] results;
    private final boolean[] folded;

    /** The instructions of what is being lowered. */
    private final List<X86Instruction> pending = new ArrayList<>();

    private Block block;
    private int position;
    private int offset;

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
        List<BlockOrder.Node> nodes = BlockOrder.of(function);
        List<MachineBlock> blocks = out.blocks();
        for (BlockOrder.Node node : nodes) {
            node.machine.index = blocks.size();
            blocks.add(node.machine);
        }
        for (BlockOrder.Node node : nodes.reversed()) {
            lower(node);
        }
    }

    private void lower(BlockOrder.Node node) {
        MachineBlock machine = node.machine;
        List<X86Instruction> reversed = new ArrayList<>();
        block = node.block;
        position = block == null ? 0 : block.values.size();
        offset = X86Instruction.NO_OFFSET;
        for (BlockOrder.Edge edge : node.edges) {
            int[] arguments = new int[edge.arguments().length];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = use(edge.arguments()[i]);
            }
            machine.successors.add(new MachineBlock.Edge(edge.target().machine, arguments));
        }
        if (block == null) {
            emit(X86Instruction.jump());
            flush(reversed);
        } else {
            offset = block.end.offset;
            calls.end(block.end, node);
            flush(reversed);
            for (position--; position >= 0; position--) {
                Value value = block.values.get(position);
                if (!folded[value.id] && (isAsked(value) || hasEffect(value))) {
                    offset = value.offset;
                    lower(value);
                    flush(reversed);
                }
            }
            if (block == function.entry()) {
                calls.parameters(block.params);
                flush(reversed);
            } else {
                machine.parameters = block.params.stream().mapToInt(this::result).toArray();
            }
        }
        Collections.reverse(reversed);
        machine.instructions.addAll(reversed);
    }

    private void flush(List<X86Instruction> reversed) {
        reversed.addAll(pending.reversed());
        pending.clear();
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
            case TABLE_FUNCTION -> calls.tableFunction(value);
            case NON_NULL -> calls.nonNull(value);
            case RUNTIME -> calls.runtime(value);
            case POLL -> calls.poll();
            case BURN -> calls.burn(value);
            case BURN_LENGTH -> calls.burnLength(value);
            case RESULT -> {} // written by the call
            case PARAM, CONST -> throw new IllegalArgumentException(value + " is among the values of a block");
        }
    }

    private void compute(Value value) {
        if (isVector(value)) {
            vectors.compute(value);
        } else if (ConditionLowering.isCondition(value.opcode)) {
            conditions.materialize(value);
        } else if (FloatLowering.isFloat(value.opcode)) {
            floats.compute(value);
        } else {
            integers.compute(value);
        }
    }

    private static boolean isVector(Value value) {
        Opcode opcode = value.opcode;
        return opcode.hasSignature() && (opcode.operands().indexOf('v') >= 0 || opcode.results().indexOf('v') >= 0);
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
        if (memories.foldableBytes(value) == bytes && fold(value)) {
            return memories.address(value);
        }
        return value.type == Type.V128 || bytes <= Long.BYTES ? Arg.useAny(use(value)) : Arg.use(use(value));
    }

    /**
     * Lets what is being lowered do the work of a value of its block, if that is used here alone and can be computed here as
     * well: it is not lowered itself then.
     */
    boolean fold(Value value) {
        if (value.block != block || block == null || uses[value.id] != 1 || isAsked(value)) {
            return false;
        }
        if (hasEffect(value) && !onlyReadsBetween(positions[value.id])) {
            return false;
        }
        folded[value.id] = true;
        return true;
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

    /** Returns the argument for the memory some bytes into the context. */
    static Arg.Memory context(int displacement) {
        return Arg.at(Gpr.R15, displacement);
    }

    /** Returns the argument for the memory some bytes into the instance. */
    static Arg.Memory instance(int displacement) {
        return Arg.at(Gpr.R14, displacement);
    }
}
