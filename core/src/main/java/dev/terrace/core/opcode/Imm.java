package dev.terrace.core.opcode;

/**
 * The kinds of immediate operands that follow an opcode in the binary format (specification, section 5.4). In brackets:
 * the accessors of {@link dev.terrace.core.binary.InstructionReader} that give them.
 */
public enum Imm {
    /** Nothing. */
    NONE,
    /** A block type: empty, one value type, or a type index ({@code blockResult}, {@code index}). */
    BLOCK_TYPE,
    /** A block type and a vector of catch clauses ({@code blockResult}, {@code index}, {@code catches}). */
    TRY_TABLE,
    /** A label, as a depth ({@code index}). */
    LABEL,
    /** A vector of labels and a default one ({@code labels}, the default last). */
    BR_TABLE,
    /** A function ({@code index}). */
    FUNC,
    /** A type ({@code index}) and a table ({@code index2}). */
    TYPE_TABLE,
    /** A type ({@code index}). */
    TYPE,
    /** A type ({@code index}) and one of its fields ({@code index2}). */
    TYPE_FIELD,
    /** A type ({@code index}) and a number of operands ({@code index2}). */
    TYPE_COUNT,
    /** A type ({@code index}) and a data segment ({@code index2}). */
    TYPE_DATA,
    /** A type ({@code index}) and an element segment ({@code index2}). */
    TYPE_ELEM,
    /** Two types, destination ({@code index}) and source ({@code index2}). */
    TYPE_TYPE,
    /** An exception tag ({@code index}). */
    TAG,
    /** A local ({@code index}). */
    LOCAL,
    /** A global ({@code index}). */
    GLOBAL,
    /** A table ({@code index}). */
    TABLE,
    /** Two tables, destination ({@code index}) and source ({@code index2}). */
    TABLE_TABLE,
    /** An element segment ({@code index}). */
    ELEM,
    /** An element segment ({@code index}) and a table ({@code index2}). */
    ELEM_TABLE,
    /** A memory ({@code index}). */
    MEMORY,
    /** Two memories, destination ({@code index}) and source ({@code index2}). */
    MEMORY_MEMORY,
    /** A data segment ({@code index}). */
    DATA,
    /** A data segment ({@code index}) and a memory ({@code index2}). */
    DATA_MEMORY,
    /** Alignment as a power of two ({@code align}), memory ({@code index}) and offset ({@code value}). */
    MEMARG,
    /** As {@link #MEMARG}, then a lane ({@code lane}). */
    MEMARG_LANE,
    /** A lane ({@code lane}). */
    LANE,
    /** Sixteen lanes ({@code value}: the first eight, little-endian; {@code value2}: the others). */
    SHUFFLE,
    /** Sixteen bytes ({@code value}: the low eight, little-endian; {@code value2}: the high ones). */
    V128,
    /** A signed 32-bit integer ({@code value}, sign-extended). */
    I32,
    /** A signed 64-bit integer ({@code value}). */
    I64,
    /** The bits of a 32-bit float ({@code value}, zero-extended). */
    F32,
    /** The bits of a 64-bit float ({@code value}). */
    F64,
    /** A heap type ({@code heapType}). */
    HEAP_TYPE,
    /** A vector of value types ({@code types}). */
    SELECT_TYPES,
    /** A label ({@code index}) and two reference types ({@code refType}: from, {@code refType2}: to). */
    BR_CAST,
    /** A reserved zero byte. */
    FENCE
}
