package dev.terrace.core.binary;

import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.ValType;
import java.util.ArrayList;
import java.util.List;

/**
 * A cursor over the instructions of a function body or a constant expression. {@link #next} decodes one instruction with
 * its immediates; the accessors then give them, as {@link dev.terrace.core.opcode.Imm} says which. Nothing is allocated
 * but for immediates that are lists or references.
 */
public final class InstructionReader {
    private static final int MEMARG_HAS_MEMORY = 0x40;
    private static final int MEMARG_MAX_FLAGS = 0x7F;
    private static final int EMPTY_BLOCK = 0x40;

    private final ByteReader in;
    private Opcode opcode;
    private int offset;
    private int index;
    private int index2;
    private int align;
    private int lane;
    private long value;
    private long value2;
    private ValType blockResult;
    private HeapType heapType;
    private RefType refType;
    private RefType refType2;
    private int[] labels;
    private List<CatchClause> catches;
    private List<ValType> types;

    /** Creates a cursor that reads where {@code in} stands, until its end. */
    public InstructionReader(ByteReader in) {
        this.in = in;
    }

    /** Creates a cursor over the bytes of a module from {@code start} (inclusive) to {@code end} (exclusive). */
    public InstructionReader(byte[] bytes, int start, int end) {
        this(new ByteReader(bytes, start, end));
    }

    /** Returns whether there are no more instructions. */
    public boolean atEnd() {
        return in.atEnd();
    }

    /** Returns the instruction read last. */
    public Opcode opcode() {
        return opcode;
    }

    /** Returns the offset in the module of the instruction read last. */
    public int offset() {
        return offset;
    }

    /** Returns the offset in the module of the instruction that {@link #next} will read. */
    public int nextOffset() {
        return in.position();
    }

    /** Goes on at another instruction. */
    public void seek(int newOffset) {
        in.window(newOffset, in.end());
    }

    /**
     * Goes on at another sequence of instructions: from {@code start} (inclusive) to {@code end} (exclusive). Until the
     * next one is read, {@link #offset} is {@code start}.
     */
    public void window(int start, int end) {
        in.window(start, end);
        offset = start;
    }

    /** Returns the first index immediate, unsigned; -1 for a block type that is not an index. */
    public int index() {
        return index;
    }

    /** Returns the second index immediate, unsigned. */
    public int index2() {
        return index2;
    }

    /** Returns the binary logarithm of a memory access's declared alignment in bytes. */
    public int align() {
        return align;
    }

    /** Returns the lane immediate, unsigned. */
    public int lane() {
        return lane;
    }

    /** Returns a constant's bits, a memory access's offset (unsigned), or the low half of sixteen bytes. */
    public long value() {
        return value;
    }

    /** Returns the high half of sixteen bytes. */
    public long value2() {
        return value2;
    }

    /** Returns the one result of a block type that is a value type; null if it is empty or an index. */
    public ValType blockResult() {
        return blockResult;
    }

    /** Returns the heap type immediate. */
    public HeapType heapType() {
        return heapType;
    }

    /** Returns the type that a cast goes from. */
    public RefType refType() {
        return refType;
    }

    /** Returns the type that a cast goes to. */
    public RefType refType2() {
        return refType2;
    }

    /** Returns the labels of a {@code br_table}, the default one last. */
    public int[] labels() {
        return labels;
    }

    /** Returns the clauses of a {@code try_table}. */
    public List<CatchClause> catches() {
        return catches;
    }

    /** Returns the types of a typed {@code select}. */
    public List<ValType> types() {
        return types;
    }

    /**
     * Reads the next instruction.
     *
     * @throws dev.terrace.core.MalformedException if the bytes are no instruction
     */
    public Opcode next() {
        offset = in.position();
        int code = in.u8();
        Opcode op;
        if (Opcode.isPrefix(code)) {
            int sub = in.u32();
            op = Opcode.of(code, sub);
            if (op == null) {
                throw in.malformed("illegal opcode %02x %02x".formatted(code, Integer.toUnsignedLong(sub)), offset);
            }
        } else {
            op = Opcode.of(code);
            if (op == null) {
                throw in.malformed("illegal opcode %02x".formatted(code), offset);
            }
        }
        opcode = op;
        readImmediates(op);
        return op;
    }

    private void readImmediates(Opcode op) {
        switch (op.imm()) {
            case NONE -> {}
            case LABEL, FUNC, TYPE, TAG, LOCAL, GLOBAL, TABLE, ELEM, MEMORY, DATA -> index = in.u32();
            case TYPE_TABLE,
                    TYPE_FIELD,
                    TYPE_COUNT,
                    TYPE_DATA,
                    TYPE_ELEM,
                    TYPE_TYPE,
                    TABLE_TABLE,
                    ELEM_TABLE,
                    MEMORY_MEMORY,
                    DATA_MEMORY -> {
                index = in.u32();
                index2 = in.u32();
            }
            case I32 -> value = in.s32();
            case I64 -> value = in.s64();
            case F32 -> value = Integer.toUnsignedLong(in.fixed32());
            case F64 -> value = in.fixed64();
            case MEMARG -> readMemarg();
            case MEMARG_LANE -> {
                readMemarg();
                lane = in.u8();
            }
            case LANE -> lane = in.u8();
            case V128, SHUFFLE -> {
                value = in.fixed64();
                value2 = in.fixed64();
            }
            case BLOCK_TYPE -> readBlockType();
            case TRY_TABLE -> {
                readBlockType();
                readCatches();
            }
            case BR_TABLE -> readLabels();
            case HEAP_TYPE -> heapType = TypeReader.heapType(in);
            case SELECT_TYPES -> {
                int count = in.count("types");
                List<ValType> list = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    list.add(TypeReader.valType(in));
                }
                types = list;
            }
            case BR_CAST -> {
                int at = in.position();
                int flags = in.u8();
                if (flags > 3) {
                    throw in.malformed("malformed br_on_cast flags", at);
                }
                index = in.u32();
                refType = new RefType((flags & 1) != 0, TypeReader.heapType(in));
                refType2 = new RefType((flags & 2) != 0, TypeReader.heapType(in));
            }
            case FENCE -> {
                int at = in.position();
                if (in.u8() != 0) {
                    throw in.malformed("zero byte expected", at);
                }
            }
        }
    }

    private void readMemarg() {
        int at = in.position();
        int flags = in.u32();
        if (Integer.compareUnsigned(flags, MEMARG_MAX_FLAGS) > 0) {
            throw in.malformed("malformed memop flags", at);
        }
        align = flags & ~MEMARG_HAS_MEMORY;
        index = (flags & MEMARG_HAS_MEMORY) != 0 ? in.u32() : 0;
        value = in.u64();
    }

    private void readBlockType() {
        int at = in.position();
        int code = in.peek();
        index = -1;
        blockResult = null;
        if (code == EMPTY_BLOCK) {
            in.u8();
        } else if (code > EMPTY_BLOCK && code < 0x80) {
            blockResult = TypeReader.valType(in);
        } else {
            long typeIndex = in.s33();
            if (typeIndex < 0) {
                throw in.malformed("malformed block type", at);
            }
            index = (int) typeIndex;
        }
    }

    private void readCatches() {
        int count = in.count("catch clauses");
        List<CatchClause> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = in.position();
            int code = in.u8();
            if (code >= CatchClause.Kind.values().length) {
                throw in.malformed("malformed catch clause", at);
            }
            CatchClause.Kind kind = CatchClause.Kind.values()[code];
            int tag = kind.hasTag() ? in.u32() : -1;
            list.add(new CatchClause(kind, tag, in.u32()));
        }
        catches = list;
    }

    private void readLabels() {
        int count = in.count("labels");
        int[] list = new int[count + 1];
        for (int i = 0; i <= count; i++) {
            list[i] = in.u32();
        }
        labels = list;
    }
}
