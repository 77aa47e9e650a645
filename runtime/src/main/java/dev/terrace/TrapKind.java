package dev.terrace;

/** Why WebAssembly code was stopped; where the specification's test suite has a text for it, it is that one. */
public enum TrapKind {
    UNREACHABLE("unreachable"),
    MEMORY_OUT_OF_BOUNDS("out of bounds memory access"),
    TABLE_OUT_OF_BOUNDS("out of bounds table access"),
    ARRAY_OUT_OF_BOUNDS("out of bounds array access"),
    UNDEFINED_ELEMENT("undefined element"),
    UNINITIALIZED_ELEMENT("uninitialized element"),
    INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch"),
    INTEGER_DIVIDE_BY_ZERO("integer divide by zero"),
    INTEGER_OVERFLOW("integer overflow"),
    INVALID_CONVERSION("invalid conversion to integer"),
    STACK_EXHAUSTED("call stack exhausted"),
    NULL_REFERENCE("null reference"),
    NULL_FUNCTION_REFERENCE("null function reference"),
    NULL_STRUCTURE_REFERENCE("null structure reference"),
    NULL_ARRAY_REFERENCE("null array reference"),
    NULL_I31_REFERENCE("null i31 reference"),
    NULL_EXCEPTION_REFERENCE("null exception reference"),
    CAST_FAILURE("cast failure"),
    UNALIGNED_ATOMIC("unaligned atomic"),
    EXPECTED_SHARED_MEMORY("expected shared memory"),
    ALLOCATION_SIZE_TOO_LARGE("allocation size too large"),
    OUT_OF_MEMORY("out of memory"),
    UNKNOWN_IMPORT("unknown import called"),
    INTERRUPTED("interrupted"),
    DEADLINE("deadline exceeded"),
    OUT_OF_FUEL("out of fuel");

    private final String message;

    TrapKind(String message) {
        this.message = message;
    }

    /** Returns the text that describes the trap. */
    public String message() {
        return message;
    }
}
