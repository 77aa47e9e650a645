package dev.terrace.backend.x86_64.asm;

import java.util.Locale;

/**
 * What can stand in one place of an instruction. The names are short forms of those of the manual's instruction column
 * (Intel SDM volume 2, section 3.1.1.3): {@code RM32} is r/m32, {@code XM64} is xmm/m64, {@code YM256} is ymm/m256.
 */
public enum OperandKind {
    // General-purpose registers, memory, or either of them
    R8(8, 0, 0),
    R16(16, 0, 0),
    R32(32, 0, 0),
    R64(64, 0, 0),
    RM8(8, 0, 8),
    RM16(16, 0, 16),
    RM32(32, 0, 32),
    RM64(64, 0, 64),
    /** A byte in memory, or the lowest one of a register that is named with 32 bits. */
    R32M8(32, 0, 8),
    /** Two bytes in memory, or the lowest ones of a register that is named with 32 bits. */
    R32M16(32, 0, 16),
    /** An address of which nothing is read or written. */
    M(0, 0, OperandKind.UNSIZED),
    M8(0, 0, 8),
    M16(0, 0, 16),
    M32(0, 0, 32),
    M64(0, 0, 64),
    M128(0, 0, 128),

    // Vector registers, or memory
    X(0, 128, 0),
    XM8(0, 128, 8),
    XM16(0, 128, 16),
    XM32(0, 128, 32),
    XM64(0, 128, 64),
    XM128(0, 128, 128),
    Y(0, 256, 0),
    YM256(0, 256, 256),

    // Immediates: sign-extended to the size of the operation, or unsigned
    I8(Byte.MIN_VALUE, Byte.MAX_VALUE),
    I16(Short.MIN_VALUE, Short.MAX_VALUE),
    I32(Integer.MIN_VALUE, Integer.MAX_VALUE),
    I64(Long.MIN_VALUE, Long.MAX_VALUE),
    U8(0, 0xFF),
    U16(0, 0xFFFF),

    // Targets, by the width of the distance
    REL8(true),
    REL32(true),

    // Operands that the opcode implies: they are in the text and are not given to the assembler
    AL(false),
    AX(false),
    EAX(false),
    RAX(false),
    CL(false),
    XMM0(false),
    ONE(false);

    /** The size of memory that is not accessed. */
    static final int UNSIZED = -1;

    private enum Role {
        REGISTER_OR_MEMORY,
        IMMEDIATE,
        TARGET,
        IMPLIED
    }

    private final Role role;
    private final int gprBits;
    private final int vectorBits;
    private final int memoryBits;
    private final long min;
    private final long max;

    OperandKind(int gprBits, int vectorBits, int memoryBits) {
        this(Role.REGISTER_OR_MEMORY, gprBits, vectorBits, memoryBits, 0, 0);
    }

    OperandKind(long min, long max) {
        this(Role.IMMEDIATE, 0, 0, 0, min, max);
    }

    OperandKind(boolean target) {
        this(target ? Role.TARGET : Role.IMPLIED, 0, 0, 0, 0, 0);
    }

    OperandKind(Role role, int gprBits, int vectorBits, int memoryBits, long min, long max) {
        this.role = role;
        this.gprBits = gprBits;
        this.vectorBits = vectorBits;
        this.memoryBits = memoryBits;
        this.min = min;
        this.max = max;
    }

    /** Returns the kind that a part of a row's name stands for. */
    static OperandKind ofName(String name) {
        return name.equals("1") ? ONE : valueOf(name);
    }

    /** Returns whether a general-purpose register can stand here. */
    public boolean takesGpr() {
        return gprBits != 0;
    }

    /** Returns whether a vector register can stand here. */
    public boolean takesXmm() {
        return vectorBits != 0;
    }

    /** Returns whether a register of one of the two sorts can stand here. */
    public boolean takesRegister() {
        return takesGpr() || takesXmm();
    }

    /** Returns whether a place in memory can stand here. */
    public boolean takesMemory() {
        return memoryBits != 0;
    }

    /** Returns whether a number stands here. */
    public boolean isImmediate() {
        return role == Role.IMMEDIATE;
    }

    /** Returns whether the target of a jump or call stands here. */
    public boolean isTarget() {
        return role == Role.TARGET;
    }

    /** Returns whether the opcode implies the operand. */
    public boolean isImplied() {
        return role == Role.IMPLIED;
    }

    /** Returns how many bits of a register are used: the width of its name. */
    public int registerBits() {
        return gprBits + vectorBits;
    }

    /** Returns how many bits of memory are accessed, {@link #UNSIZED} if it is not. */
    public int memoryBits() {
        return memoryBits;
    }

    /** Returns the smallest immediate. */
    public long min() {
        return min;
    }

    /** Returns the greatest immediate. */
    public long max() {
        return max;
    }

    /** Returns how an implied operand is written. */
    String impliedText() {
        return this == ONE ? "1" : name().toLowerCase(Locale.ROOT);
    }
}
