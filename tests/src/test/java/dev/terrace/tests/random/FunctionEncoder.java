package dev.terrace.tests.random;

import dev.terrace.core.binary.BinaryWriter;
import dev.terrace.core.binary.TypeWriter;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.types.VecType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Writes the body of a random program's function, with what makes it end and what makes NaNs canonical. */
final class FunctionEncoder {
    /** The label of the function itself. */
    static final int FUNCTION_LABEL = 0;

    private static final int NO_LABEL = -1;
    private static final int EMPTY_BLOCK = 0x40;
    private static final int CATCH = 0;
    private static final int CATCH_ALL = 2;

    private final Program.Function function;
    private final ToIntFunction<FuncType> typeIndex;
    private final BinaryWriter out = new BinaryWriter();
    private final List<Integer> labels = new ArrayList<>();

    /** The locals that make NaNs canonical: a scratch local of each type that needs it, behind all others. */
    private final List<ValType> scratch = new ArrayList<>();

    FunctionEncoder(Program.Function function, ToIntFunction<FuncType> typeIndex) {
        this.function = function;
        this.typeIndex = typeIndex;
    }

    /** Returns the code of a global's initial value. */
    static BinaryWriter constant(Node node, ToIntFunction<FuncType> typeIndex) {
        FunctionEncoder encoder = new FunctionEncoder(null, typeIndex);
        encoder.node(node);
        encoder.op(Opcode.END);
        return encoder.out;
    }

    /** Returns the locals and the code. */
    BinaryWriter encode() {
        labels.add(FUNCTION_LABEL);
        if (function.usesFuel()) {
            useFuel();
            op(Opcode.I32_CONST);
            out.s64(0);
            op(Opcode.I32_LT_S);
            op(Opcode.IF);
            out.u8(EMPTY_BLOCK);
            function.type().results().forEach(type -> node(zero(type)));
            op(Opcode.RETURN);
            op(Opcode.END);
        }
        nodes(function.body());
        op(Opcode.END);
        List<ValType> locals = new ArrayList<>(function.locals());
        locals.addAll(scratch);
        BinaryWriter body = new BinaryWriter();
        body.u32(locals.size());
        for (ValType type : locals) {
            body.u32(1);
            TypeWriter.storageType(body, type);
        }
        body.append(out);
        return body;
    }

    /** Returns a constant: zero or null. */
    static Node zero(ValType type) {
        Opcode op = switch (type) {
            case NumType.I32 -> Opcode.I32_CONST;
            case NumType.I64 -> Opcode.I64_CONST;
            case NumType.F32 -> Opcode.F32_CONST;
            case NumType.F64 -> Opcode.F64_CONST;
            case VecType.V128 -> Opcode.V128_CONST;
            case RefType _ -> Opcode.REF_NULL;
        };
        long value = switch (type) {
            case RefType ref -> ref.heap() == AbsHeapType.FUNC ? Node.Plain.NULL_FUNC : Node.Plain.NULL_EXTERN;
            default -> 0;
        };
        return op == Opcode.V128_CONST
                ? new Node.Plain(op, List.of(), List.of(type), 0, 0)
                : new Node.Plain(op, List.of(), List.of(type), value);
    }

    private void op(Opcode op) {
        if (op.prefix() == 0) {
            out.u8(op.code());
        } else {
            out.u8(op.prefix());
            out.u32(op.code());
        }
    }

    private void op(Opcode op, int immediate) {
        op(op);
        out.u32(immediate);
    }

    private void nodes(List<Node> nodes) {
        nodes.forEach(this::node);
    }

    private void node(Node node) {
        switch (node) {
            case Node.Plain plain -> plain(plain);
            case Node.Block block -> block(block);
            case Node.Counted counted -> counted(counted);
            case Node.BackEdge edge -> backEdge(edge);
            case Node.Canonical canonical -> canonical(canonical);
            case Node.Pop _ -> {}
            case Node.Sequence(var nodes) -> nodes(nodes);
        }
    }

    private void plain(Node.Plain plain) {
        nodes(plain.operands());
        Opcode op = plain.op();
        op(op);
        long[] immediates = plain.immediates();
        switch (op.imm()) {
            case NONE -> {}
            case LABEL -> out.u32(depth(immediates[0]));
            case BR_TABLE -> {
                out.u32(immediates.length - 1);
                for (long label : immediates) {
                    out.u32(depth(label));
                }
            }
            case FUNC, TYPE, TAG, LOCAL, GLOBAL, TABLE, ELEM, MEMORY, DATA -> out.u64(immediates[0]);
            case TYPE_TABLE, TABLE_TABLE, ELEM_TABLE, MEMORY_MEMORY, DATA_MEMORY -> {
                out.u64(immediates[0]);
                out.u64(immediates[1]);
            }
            case MEMARG -> memarg(immediates);
            case MEMARG_LANE -> {
                memarg(immediates);
                out.u64(immediates[3]);
            }
            case LANE -> out.u64(immediates[0]);
            case SHUFFLE, V128 -> {
                out.fixed64(immediates[0]);
                out.fixed64(immediates[1]);
            }
            case I32, I64 -> out.s64(immediates[0]);
            case F32 -> out.fixed32((int) immediates[0]);
            case F64 -> out.fixed64(immediates[0]);
            case HEAP_TYPE -> {
                if (immediates[0] == Node.Plain.NULL_FUNC) {
                    out.u8(AbsHeapType.FUNC.code());
                } else if (immediates[0] == Node.Plain.NULL_EXTERN) {
                    out.u8(AbsHeapType.EXTERN.code());
                } else {
                    out.s64(immediates[0]);
                }
            }
            case SELECT_TYPES -> TypeWriter.valTypes(out, plain.results());
            case FENCE -> out.u8(0);
            case BLOCK_TYPE, TRY_TABLE, TYPE_FIELD, TYPE_COUNT, TYPE_DATA, TYPE_ELEM, TYPE_TYPE, BR_CAST ->
                throw new IllegalArgumentException("not generated: " + op);
        }
    }

    private void memarg(long[] immediates) {
        int memory = (int) immediates[1];
        if (memory == 0) {
            out.u64(immediates[0]);
        } else {
            out.u64(immediates[0] | 0x40);
            out.u32(memory);
        }
        out.u64(immediates[2]);
    }

    private int depth(long label) {
        int index = labels.lastIndexOf((int) label);
        if (index < 0) {
            throw new IllegalStateException("a branch to a block that is not there");
        }
        return labels.size() - 1 - index;
    }

    private void blockType(FuncType type) {
        if (type.params().isEmpty() && type.results().isEmpty()) {
            out.u8(EMPTY_BLOCK);
        } else if (type.params().isEmpty() && type.results().size() == 1) {
            TypeWriter.storageType(out, type.results().getFirst());
        } else {
            out.s64(typeIndex.applyAsInt(type));
        }
    }

    private void block(Node.Block block) {
        nodes(block.operands());
        op(block.op());
        blockType(block.type());
        if (block.op() == Opcode.TRY_TABLE) {
            out.u32(block.catches().size());
            for (Node.Catch handler : block.catches()) {
                out.u8(handler.tag() < 0 ? CATCH_ALL : CATCH);
                if (handler.tag() >= 0) {
                    out.u32(handler.tag());
                }
                out.u32(depth(handler.label()));
            }
        }
        labels.add(block.label());
        nodes(block.body());
        if (!block.otherwise().isEmpty()) {
            op(Opcode.ELSE);
            nodes(block.otherwise());
        }
        op(Opcode.END);
        labels.removeLast();
    }

    /** {@code counter = count; loop ... br_if (--counter) end}. */
    private void counted(Node.Counted counted) {
        op(Opcode.I32_CONST);
        out.s64(counted.count());
        op(Opcode.LOCAL_SET, counted.counter());
        op(Opcode.LOOP);
        out.u8(EMPTY_BLOCK);
        // Nothing branches here from inside: it would leave out the counting.
        labels.add(NO_LABEL);
        op(Opcode.BLOCK);
        out.u8(EMPTY_BLOCK);
        labels.add(counted.label());
        nodes(counted.body());
        op(Opcode.END);
        labels.removeLast();
        op(Opcode.LOCAL_GET, counted.counter());
        op(Opcode.I32_CONST);
        out.s64(1);
        op(Opcode.I32_SUB);
        op(Opcode.LOCAL_TEE, counted.counter());
        op(Opcode.BR_IF, 0);
        op(Opcode.END);
        labels.removeLast();
    }

    private void backEdge(Node.BackEdge edge) {
        nodes(edge.operands());
        node(edge.condition());
        op(Opcode.I32_CONST);
        out.s64(0);
        useFuel();
        op(Opcode.I32_CONST);
        out.s64(0);
        op(Opcode.I32_GT_S);
        op(Opcode.SELECT);
        op(Opcode.BR_IF, depth(edge.label()));
    }

    /** Leaves how much fuel is left. */
    private void useFuel() {
        op(Opcode.GLOBAL_GET, ProgramEncoder.FUEL_GLOBAL);
        op(Opcode.I32_CONST);
        out.s64(1);
        op(Opcode.I32_SUB);
        op(Opcode.GLOBAL_SET, ProgramEncoder.FUEL_GLOBAL);
        op(Opcode.GLOBAL_GET, ProgramEncoder.FUEL_GLOBAL);
    }

    /** {@code x == x ? x : NaN}, in each lane. */
    private void canonical(Node.Canonical canonical) {
        node(canonical.operand());
        int local = scratch(canonical.kind().type());
        op(Opcode.LOCAL_TEE, local);
        switch (canonical.kind()) {
            case LOOSE_F32 -> {
                op(Opcode.F32_CONST);
                out.fixed32(0x7fc00000);
                equalToItself(local, Opcode.F32_EQ, Opcode.SELECT);
            }
            case LOOSE_F64 -> {
                op(Opcode.F64_CONST);
                out.fixed64(0x7ff8000000000000L);
                equalToItself(local, Opcode.F64_EQ, Opcode.SELECT);
            }
            case LOOSE_F32X4 -> {
                vector(0x7fc000007fc00000L);
                equalToItself(local, Opcode.F32X4_EQ, Opcode.V128_BITSELECT);
            }
            case LOOSE_F64X2 -> {
                vector(0x7ff8000000000000L);
                equalToItself(local, Opcode.F64X2_EQ, Opcode.V128_BITSELECT);
            }
            default -> throw new IllegalArgumentException("already canonical: " + canonical.kind());
        }
    }

    private void vector(long half) {
        op(Opcode.V128_CONST);
        out.fixed64(half);
        out.fixed64(half);
    }

    private void equalToItself(int local, Opcode compare, Opcode select) {
        op(Opcode.LOCAL_GET, local);
        op(Opcode.LOCAL_GET, local);
        op(compare);
        op(select);
    }

    private int scratch(ValType type) {
        if (!scratch.contains(type)) {
            scratch.add(type);
        }
        return function.type().params().size() + function.locals().size() + scratch.indexOf(type);
    }
}
