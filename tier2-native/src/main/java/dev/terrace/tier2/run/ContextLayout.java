package dev.terrace.tier2.run;

/**
 * Where things are in a store's context: the memory outside the heap through which Java and machine code talk to each
 * other. Machine code has its address in a register all the time; Java code uses it while the store runs no machine code.
 *
 * <pre>
 *     0 JAVA_SP         where the stack of the Java thread is, while machine code runs
 *     8 WASM_SP         where the WebAssembly stack is, while machine code does not run
 *    16 STACK_LIMIT     the lowest address that a frame may reach
 *    24 POLL            4 bytes: not 0 if code is to exit at its next poll
 *    28 EXIT_ID         4 bytes: which function, or which runtime function, an exit is about
 *    32 TRAP_KIND       4 bytes: the ordinal of the TrapKind
 *    40 FUEL            what is left
 *    48 TRAP_PC         of a trap: behind the call of its stub; of a fault: the instruction itself
 *    56 TRAP_SP         the stack pointer of the frame that trapped
 *    64 FAULT_ADDRESS   what could not be accessed
 *    72 EXIT_INSTANCE   the block of the instance that an exit is about; to enter: of the function to be called
 *   128 GPR             16 * 8 bytes: integers and references, in the order of the registers that they belong to
 *   256 XMM             8 * 16 bytes: floating-point numbers and vectors, likewise
 *   384 OVERFLOW        16 bytes each: arguments or results that no register has
 * </pre>
 *
 * An i32 in a slot of {@link #GPR} is zero-extended. An f32, f64 or v128 is at the beginning of its 16 bytes, whatever the
 * others hold.
 */
public final class ContextLayout {
    public static final int JAVA_SP = 0;
    public static final int WASM_SP = 8;
    public static final int STACK_LIMIT = 16;
    public static final int POLL = 24;
    public static final int EXIT_ID = 28;
    public static final int TRAP_KIND = 32;
    public static final int FUEL = 40;
    public static final int TRAP_PC = 48;
    public static final int TRAP_SP = 56;
    public static final int FAULT_ADDRESS = 64;
    public static final int EXIT_INSTANCE = 72;

    public static final int GPR = 128;
    public static final int GPR_BYTES = 8;
    public static final int GPRS = 16;

    public static final int XMM = GPR + GPRS * GPR_BYTES;
    public static final int XMM_BYTES = 16;
    public static final int XMMS = 8;

    public static final int OVERFLOW = XMM + XMMS * XMM_BYTES;
    public static final int OVERFLOW_BYTES = 16;

    /** How many arguments, or results, can overflow at once. */
    public static final int OVERFLOWS = 4096;

    /** The size of a context in bytes. */
    public static final int BYTES = OVERFLOW + OVERFLOWS * OVERFLOW_BYTES;

    /** The power of two that the address of a context is a multiple of. */
    public static final int ALIGNMENT = 64;

    private ContextLayout() {}

    /** Returns where the slot of a general register is. */
    public static int gpr(int index) {
        return GPR + index * GPR_BYTES;
    }

    /** Returns where the slot of a floating-point or vector register is. */
    public static int xmm(int index) {
        return XMM + index * XMM_BYTES;
    }

    /** Returns where an argument or result is that no register has. */
    public static int overflow(int index) {
        return OVERFLOW + index * OVERFLOW_BYTES;
    }
}
