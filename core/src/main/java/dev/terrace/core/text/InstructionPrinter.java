package dev.terrace.core.text;

import dev.terrace.core.MalformedException;
import dev.terrace.core.Position;
import dev.terrace.core.binary.CatchClause;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.ConstExpr;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.ExternKind;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import java.io.IOException;
import java.util.Map;

/**
 * Writes instructions in the text format, in flat form (specification, section 6.6): a line each, indented by nesting.
 * Branches to labels without a name carry a comment such as {@code (;@2;)}, which is also found where the block begins.
 * Nothing here recurses, so code may be nested to any depth.
 *
 * <p>A printer is for one module and for one thread.
 */
public final class InstructionPrinter {
    private static final String INDENT = "  ";

    /** Blocks deeper than this are not indented further, which keeps the text's size in proportion to the code's. */
    private static final int MAX_INDENTED = 64;

    private static final int SHUFFLE_LANES = 16;

    private final WasmModule module;
    private final Identifiers ids;
    private final TypePrinter types;
    private final boolean offsets;

    // What the code being printed is in.
    private Identifiers.Space locals;
    private Map<Integer, String> labelNames;
    private LabelStack labels;
    private int blocksBegun;

    /**
     * Creates a printer of a module's instructions.
     *
     * @param offsets whether each line begins with a comment that holds the instruction's offset in the module
     */
    public InstructionPrinter(WasmModule module, boolean offsets) {
        this(module, new Identifiers(module), offsets);
    }

    InstructionPrinter(WasmModule module, Identifiers ids, boolean offsets) {
        this.module = module;
        this.ids = ids;
        this.types = new TypePrinter(ids);
        this.offsets = offsets;
        enter(-1);
    }

    /** Goes to the code of a function, or outside all functions if that is -1. */
    private void enter(int function) {
        locals = ids.locals(function);
        labelNames = ids.labels(function);
        labels = new LabelStack();
        blocksBegun = 0;
    }

    /**
     * Writes the instructions of a function, without the final {@code end}, each with a line break behind it.
     *
     * @param function the function, by its index among all functions
     * @param body its body
     * @param indent how far every line is indented, in steps
     * @throws MalformedException if the code is malformed; what comes before the fault has been written then
     * @throws IOException if {@code out} throws it
     */
    public void print(int function, FunctionBody body, int indent, Appendable out) throws IOException {
        enter(function);
        InstructionReader in = new InstructionReader(module.bytes(), body.start(), body.end());
        for (Opcode op = in.next(); !isFinalEnd(op); op = in.next()) {
            String text = step(op, in);
            int inner = isBlock(op) || isPart(op) ? 1 : 0;
            if (offsets) {
                out.append("(;%06x;) ".formatted(in.offset()));
            }
            out.append(INDENT.repeat(indent + Math.min(labels.depth() - inner, MAX_INDENTED)));
            out.append(text).append('\n');
        }
        requireEnd(in);
    }

    /**
     * Returns the instructions of a constant expression, without the final {@code end}, on one line: folded if it is a
     * single instruction, flat otherwise.
     *
     * @throws MalformedException if the code is malformed
     */
    String constant(ConstExpr expression) {
        enter(-1);
        InstructionReader in = new InstructionReader(module.bytes(), expression.start(), expression.end());
        StringBuilder out = new StringBuilder();
        int count = 0;
        boolean structured = false;
        for (Opcode op = in.next(); !isFinalEnd(op); op = in.next()) {
            out.append(count++ == 0 ? "" : " ").append(step(op, in));
            structured |= isBlock(op);
        }
        requireEnd(in);
        return count == 1 && !structured ? "(" + out + ")" : out.toString();
    }

    private boolean isFinalEnd(Opcode op) {
        return op == Opcode.END && labels.depth() == 0;
    }

    private static void requireEnd(InstructionReader in) {
        if (!in.atEnd()) {
            throw malformed("unexpected instructions behind the final end", in.nextOffset());
        }
    }

    private static boolean isBlock(Opcode op) {
        return op.imm() == Imm.BLOCK_TYPE || op.imm() == Imm.TRY_TABLE;
    }

    /** Returns whether an instruction begins another part of the block that it is in. */
    private static boolean isPart(Opcode op) {
        return op == Opcode.ELSE || op == Opcode.CATCH || op == Opcode.CATCH_ALL;
    }

    /** Returns the text of the instruction read last and follows it into or out of a block. */
    private String step(Opcode op, InstructionReader in) {
        switch (op) {
            case ELSE -> require(labels.innermost() == Opcode.IF, op, in);
            case CATCH, CATCH_ALL ->
                require(labels.innermost() == Opcode.TRY || labels.innermost() == Opcode.CATCH, op, in);
            case DELEGATE -> require(labels.innermost() == Opcode.TRY, op, in);
            default -> {}
        }
        if (op == Opcode.END || op == Opcode.DELEGATE) {
            labels.pop();
        } else if (isPart(op)) {
            labels.next(op);
        }
        // The labels that catch clauses and delegate name are counted from outside the block.
        String immediates = immediates(op, in);
        if (!isBlock(op)) {
            return op.text() + immediates;
        }
        String name = labelNames.get(blocksBegun++);
        boolean named = name != null && !name.isEmpty();
        labels.push(op, named ? name : null);
        return op.text() + " " + (named ? LiteralPrinter.identifier(name) : labels.mark()) + immediates;
    }

    private static void require(boolean matched, Opcode op, InstructionReader in) {
        if (!matched) {
            throw malformed("unexpected " + op.text(), in.offset());
        }
    }

    /** Returns the immediates of the instruction read last, each with a space before it. */
    String immediates(Opcode op, InstructionReader in) {
        return switch (op.imm()) {
            case NONE, FENCE -> "";
            case BLOCK_TYPE -> blockType(in);
            case TRY_TABLE -> blockType(in) + catches(in);
            case LABEL -> " " + labels.use(in.index());
            case BR_TABLE -> {
                StringBuilder out = new StringBuilder();
                for (int label : in.labels()) {
                    out.append(' ').append(labels.use(label));
                }
                yield out.toString();
            }
            case FUNC -> use(ExternKind.FUNC, in.index());
            case TAG -> use(ExternKind.TAG, in.index());
            case GLOBAL -> use(ExternKind.GLOBAL, in.index());
            case LOCAL -> " " + locals.use(in.index());
            case TYPE -> type(in.index());
            case TYPE_TABLE -> unlessZero(ExternKind.TABLE, in.index2()) + " (type" + type(in.index()) + ")";
            case TYPE_FIELD -> type(in.index()) + " " + ids.fields(in.index()).use(in.index2());
            case TYPE_COUNT -> type(in.index()) + " " + Integer.toUnsignedString(in.index2());
            case TYPE_DATA -> type(in.index()) + " " + ids.data().use(in.index2());
            case TYPE_ELEM -> type(in.index()) + " " + ids.elements().use(in.index2());
            case TYPE_TYPE -> type(in.index()) + type(in.index2());
            case TABLE -> unlessZero(ExternKind.TABLE, in.index());
            case MEMORY -> unlessZero(ExternKind.MEMORY, in.index());
            case TABLE_TABLE -> unlessBothZero(ExternKind.TABLE, in.index(), in.index2());
            case MEMORY_MEMORY -> unlessBothZero(ExternKind.MEMORY, in.index(), in.index2());
            case ELEM -> " " + ids.elements().use(in.index());
            case ELEM_TABLE ->
                unlessZero(ExternKind.TABLE, in.index2()) + " " + ids.elements().use(in.index());
            case DATA -> " " + ids.data().use(in.index());
            case DATA_MEMORY ->
                unlessZero(ExternKind.MEMORY, in.index2()) + " " + ids.data().use(in.index());
            case MEMARG -> memarg(op, in);
            case MEMARG_LANE -> memarg(op, in) + " " + in.lane();
            case LANE -> " " + in.lane();
            case SHUFFLE -> lanes(in.value(), in.value2());
            case V128 ->
                " i32x4 0x%08x 0x%08x 0x%08x 0x%08x"
                        .formatted((int) in.value(), (int) (in.value() >>> 32), (int) in.value2(), (int)
                                (in.value2() >>> 32));
            case I32, I64 -> " " + in.value();
            case F32 -> " " + LiteralPrinter.f32((int) in.value());
            case F64 -> " " + LiteralPrinter.f64(in.value());
            case HEAP_TYPE -> heapType(op, in);
            case SELECT_TYPES -> in.types().isEmpty() ? " (result)" : types.results(in.types());
            case BR_CAST ->
                " " + labels.use(in.index()) + " " + types.reference(in.refType()) + " "
                        + types.reference(in.refType2());
        };
    }

    private String type(int index) {
        return " " + ids.types().use(index);
    }

    private String use(ExternKind kind, int index) {
        return " " + ids.of(kind).use(index);
    }

    private String unlessZero(ExternKind kind, int index) {
        return index == 0 ? "" : use(kind, index);
    }

    private String unlessBothZero(ExternKind kind, int index, int index2) {
        return index == 0 && index2 == 0 ? "" : use(kind, index) + use(kind, index2);
    }

    private String blockType(InstructionReader in) {
        ValType result = in.blockResult();
        if (result != null) {
            return " (result " + types.storage(result) + ")";
        }
        return in.index() == -1 ? "" : " " + types.use(in.index(), null);
    }

    private String catches(InstructionReader in) {
        StringBuilder out = new StringBuilder();
        for (CatchClause clause : in.catches()) {
            out.append(" (").append(clause.kind());
            if (clause.kind().hasTag()) {
                out.append(use(ExternKind.TAG, clause.tag()));
            }
            out.append(' ').append(labels.use(clause.label())).append(')');
        }
        return out.toString();
    }

    private String memarg(Opcode op, InstructionReader in) {
        String memory = unlessZero(ExternKind.MEMORY, in.index());
        String offset = in.value() == 0 ? "" : " offset=" + Long.toUnsignedString(in.value());
        String align = in.align() == op.widthLog2() ? "" : " align=" + Long.toUnsignedString(1L << in.align());
        return memory + offset + align;
    }

    private static String lanes(long low, long high) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < SHUFFLE_LANES; i++) {
            long half = i < Long.BYTES ? low : high;
            out.append(' ').append(half >>> (i * Byte.SIZE) & 0xFF);
        }
        return out.toString();
    }

    private String heapType(Opcode op, InstructionReader in) {
        return " "
                + switch (op) {
                    case REF_NULL -> types.heap(in.heapType());
                    case REF_TEST_NULL, REF_CAST_NULL -> types.reference(new RefType(true, in.heapType()));
                    default -> types.reference(new RefType(false, in.heapType()));
                };
    }

    private static MalformedException malformed(String problem, int offset) {
        return new MalformedException(problem, new Position.Binary(offset));
    }
}
