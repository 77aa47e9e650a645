package dev.terrace.core.validate;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.Matching;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;

/**
 * The typing rules of the instructions that neither branch nor use locals (specification, sections 3.4.2 to 3.4.13):
 * what function bodies and constant expressions share.
 */
final class InstructionRules {
    private static final long MAX_OFFSET32 = 0xFFFF_FFFFL;
    private static final int SHUFFLE_LANES = 32;

    /** For instructions with a lane immediate, how many lanes there are. */
    private static final int[] LANES = new int[Opcode.values().length];

    static {
        for (Opcode op : Opcode.values()) {
            LANES[op.ordinal()] = switch (op.imm()) {
                case LANE -> lanes(op.text().substring(0, op.text().indexOf('.')));
                case MEMARG_LANE -> 16 >> op.widthLog2();
                default -> 0;
            };
        }
    }

    private final ModuleContext context;
    private final InstructionReader in;
    private final OperandStack operands;
    private final TypeCodes codes;
    private final AggregateRules aggregates;

    InstructionRules(ModuleContext context, OperandStack operands) {
        this.context = context;
        this.in = context.in;
        this.operands = operands;
        this.codes = context.codes;
        this.aggregates = new AggregateRules(context, operands);
    }

    private static int lanes(String shape) {
        return Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
    }

    /** Checks the instruction read last, and does to the operand stack what it does. */
    void apply(Opcode op) {
        Signature signature = Signature.of(op);
        if (signature == null) {
            applyOwnRule(op);
            return;
        }
        int address = checkImmediates(op);
        int[] pops = signature.operands();
        for (int i = pops.length - 1; i >= 0; i--) {
            operands.pop(pops[i] == Signature.ADDRESS ? address : pops[i]);
        }
        for (int code : signature.results()) {
            operands.push(code == Signature.ADDRESS ? address : code);
        }
    }

    /** Checks an instruction's immediates, and returns the address type of the memory it names, if it names one. */
    private int checkImmediates(Opcode op) {
        switch (op.imm()) {
            case MEMARG -> {
                return memoryAccess(op);
            }
            case MEMARG_LANE -> {
                checkLane(in.lane(), LANES[op.ordinal()]);
                return memoryAccess(op);
            }
            case MEMORY -> {
                return code(context.memory(in.index()).address());
            }
            case DATA_MEMORY -> {
                int address = code(context.memory(in.index2()).address());
                context.requireData(in.index());
                return address;
            }
            case DATA -> context.requireData(in.index());
            case ELEM -> context.element(in.index());
            case LANE -> checkLane(in.lane(), LANES[op.ordinal()]);
            case SHUFFLE -> {
                for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                    checkLane((int) (in.value() >>> shift) & 0xFF, SHUFFLE_LANES);
                    checkLane((int) (in.value2() >>> shift) & 0xFF, SHUFFLE_LANES);
                }
            }
            default -> {}
        }
        return TypeCodes.BOTTOM;
    }

    private void checkLane(int lane, int lanes) {
        if (lane >= lanes) {
            throw context.invalid("invalid lane index " + lane);
        }
    }

    private int memoryAccess(Opcode op) {
        MemoryType memory = context.memory(in.index());
        if (in.align() > op.widthLog2()) {
            throw context.invalid("alignment must not be larger than natural");
        }
        if (op.isAtomic() && in.align() != op.widthLog2()) {
            throw context.invalid("alignment of an atomic access must be natural");
        }
        if (memory.address() == AddressType.I32 && Long.compareUnsigned(in.value(), MAX_OFFSET32) > 0) {
            throw context.invalid("offset out of range: " + Long.toUnsignedString(in.value()));
        }
        return code(memory.address());
    }

    private static int code(AddressType type) {
        return type == AddressType.I32 ? TypeCodes.I32 : TypeCodes.I64;
    }

    private void applyOwnRule(Opcode op) {
        switch (op) {
            case DROP -> operands.pop();
            case GLOBAL_GET -> operands.push(codes.of(context.global(in.index()).value()));
            case GLOBAL_SET -> {
                GlobalType global = context.global(in.index());
                if (!global.mutable()) {
                    throw context.invalid("immutable global " + Integer.toUnsignedString(in.index()));
                }
                operands.pop(codes.of(global.value()));
            }
            default -> applyRareRule(op);
        }
    }

    private void applyRareRule(Opcode op) {
        switch (op) {
            case MEMORY_COPY -> {
                AddressType to = context.memory(in.index()).address();
                AddressType from = context.memory(in.index2()).address();
                pop(code(to), code(from), code(to.min(from)));
            }
            case TABLE_GET -> {
                TableType table = context.table(in.index());
                operands.pop(code(table.address()));
                operands.push(codes.of(table.element()));
            }
            case TABLE_SET -> {
                TableType table = context.changedTable(in.index());
                pop(code(table.address()), codes.of(table.element()));
            }
            case TABLE_SIZE -> operands.push(code(context.table(in.index()).address()));
            case TABLE_GROW -> {
                TableType table = context.changedTable(in.index());
                pop(codes.of(table.element()), code(table.address()));
                operands.push(code(table.address()));
            }
            case TABLE_FILL -> {
                TableType table = context.changedTable(in.index());
                pop(code(table.address()), codes.of(table.element()), code(table.address()));
            }
            case TABLE_COPY -> {
                TableType to = context.changedTable(in.index());
                TableType from = context.table(in.index2());
                requireMatch(from.element(), to.element());
                pop(code(to.address()), code(from.address()), code(to.address().min(from.address())));
            }
            case TABLE_INIT -> {
                TableType table = context.changedTable(in.index2());
                requireMatch(context.element(in.index()), table.element());
                pop(code(table.address()), TypeCodes.I32, TypeCodes.I32);
            }
            case REF_NULL -> {
                context.gate.require(in.heapType(), in.offset());
                operands.push(codes.ref(true, context.types.canonical(in.heapType())));
            }
            case REF_FUNC -> operands.push(context.types.ref(false, context.function(in.index())));
            case REF_IS_NULL -> {
                operands.popRef();
                operands.push(TypeCodes.I32);
            }
            case REF_AS_NON_NULL -> operands.push(codes.nonNull(operands.popRef()));
            case REF_EQ -> {
                pop(codes.eqRef, codes.eqRef);
                operands.push(TypeCodes.I32);
            }
            case REF_TEST, REF_TEST_NULL -> {
                popCastOperand();
                operands.push(TypeCodes.I32);
            }
            case REF_CAST, REF_CAST_NULL -> operands.push(codes.ref(op == Opcode.REF_CAST_NULL, popCastOperand()));
            case REF_I31 -> {
                operands.pop(TypeCodes.I32);
                operands.push(codes.ref(false, AbsHeapType.I31));
            }
            case I31_GET_S, I31_GET_U -> {
                operands.pop(codes.i31Ref);
                operands.push(TypeCodes.I32);
            }
            case ANY_CONVERT_EXTERN -> convert(codes.externRef, AbsHeapType.ANY);
            case EXTERN_CONVERT_ANY -> convert(codes.anyRef, AbsHeapType.EXTERN);
            default -> aggregates.apply(op);
        }
    }

    /** Pops the operand of a cast or test, of any type in the hierarchy of the type tested for, which is returned. */
    private HeapType popCastOperand() {
        context.gate.require(in.heapType(), in.offset());
        HeapType heap = context.types.canonical(in.heapType());
        operands.pop(codes.ref(true, Matching.top(heap)));
        return heap;
    }

    /** Turns an external reference into an internal one or back; null stays possible if it was. */
    private void convert(int from, AbsHeapType to) {
        int operand = operands.pop(from);
        boolean nullable = operand > TypeCodes.BOTTOM_REF && ((RefType) codes.type(operand)).nullable();
        operands.push(codes.ref(nullable, to));
    }

    private void requireMatch(RefType sub, RefType sup) {
        if (!Matching.matches(sub, sup)) {
            throw context.invalid("type mismatch: elements of type " + sub + " in a table of " + sup);
        }
    }

    private void pop(int first, int second) {
        operands.pop(second);
        operands.pop(first);
    }

    private void pop(int first, int second, int third) {
        operands.pop(third);
        pop(first, second);
    }
}
