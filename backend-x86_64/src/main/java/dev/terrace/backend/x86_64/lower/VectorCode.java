package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.asm.CpuFeature;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.ssa.Value;

/**
 * Emits vector instructions in the encoding that the processor has. A destination comes first, as in assembly text; methods
 * without one return a new register.
 *
 * <pre>
 *                              legacy               VEX
 *   unary(d, PABSB, a)         pabsb d, a           vpabsb d, a
 *   binary(d, PADDB, a, b)     paddb d=a, b         vpaddb d, a, b
 *   binary(d, PSLLWI, a, imm)  psllw d=a, imm       vpsllw d, a, imm
 * </pre>
 */
final class VectorCode {
    /** The size of a vector in bytes. */
    static final int BYTES = 16;

    private final Lowering lower;
    private final boolean avx;

    VectorCode(Lowering lower) {
        this.lower = lower;
        avx = lower.has(CpuFeature.AVX);
    }

    /** Returns whether code may use a feature of the processor. */
    boolean has(CpuFeature feature) {
        return lower.has(feature);
    }

    // Operands

    /** Returns the register of an argument of a value. */
    int use(Value value, int argument) {
        return lower.use(value.args[argument]);
    }

    /**
     * Returns an argument of a value for a place where a row may have memory. A legacy row demands that a vector in memory is
     * aligned, which spill slots and constants are.
     *
     * @param bytes how many bytes the row reads there
     */
    Arg useAny(Value value, int argument, int bytes) {
        Value used = value.args[argument];
        return avx || bytes < BYTES || used.isConst() ? lower.useAny(used, bytes) : Arg.useAny(lower.use(used));
    }

    /** Returns an argument of a value, a whole vector, for a place where a row may have memory. */
    Arg useAny(Value value, int argument) {
        return useAny(value, argument, BYTES);
    }

    /** Makes a register for a vector. */
    int vector() {
        return lower.newTemp(RegisterClass.VECTOR);
    }

    /** Makes a general register. */
    int general() {
        return lower.newTemp(RegisterClass.GENERAL);
    }

    // Constants

    /** Emits the making of a constant, and returns its register. */
    int constant(long low, long high) {
        int d = vector();
        constant(d, low, high);
        return d;
    }

    /** Emits the making of a constant. */
    void constant(int d, long low, long high) {
        Constants.vector(lower, d, low, high);
    }

    /** Returns a register with zeros. */
    int zeros() {
        return constant(0, 0);
    }

    /** Returns a register with ones. */
    int ones() {
        return constant(-1, -1);
    }

    /** Returns constant data: 16 equal bytes. */
    static Arg bytes(int lane) {
        return words((lane & 0xFF) * 0x0101);
    }

    /** Returns constant data: 8 equal lanes of 16 bits. */
    static Arg words(int lane) {
        return doubleWords((lane & 0xFFFF) * 0x0001_0001);
    }

    /** Returns constant data: 4 equal lanes of 32 bits. */
    static Arg doubleWords(int lane) {
        return quadWords((lane & 0xFFFF_FFFFL) * 0x0000_0001_0000_0001L);
    }

    /** Returns constant data: 2 equal lanes of 64 bits. */
    static Arg quadWords(long lane) {
        return Arg.constant(lane, lane);
    }

    /** Returns constant data: 4 equal numbers. */
    static Arg floats(float lane) {
        return doubleWords(Float.floatToRawIntBits(lane));
    }

    /** Returns constant data: 2 equal numbers. */
    static Arg doubles(double lane) {
        return quadWords(Double.doubleToRawLongBits(lane));
    }

    // Instructions

    /** Emits a row as it is, whose operands are the same in both encodings. */
    void emit(VectorRow row, Arg... args) {
        lower.emit(row.row(avx), args);
    }

    /** Emits a row that there is one encoding of. */
    void emit(Instruction row, Arg... args) {
        lower.emit(row, args);
    }

    /** Emits a row with one source, and perhaps an immediate. */
    void unary(int d, VectorRow row, Arg a, Arg... immediate) {
        Arg[] args = new Arg[2 + immediate.length];
        args[0] = Arg.def(d);
        args[1] = a;
        System.arraycopy(immediate, 0, args, 2, immediate.length);
        emit(row, args);
    }

    /** Emits a row with one source, and perhaps an immediate, and returns the result. */
    int unary(VectorRow row, Arg a, Arg... immediate) {
        int d = vector();
        unary(d, row, a, immediate);
        return d;
    }

    /** Emits a row with one source, and perhaps an immediate, and returns the result. */
    int unary(VectorRow row, int a, Arg... immediate) {
        return unary(row, Arg.useAny(a), immediate);
    }

    /** Emits a row with two sources, the second of which may be an immediate, and perhaps another immediate. */
    void binary(int d, VectorRow row, int a, Arg b, Arg... immediate) {
        int first = avx ? 2 : 1;
        Arg[] args = new Arg[first + 1 + immediate.length];
        if (avx) {
            args[0] = Arg.def(d);
            args[1] = Arg.use(a);
        } else {
            args[0] = Arg.modify(d, a);
        }
        args[first] = b;
        System.arraycopy(immediate, 0, args, first + 1, immediate.length);
        emit(row, args);
    }

    /** Emits a row with two sources, and perhaps an immediate. */
    void binary(int d, VectorRow row, int a, int b, Arg... immediate) {
        binary(d, row, a, Arg.useAny(b), immediate);
    }

    /** Emits a row with two sources, and perhaps an immediate, and returns the result. */
    int binary(VectorRow row, int a, Arg b, Arg... immediate) {
        int d = vector();
        binary(d, row, a, b, immediate);
        return d;
    }

    /** Emits a row with two sources, and perhaps an immediate, and returns the result. */
    int binary(VectorRow row, int a, int b, Arg... immediate) {
        return binary(row, a, Arg.useAny(b), immediate);
    }

    /** Emits the complement of all bits. */
    void not(int d, int a) {
        binary(d, VectorRow.PXOR, a, ones());
    }

    /** Emits the choice of a's lanes where the mask is set, and of b's elsewhere. */
    void select(int d, int mask, int a, int b) {
        if (avx) {
            emit(Instruction.VBLENDVPS_X_X_XM128_X, Arg.def(d), Arg.use(b), Arg.useAny(a), Arg.use(mask));
        } else {
            int chosen = binary(VectorRow.PAND, a, mask);
            int others = binary(VectorRow.PANDN, mask, b);
            binary(d, VectorRow.POR, chosen, others);
        }
    }

    /** Returns the row of the assembler's table for sequences. */
    Instruction row(VectorRow row) {
        return row.row(avx);
    }

    /** Emits a copy. */
    void move(int to, int from) {
        lower.move(to, from);
    }
}
