package dev.terrace.tier2.ssa;

import java.util.Locale;

/**
 * What a {@link Value} is the result of. "Immediate" and "detail" are the value's fields.
 *
 * <p>Pure operations depend on their arguments alone, and do nothing else: equal ones are one, and those that nobody uses
 * are removed. Whether a {@link #COMPUTE} traps, its opcode says.
 */
public enum Op {
    /** A parameter of a block; the parameters of the first block are the function's. */
    PARAM,
    /** A constant: its bits in the immediate, and the high half of a vector's in the second immediate. */
    CONST,
    /** A numeric or vector instruction of WebAssembly, or {@code extract_lane} and the like with the lane as immediate. */
    COMPUTE,
    /** (condition, a, b): a if the i32 is not zero, else b. */
    SELECT,
    /** (call): result number immediate of a call that has several. Directly behind it, in order. */
    RESULT,

    /** The address of the first byte of memory immediate, an i64: it never changes if the memory is guarded. */
    MEMORY_BASE,
    /** The present size of memory immediate in bytes, an i64: as long as no call or {@link #RUNTIME} comes between. */
    MEMORY_BYTES,
    /** (index, bytes): traps unless index, unsigned, + immediate (unsigned) is at most bytes. */
    CHECK_BOUNDS,
    /** (index): traps with UNALIGNED_ATOMIC unless index + immediate is a multiple of the opcode's width. */
    CHECK_ALIGNMENT,
    /** (base, index, ...): a load by its opcode, from base + index + immediate; the index is an unsigned i32 or an i64;
     * second immediate: the lane, if any; the vector whose lane is replaced follows the index. Traps where guarded. */
    LOAD,
    /** (base, index, value): a store; as LOAD. */
    STORE,
    /** (base, index, values...): an atomic access by its opcode; as LOAD. */
    ATOMIC,
    /** The fence of all memory accesses. */
    FENCE,

    /** The value of global immediate, a number or vector. */
    GLOBAL_GET,
    /** (value): sets global immediate. */
    GLOBAL_SET,

    /** (args...): calls function immediate, which the module defines. Detail: its FuncType, as for all calls. */
    CALL,
    /** (args...): calls imported function immediate. */
    CALL_IMPORT,
    /** (record, args...): calls the function of a record, which is not null. */
    CALL_RECORD,
    /** (index): the record of the function in table immediate at an i32 or i64 index, of type number second immediate; or
     * traps as {@code call_indirect} does. */
    TABLE_FUNCTION,
    /** (ref): the reference, which is not null, or a trap of the kind that is the detail (a TrapKind). */
    NON_NULL,
    /** (args...): leaves for a runtime function, the detail. May change memories, globals and tables, and trap. */
    RUNTIME,

    /** Leaves to see whether the call is to be stopped, if the context says so. */
    POLL,
    /** Uses up fuel, the immediate, or traps. */
    BURN,
    /** (length): uses up fuel by a length: length, an i32 or i64, shifted right by the immediate. */
    BURN_LENGTH;

    /** Returns the name in printed code. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
