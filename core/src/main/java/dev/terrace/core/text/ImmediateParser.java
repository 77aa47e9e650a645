package dev.terrace.core.text;

import dev.terrace.core.binary.BinaryWriter;
import dev.terrace.core.binary.CatchClause;
import dev.terrace.core.binary.TypeWriter;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import java.util.List;

/** Parses what follows an instruction's keyword and writes the instruction's encoding (specification, section 6.5). */
final class ImmediateParser {
    private static final int EMPTY_BLOCK = 0x40;
    private static final int MEMARG_HAS_MEMORY = 0x40;
    private static final int SHUFFLE_LANES = 16;

    private final TokenCursor in;
    private final ModuleScope scope;
    private final TypeParser types;
    private boolean usesDataSegments;

    ImmediateParser(TokenCursor in, ModuleScope scope, TypeParser types) {
        this.in = in;
        this.scope = scope;
        this.types = types;
    }

    /** Returns whether any instruction so far refers to a data segment: then the module needs a data count. */
    boolean usesDataSegments() {
        return usesDataSegments;
    }

    static void writeOpcode(BinaryWriter out, Opcode op) {
        if (op.prefix() == 0) {
            out.u8(op.code());
        } else {
            out.u8(op.prefix());
            out.u32(op.code());
        }
    }

    /** Parses the immediates of an instruction, which decide between opcodes of one keyword, and writes it. */
    void write(Opcode op, FunctionScope function, BinaryWriter out) {
        switch (op) {
            case SELECT -> select(out);
            case REF_TEST -> castTest(Opcode.REF_TEST, Opcode.REF_TEST_NULL, out);
            case REF_CAST -> castTest(Opcode.REF_CAST, Opcode.REF_CAST_NULL, out);
            case BR_ON_CAST, BR_ON_CAST_FAIL -> branchOnCast(op, function, out);
            default -> {
                writeOpcode(out, op);
                immediates(op, function, out);
            }
        }
    }

    private void select(BinaryWriter out) {
        if (in.isForm("result")) {
            writeOpcode(out, Opcode.SELECT_T);
            TypeWriter.valTypes(out, types.results());
        } else {
            writeOpcode(out, Opcode.SELECT);
        }
    }

    private void castTest(Opcode nonNull, Opcode nullable, BinaryWriter out) {
        RefType type = types.refType();
        writeOpcode(out, type.nullable() ? nullable : nonNull);
        TypeWriter.heapType(out, type.heap());
    }

    private void branchOnCast(Opcode op, FunctionScope function, BinaryWriter out) {
        writeOpcode(out, op);
        int label = function.labels().resolve(in);
        RefType from = types.refType();
        RefType to = types.refType();
        out.u8((from.nullable() ? 1 : 0) | (to.nullable() ? 2 : 0));
        out.u32(label);
        TypeWriter.heapType(out, from.heap());
        TypeWriter.heapType(out, to.heap());
    }

    private void immediates(Opcode op, FunctionScope function, BinaryWriter out) {
        switch (op.imm()) {
            case NONE -> {}
            case LABEL -> out.u32(function.labels().resolve(in));
            case BR_TABLE -> branchTable(function.labels(), out);
            case FUNC -> out.u32(scope.functions().resolve(in));
            case TYPE_TABLE -> {
                int table = scope.tables().resolveOptional(in);
                out.u32(types.typeUse());
                out.u32(table);
            }
            case TYPE -> out.u32(scope.types().resolve(in));
            case TYPE_FIELD -> {
                int type = typeThen(out);
                out.u32(scope.fields(type).resolve(in));
            }
            case TYPE_COUNT -> {
                typeThen(out);
                out.u32((int) in.unsigned(32));
            }
            case TYPE_DATA -> {
                typeThen(out);
                dataSegment(out);
            }
            case TYPE_ELEM -> {
                typeThen(out);
                out.u32(scope.elements().resolve(in));
            }
            case TYPE_TYPE -> {
                typeThen(out);
                typeThen(out);
            }
            case TAG -> out.u32(scope.tags().resolve(in));
            case LOCAL -> out.u32(function.locals().resolve(in));
            case GLOBAL -> out.u32(scope.globals().resolve(in));
            case TABLE -> out.u32(scope.tables().resolveOptional(in));
            case TABLE_TABLE -> pair(scope.tables(), out);
            case ELEM -> out.u32(scope.elements().resolve(in));
            case ELEM_TABLE -> {
                int table = containerBeforeSegment(scope.tables());
                out.u32(scope.elements().resolve(in));
                out.u32(table);
            }
            case MEMORY -> out.u32(scope.memories().resolveOptional(in));
            case MEMORY_MEMORY -> pair(scope.memories(), out);
            case DATA -> dataSegment(out);
            case DATA_MEMORY -> {
                int memory = containerBeforeSegment(scope.memories());
                dataSegment(out);
                out.u32(memory);
            }
            case MEMARG -> memarg(op, scope.memories().resolveOptional(in), out);
            case MEMARG_LANE -> {
                memarg(op, memoryBeforeLane(), out);
                out.u8(lane());
            }
            case LANE -> out.u8(lane());
            case SHUFFLE -> shuffle(out);
            case V128 -> vector(out);
            case I32 -> {
                int value = (int) in.integer(32);
                out.s64(value);
            }
            case I64 -> out.s64(in.integer(64));
            case F32 -> out.fixed32(in.f32());
            case F64 -> out.fixed64(in.f64());
            case HEAP_TYPE -> TypeWriter.heapType(out, types.heapType());
            case FENCE -> out.u8(0);
            case BLOCK_TYPE, TRY_TABLE, SELECT_TYPES, BR_CAST ->
                throw new IllegalArgumentException(op + " has a rule of its own");
        }
    }

    private int typeThen(BinaryWriter out) {
        int type = scope.types().resolve(in);
        out.u32(type);
        return type;
    }

    private void dataSegment(BinaryWriter out) {
        out.u32(scope.data().resolve(in));
        usesDataSegments = true;
    }

    /** Parses a destination and a source, or neither, which means 0 for both. */
    private void pair(IndexSpace space, BinaryWriter out) {
        boolean given = IndexSpace.isUse(in);
        out.u32(given ? space.resolve(in) : 0);
        out.u32(given ? space.resolve(in) : 0);
    }

    /** Parses the memory or table that stands before a segment: if there is only one index, it is the segment's. */
    private int containerBeforeSegment(IndexSpace space) {
        boolean given = IndexSpace.isUse(in) && isUse(in.kind(1));
        return given ? space.resolve(in) : 0;
    }

    /** Parses the memory of an access to a lane: if a number is all there is, it is the lane. */
    private int memoryBeforeLane() {
        boolean onlyLane = in.kind() == TokenKind.NUMBER && in.kind(1) != TokenKind.NUMBER && !isAttribute(1);
        return onlyLane ? 0 : scope.memories().resolveOptional(in);
    }

    private boolean isAttribute(int ahead) {
        return in.startsWith(ahead, "offset=") || in.startsWith(ahead, "align=");
    }

    private static boolean isUse(TokenKind kind) {
        return kind == TokenKind.NUMBER || kind == TokenKind.ID;
    }

    private void branchTable(LabelScope labels, BinaryWriter out) {
        BinaryWriter list = new BinaryWriter();
        int count = 0;
        do {
            list.u32(labels.resolve(in));
            count++;
        } while (IndexSpace.isUse(in));
        out.u32(count - 1);
        out.append(list);
    }

    private void memarg(Opcode op, int memory, BinaryWriter out) {
        long offset = attribute("offset=", 0);
        int alignAt = in.offset();
        long align = attribute("align=", 1L << op.widthLog2());
        if (Long.bitCount(align) != 1) {
            throw in.malformed("alignment must be a power of two", alignAt);
        }
        out.u32(Long.numberOfTrailingZeros(align) | (memory != 0 ? MEMARG_HAS_MEMORY : 0));
        if (memory != 0) {
            out.u32(memory);
        }
        out.u64(offset);
    }

    /** Parses an attribute, which is a single token with its number. */
    private long attribute(String prefix, long ifAbsent) {
        if (!in.startsWith(0, prefix)) {
            return ifAbsent;
        }
        long value = in.parse(text -> NumberParser.unsigned(text, 64), in.text().substring(prefix.length()));
        in.next();
        return value;
    }

    private int lane() {
        return (int) in.unsigned(8);
    }

    private void shuffle(BinaryWriter out) {
        for (int i = 0; i < SHUFFLE_LANES; i++) {
            if (in.kind() != TokenKind.NUMBER) {
                throw in.malformed("invalid lane length: " + SHUFFLE_LANES + " lanes expected");
            }
            out.u8(lane());
        }
    }

    private void vector(BinaryWriter out) {
        VectorShape shape = VectorShape.parse(in);
        long[] halves = new long[2];
        for (int i = 0; i < shape.lanes(); i++) {
            shape.putLane(halves, i, shape.parseLane(in));
        }
        out.fixed64(halves[0]);
        out.fixed64(halves[1]);
    }

    /** Parses and writes the type of a block. */
    void blockType(BinaryWriter out) {
        TypeParser.BlockType type = types.blockType();
        if (type.shortType() == null) {
            out.s64(Integer.toUnsignedLong(type.index()));
            return;
        }
        List<ValType> results = type.shortType().results();
        if (results.isEmpty()) {
            out.u8(EMPTY_BLOCK);
        } else {
            TypeWriter.storageType(out, results.getFirst());
        }
    }

    /** Parses and writes the clauses of a {@code try_table}, whose own label is not in scope for them. */
    void catchClauses(LabelScope labels, BinaryWriter out) {
        BinaryWriter clauses = new BinaryWriter();
        int count = 0;
        for (CatchClause.Kind kind = openCatchClause(); kind != null; kind = openCatchClause()) {
            clauses.u8(kind.ordinal());
            if (kind.hasTag()) {
                clauses.u32(scope.tags().resolve(in));
            }
            clauses.u32(labels.resolve(in));
            in.expectClose();
            count++;
        }
        out.u32(count);
        out.append(clauses);
    }

    private CatchClause.Kind openCatchClause() {
        for (CatchClause.Kind kind : CatchClause.Kind.values()) {
            if (in.openForm(kind.toString())) {
                return kind;
            }
        }
        return null;
    }
}
