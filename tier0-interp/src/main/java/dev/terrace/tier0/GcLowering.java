package dev.terrace.tier0;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.ArrayType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.PackedType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StorageType;
import dev.terrace.core.types.StructType;
import dev.terrace.core.types.VecType;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.tier0.Operands.Kind;

/** Translates the instructions on structures, arrays and 31-bit integers, and casts. */
final class GcLowering implements Op {
    private final ValidModule module;
    private final InstructionReader in;
    private final FunctionWriter writer;
    private final CodeBuffer out;
    private final Operands operands;

    GcLowering(ValidModule module, InstructionReader in, FunctionWriter writer) {
        this.module = module;
        this.in = in;
        this.writer = writer;
        this.out = writer.out;
        this.operands = writer.operands;
    }

    /** Translates the instruction read last. */
    void lower(Opcode op) {
        switch (op) {
            case REF_EQ -> {
                int z = writer.popRead();
                int y = writer.popRead();
                out.emit(REF_EQ, writer.pushResult(Kind.SCALAR), y, z);
            }
            case REF_I31 -> {
                int y = writer.popRead();
                out.emit(REF_I31, writer.pushResult(Kind.REFERENCE), y, 0);
            }
            case I31_GET_S, I31_GET_U -> {
                int y = writer.popRead();
                out.emit(I31_GET, writer.pushResult(Kind.SCALAR), y, op == Opcode.I31_GET_U ? 1 : 0);
            }
            case REF_TEST, REF_TEST_NULL -> {
                int y = writer.popRead();
                int target = CastTarget.encode(in.heapType(), op == Opcode.REF_TEST_NULL);
                out.emit(REF_TEST, writer.pushResult(Kind.SCALAR), y, target);
            }
            case REF_CAST, REF_CAST_NULL -> {
                int target = CastTarget.encode(in.heapType(), op == Opcode.REF_CAST_NULL);
                out.emit(REF_CAST, writer.read(operands.size() - 1), 0, target);
            }
            // References of the two hierarchies are the same Java objects.
            case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {}
            case STRUCT_NEW -> {
                int end = operands.height();
                int base = settled(struct(in.index()).fields().size());
                writer.setCleared(base, end);
                out.emit(STRUCT_NEW, writer.pushResult(Kind.REFERENCE), base, Translator.index(in.index()));
            }
            case STRUCT_NEW_DEFAULT ->
                out.emit(STRUCT_NEW_DEFAULT, writer.pushResult(Kind.REFERENCE), 0, Translator.index(in.index()));
            case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> {
                StorageType field = struct(in.index()).fields().get(in.index2()).storage();
                int y = writer.popRead();
                int x = writer.pushResult(Kind.of(field.unpacked()));
                out.emit(STRUCT_GET, x, y, in.index2());
                extend(field, op == Opcode.STRUCT_GET_U, x);
            }
            case STRUCT_SET -> {
                int x = writer.popRead();
                out.emit(STRUCT_SET, x, writer.popRead(), in.index2());
            }
            default -> lowerArray(op);
        }
    }

    private void lowerArray(Opcode op) {
        switch (op) {
            case ARRAY_NEW -> {
                int z = writer.popRead();
                int y = writer.popRead();
                out.emit(ARRAY_NEW, writer.pushResult(Kind.REFERENCE), y, z);
                out.append(Translator.indices(0, in.index()));
            }
            case ARRAY_NEW_DEFAULT -> {
                int y = writer.popRead();
                out.emit(ARRAY_NEW_DEFAULT, writer.pushResult(Kind.REFERENCE), y, Translator.index(in.index()));
            }
            case ARRAY_NEW_FIXED -> {
                int base = settled(in.index2());
                out.emit(ARRAY_NEW_FIXED, writer.pushResult(Kind.REFERENCE), base, in.index2());
                out.append(Translator.indices(0, in.index()));
            }
            case ARRAY_NEW_DATA, ARRAY_NEW_ELEM -> {
                int z = writer.popRead();
                int y = writer.popRead();
                int register = op == Opcode.ARRAY_NEW_DATA ? ARRAY_NEW_DATA : ARRAY_NEW_ELEM;
                out.emit(register, writer.pushResult(Kind.REFERENCE), y, z);
                out.append(Translator.indices(in.index(), in.index2()));
            }
            case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
                StorageType element = element(in.index());
                int z = writer.popRead();
                int y = writer.popRead();
                int x = writer.pushResult(Kind.of(element.unpacked()));
                out.emit(ARRAY_GET_I8 + size(element), x, y, z);
                extend(element, op == Opcode.ARRAY_GET_U, x);
            }
            case ARRAY_SET -> {
                int x = writer.popRead();
                int z = writer.popRead();
                out.emit(ARRAY_SET_I8 + size(element(in.index())), x, writer.popRead(), z);
            }
            case ARRAY_LEN -> {
                int y = writer.popRead();
                out.emit(ARRAY_LEN, writer.pushResult(Kind.SCALAR), y, 0);
            }
            case ARRAY_FILL -> {
                int count = writer.popRead();
                int z = writer.popRead();
                int y = writer.popRead();
                out.emit(ARRAY_FILL, writer.popRead(), y, z);
                out.append(Op.word(MOVE, 0, 0, count));
            }
            case ARRAY_COPY -> out.emit(ARRAY_COPY, settled(5), 0, 0);
            case ARRAY_INIT_DATA -> out.emit(ARRAY_INIT_DATA, settled(4), 0, Translator.index(in.index2()));
            case ARRAY_INIT_ELEM -> out.emit(ARRAY_INIT_ELEM, settled(4), 0, Translator.index(in.index2()));
            default -> throw new IllegalStateException("no register code for " + op);
        }
    }

    /**
     * Writes a test of the last operand, which stays; returns the slot of the answer. It is the operand's own slot: there a
     * number does not get into a reference's way.
     */
    int testLast(RefType type) {
        int own = writer.pushReference(writer.popRead());
        out.emit(REF_TEST, own, own, CastTarget.encode(type));
        return own;
    }

    /** Removes the last operands, which are in consecutive slots then; returns the first of these. */
    private int settled(int count) {
        writer.settleLast(count);
        writer.truncate(operands.size() - count);
        return operands.height();
    }

    private StructType struct(int type) {
        return (StructType) module.types().get(type).comp();
    }

    private StorageType element(int type) {
        return ((ArrayType) module.types().get(type).comp()).element().storage();
    }

    /** What is packed comes sign-extended. */
    private void extend(StorageType type, boolean unsigned, int slot) {
        if (unsigned) {
            out.emit(AND_IMM, slot, slot, type == PackedType.I8 ? 0xFF : 0xFFFF);
        }
    }

    /** Returns the position among the instructions for arrays of all sizes. */
    private static int size(StorageType element) {
        return switch (element) {
            case PackedType.I8 -> 0;
            case PackedType.I16 -> 1;
            case NumType.I32, NumType.F32 -> 2;
            case NumType.I64, NumType.F64 -> 3;
            case VecType _ -> 4;
            case RefType _ -> 5;
        };
    }
}
