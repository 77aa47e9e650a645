package dev.terrace.tier0;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The instructions of the register code, a row each. The code of a function is one array of words. The first word is the
 * function's number among those that its module defines; an instruction is a word, and for some shapes more:
 *
 * <pre>
 *   63        48 47        32 31            8 7    0
 *   |     x     |     y      |       z       |  op  |
 * </pre>
 *
 * <p>A row says what the fields mean, in the order in which they are printed:
 *
 * <ul>
 *   <li>{@code X}: the slot of a result, counted from the frame's start;
 *   <li>{@code x}, {@code y}, {@code z}: slots that are read, or first slots of several;
 *   <li>{@code #y}, {@code #z}: signed numbers, such as constants, offsets, counts and indices;
 *   <li>{@code >z}: a jump by so many words from behind the jump;
 *   <li>{@code +z}: in a word that follows, {@code z} is a slot that is read;
 *   <li>{@code +#}: a word follows that is a number;
 *   <li>{@code +i}: a word follows with two indices, one in the high half and one in {@code z};
 *   <li>{@code +o}: a word follows whose {@code z} is an instruction of WebAssembly, by its ordinal;
 *   <li>{@code +v}: a word follows whose {@code z} is a vector instruction, by its code, and whose {@code x} is a third
 *       slot or a lane;
 *   <li>{@code +m}: a word follows for an access to memory: lane, instruction and memory.
 * </ul>
 *
 * <p>{@link #COUNT} is there only where functions can climb to a higher tier: first in a function, with {@code z} -1, and
 * at its loop headers, with the number of the loop. The word that follows is changed by it: see {@link Counters}.
 *
 * <p>{@link #POLL} and {@link #BURN} are there if the configuration asks for them: see {@link
 * dev.terrace.runtime.Checkpoints}. What {@link #BURN_BY_LENGTH} uses up is a slot, shifted right by {@code z}, and if {@code
 * z} is negative by its opposite: then it is an i32.
 *
 * <p>A word that follows an instruction has {@link #MOVE} in the place of the op, unless it is a plain number.
 */
// @formatter:off
// spotless:off
interface Op {
    // Moves and constants
    @Row("X y") int MOVE = 0;
    @Row("X #z") int CONST = 1;
    @Row("X +#") int CONST_WORD = 2;
    @Row("X y z +z") int SELECT = 3;
    @Row("X #z") int GLOBAL_GET = 4;
    @Row("x #z") int GLOBAL_SET = 5;

    // Control
    @Row(">z") int JUMP = 6;
    @Row("x >z") int JUMP_IF = 7;
    @Row("x >z") int JUMP_UNLESS = 8;
    @Row("x #z") int JUMP_TABLE = 9;
    @Row("x y >z") int JUMP_I32_EQ = 10;
    @Row("x y >z") int JUMP_I32_NE = 11;
    @Row("x y >z") int JUMP_I32_LT_S = 12;
    @Row("x y >z") int JUMP_I32_LT_U = 13;
    @Row("x y >z") int JUMP_I32_LE_S = 14;
    @Row("x y >z") int JUMP_I32_LE_U = 15;
    @Row("x #y >z") int JUMP_I32_EQ_IMM = 16;
    @Row("x #y >z") int JUMP_I32_NE_IMM = 17;
    @Row("x #y >z") int JUMP_I32_LT_S_IMM = 18;
    @Row("x #y >z") int JUMP_I32_LT_U_IMM = 19;
    @Row("x #y >z") int JUMP_I32_GT_S_IMM = 20;
    @Row("x #y >z") int JUMP_I32_GT_U_IMM = 21;
    @Row("x y >z") int JUMP_I64_EQ = 22;
    @Row("x y >z") int JUMP_I64_NE = 23;
    @Row("x y >z") int JUMP_I64_LT_S = 24;
    @Row("x y >z") int JUMP_I64_LT_U = 25;
    @Row("x y >z") int JUMP_I64_LE_S = 26;
    @Row("x y >z") int JUMP_I64_LE_U = 27;
    @Row("x #y >z") int JUMP_I64_EQ_IMM = 28;
    @Row("x #y >z") int JUMP_I64_NE_IMM = 29;
    @Row("x #y >z") int JUMP_I64_LT_S_IMM = 30;
    @Row("x #y >z") int JUMP_I64_LT_U_IMM = 31;
    @Row("x #y >z") int JUMP_I64_GT_S_IMM = 32;
    @Row("x #y >z") int JUMP_I64_GT_U_IMM = 33;
    @Row("x y >z") int JUMP_F64_EQ = 34;
    @Row("x y >z") int JUMP_F64_NE = 35;
    @Row("x y >z") int JUMP_F64_LT = 36;
    @Row("x y >z") int JUMP_F64_LE = 37;
    @Row("x y >z") int JUMP_F64_NOT_LT = 38;
    @Row("x y >z") int JUMP_F64_NOT_LE = 39;
    @Row("x #z") int CALL = 40;
    @Row("x y #z +i") int CALL_IMPORT = 41;
    @Row("x y #z +i") int CALL_INDIRECT = 42;
    @Row("x y #z +i") int CALL_REF = 43;
    @Row("x y #z +i") int RETURN_CALL = 44;
    @Row("x y #z +i") int RETURN_CALL_INDIRECT = 45;
    @Row("x y #z +i") int RETURN_CALL_REF = 46;
    @Row("x") int RETURN = 47;
    @Row("X y") int MEMORY_GROW = 48;
    @Row("#z +#") int COUNT = 49;

    // Integers of either width: the high half of an i32's slot means nothing
    @Row("X y z") int ADD = 50;
    @Row("X y z") int SUB = 51;
    @Row("X y z") int MUL = 52;
    @Row("X y z") int AND = 53;
    @Row("X y z") int OR = 54;
    @Row("X y z") int XOR = 55;
    @Row("X y #z") int ADD_IMM = 56;
    @Row("X y #z") int MUL_IMM = 57;
    @Row("X y #z") int AND_IMM = 58;
    @Row("X y #z") int OR_IMM = 59;
    @Row("X y #z") int XOR_IMM = 60;
    @Row("X y") int EXTEND8_S = 61;
    @Row("X y") int EXTEND16_S = 62;
    @Row("X y") int EXTEND32_S = 63;
    @Row("X y") int EXTEND32_U = 64;

    // i32
    @Row("X y z") int I32_SHL = 65;
    @Row("X y z") int I32_SHR_S = 66;
    @Row("X y z") int I32_SHR_U = 67;
    @Row("X y z") int I32_ROTL = 68;
    @Row("X y z") int I32_ROTR = 69;
    @Row("X y z") int I32_DIV_S = 70;
    @Row("X y z") int I32_DIV_U = 71;
    @Row("X y z") int I32_REM_S = 72;
    @Row("X y z") int I32_REM_U = 73;
    @Row("X y #z") int I32_SHL_IMM = 74;
    @Row("X y #z") int I32_SHR_S_IMM = 75;
    @Row("X y #z") int I32_SHR_U_IMM = 76;
    @Row("X y #z") int I32_ROTL_IMM = 77;
    @Row("X y #z") int I32_EQ_IMM = 78;
    @Row("X y #z") int I32_NE_IMM = 79;
    @Row("X y #z") int I32_LT_S_IMM = 80;
    @Row("X y #z") int I32_LT_U_IMM = 81;
    @Row("X y #z") int I32_GT_S_IMM = 82;
    @Row("X y #z") int I32_GT_U_IMM = 83;
    @Row("X y z") int I32_EQ = 84;
    @Row("X y z") int I32_NE = 85;
    @Row("X y z") int I32_LT_S = 86;
    @Row("X y z") int I32_LT_U = 87;
    @Row("X y z") int I32_LE_S = 88;
    @Row("X y z") int I32_LE_U = 89;

    // i64
    @Row("X y z") int I64_SHL = 90;
    @Row("X y z") int I64_SHR_S = 91;
    @Row("X y z") int I64_SHR_U = 92;
    @Row("X y z") int I64_ROTL = 93;
    @Row("X y z") int I64_ROTR = 94;
    @Row("X y z") int I64_DIV_S = 95;
    @Row("X y z") int I64_DIV_U = 96;
    @Row("X y z") int I64_REM_S = 97;
    @Row("X y z") int I64_REM_U = 98;
    @Row("X y #z") int I64_SHL_IMM = 99;
    @Row("X y #z") int I64_SHR_S_IMM = 100;
    @Row("X y #z") int I64_SHR_U_IMM = 101;
    @Row("X y #z") int I64_ROTL_IMM = 102;
    @Row("X y #z") int I64_EQ_IMM = 103;
    @Row("X y #z") int I64_NE_IMM = 104;
    @Row("X y #z") int I64_LT_S_IMM = 105;
    @Row("X y #z") int I64_LT_U_IMM = 106;
    @Row("X y #z") int I64_GT_S_IMM = 107;
    @Row("X y #z") int I64_GT_U_IMM = 108;
    @Row("X y z") int I64_EQ = 109;
    @Row("X y z") int I64_NE = 110;
    @Row("X y z") int I64_LT_S = 111;
    @Row("X y z") int I64_LT_U = 112;
    @Row("X y z") int I64_LE_S = 113;
    @Row("X y z") int I64_LE_U = 114;

    // Floats; the rest of them is NUMERIC
    @Row("X y z") int F32_ADD = 115;
    @Row("X y z") int F32_SUB = 116;
    @Row("X y z") int F32_MUL = 117;
    @Row("X y z") int F32_DIV = 118;
    @Row("X y z") int F32_EQ = 119;
    @Row("X y z") int F32_NE = 120;
    @Row("X y z") int F32_LT = 121;
    @Row("X y z") int F32_LE = 122;
    @Row("X y z") int F64_ADD = 123;
    @Row("X y z") int F64_SUB = 124;
    @Row("X y z") int F64_MUL = 125;
    @Row("X y z") int F64_DIV = 126;
    @Row("X y z") int F64_EQ = 127;
    @Row("X y z") int F64_NE = 128;
    @Row("X y z") int F64_LT = 129;
    @Row("X y z") int F64_LE = 130;
    @Row("X y") int F64_NEG = 131;
    @Row("X y") int F64_ABS = 132;
    @Row("X y") int F64_SQRT = 133;
    @Row("X y") int F64_CONVERT_I32_S = 134;

    // Memory 0, if its addresses have 32 bits and the offset fits; the rest is MEMORY
    @Row("X y #z") int LOAD8_S = 135;
    @Row("X y #z") int LOAD8_U = 136;
    @Row("X y #z") int LOAD16_S = 137;
    @Row("X y #z") int LOAD16_U = 138;
    @Row("X y #z") int LOAD32_S = 139;
    @Row("X y #z") int LOAD32_U = 140;
    @Row("X y #z") int LOAD64 = 141;
    @Row("x y #z") int STORE8 = 142;
    @Row("x y #z") int STORE16 = 143;
    @Row("x y #z") int STORE32 = 144;
    @Row("x y #z") int STORE64 = 145;

    // The same at the sum of a slot and a number, as an i32, without an offset
    @Row("X y #z") int LOAD8_U_SUM = 146;
    @Row("X y #z") int LOAD32_S_SUM = 147;
    @Row("X y #z") int LOAD64_SUM = 148;
    @Row("x y #z") int STORE8_SUM = 149;
    @Row("x y #z") int STORE32_SUM = 150;
    @Row("x y #z") int STORE64_SUM = 151;

    // References
    @Row("X y") int MOVE_REF = 152;
    @Row("x >z") int JUMP_NULL = 153;
    @Row("x >z") int JUMP_NON_NULL = 154;

    // Checks whether execution may go on
    @Row("") int POLL = 155;
    @Row("#z") int BURN = 156;

    // Numeric globals where native code may have moved them out of the Java heap
    @Row("X #z") int GLOBAL_GET_MOVABLE = 157;
    @Row("x #z") int GLOBAL_SET_MOVABLE = 158;

    // Everything from here on is executed outside of the dispatch loop's own switch, whose numbers have no gaps
    @Row("") int UNREACHABLE = 159;
    @Row("X y z +z") int SELECT_V128 = 160;
    @Row("X y z +z") int SELECT_REF = 161;
    @Row("X #z") int GLOBAL_GET_V128 = 162;
    @Row("X #z") int GLOBAL_GET_REF = 163;
    @Row("x #z") int GLOBAL_SET_V128 = 164;
    @Row("x #z") int GLOBAL_SET_REF = 165;
    @Row("X") int REF_NULL = 166;
    @Row("X #z") int REF_FUNC = 167;
    @Row("X y") int REF_IS_NULL = 168;
    @Row("x") int REF_CHECK = 169;
    @Row("x #z") int ZERO = 170;
    @Row("x #z") int CLEAR_REFS = 171;
    @Row("X y #z") int TABLE_GET = 172;
    @Row("x y #z") int TABLE_SET = 173;
    @Row("X #z") int TABLE_SIZE = 174;
    @Row("X y z +i") int TABLE_GROW = 175;
    @Row("x y z +i") int TABLE_FILL = 176;
    @Row("x y z +i") int TABLE_COPY = 177;
    @Row("x y z +i") int TABLE_INIT = 178;
    @Row("#z") int ELEM_DROP = 179;
    @Row("X #z") int MEMORY_SIZE = 180;
    @Row("x y z +i") int MEMORY_FILL = 181;
    @Row("x y z +i") int MEMORY_COPY = 182;
    @Row("x y z +i") int MEMORY_INIT = 183;
    @Row("#z") int DATA_DROP = 184;
    @Row("X y z +o") int NUMERIC = 185;
    @Row("x #z") int WIDE = 186;
    @Row("X y z +v") int VECTOR = 187;
    @Row("X y #z +v") int EXTRACT_LANE = 188;
    @Row("X y z +v") int REPLACE_LANE = 189;
    @Row("X y z +# +#") int SHUFFLE = 190;
    @Row("X y z +m +#") int LOAD_ANY = 191;
    @Row("x y z +m +#") int STORE_ANY = 192;
    @Row("X y z +m +#") int LOAD_VECTOR = 193;
    @Row("x y z +m +#") int STORE_VECTOR = 194;

    // Exceptions and threads
    @Row("x #z") int THROW = 195;
    @Row("x") int THROW_REF = 196;
    @Row("x #z +o +#") int ATOMIC = 197;
    @Row("") int ATOMIC_FENCE = 198;

    // More moves, and a check
    @Row("X y") int MOVE_V128 = 199;
    @Row("x y #z") int MOVE_RANGE = 200;
    @Row("x #z") int BURN_BY_LENGTH = 201;

    // Structures, arrays and casts, all executed by GcOps; y is the object, and in STRUCT_NEW the first of the values
    @Row("X y") int TAKE_REF = 202;
    @Row("X y z") int REF_EQ = 203;
    @Row("X y") int REF_I31 = 204;
    @Row("X y #z") int I31_GET = 205;
    @Row("X y #z") int REF_TEST = 206;
    @Row("x #z") int REF_CAST = 207;
    @Row("X y #z") int STRUCT_NEW = 208;
    @Row("X #z") int STRUCT_NEW_DEFAULT = 209;
    @Row("X y #z") int STRUCT_GET = 210;
    @Row("x y #z") int STRUCT_SET = 211;
    @Row("X y z +i") int ARRAY_NEW = 212;
    @Row("X y #z") int ARRAY_NEW_DEFAULT = 213;
    @Row("X y #z +i") int ARRAY_NEW_FIXED = 214;
    @Row("X y z +i") int ARRAY_NEW_DATA = 215;
    @Row("X y z +i") int ARRAY_NEW_ELEM = 216;
    @Row("X y z") int ARRAY_GET_I8 = 217;
    @Row("X y z") int ARRAY_GET_I16 = 218;
    @Row("X y z") int ARRAY_GET_I32 = 219;
    @Row("X y z") int ARRAY_GET_I64 = 220;
    @Row("X y z") int ARRAY_GET_V128 = 221;
    @Row("X y z") int ARRAY_GET_REF = 222;
    @Row("x y z") int ARRAY_SET_I8 = 223;
    @Row("x y z") int ARRAY_SET_I16 = 224;
    @Row("x y z") int ARRAY_SET_I32 = 225;
    @Row("x y z") int ARRAY_SET_I64 = 226;
    @Row("x y z") int ARRAY_SET_V128 = 227;
    @Row("x y z") int ARRAY_SET_REF = 228;
    @Row("X y") int ARRAY_LEN = 229;
    @Row("x y z +z") int ARRAY_FILL = 230;
    @Row("x") int ARRAY_COPY = 231;
    @Row("x #z") int ARRAY_INIT_DATA = 232;
    @Row("x #z") int ARRAY_INIT_ELEM = 233;
    // @formatter:on
    // spotless:on

    /** The largest {@code x}; slots are numbered up to here. */
    int MAX_X = 0xFFFF;

    /** The largest {@code y}. */
    int MAX_Y = Short.MAX_VALUE;

    /** The largest {@code z}. */
    int MAX_Z = (1 << 23) - 1;

    /** What the fields of an instruction are. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    @interface Row {
        String value();
    }

    /**
     * Returns whether an instruction has its result in {@code x}. The rows say the same; but to read annotations takes long in
     * a process that has just begun.
     */
    static boolean writesX(int op) {
        if (op >= JUMP && op <= RETURN) {
            return false;
        }
        return switch (op) {
            case GLOBAL_SET, GLOBAL_SET_MOVABLE, GLOBAL_SET_V128, GLOBAL_SET_REF, JUMP_NULL, JUMP_NON_NULL -> false;
            case COUNT, POLL, BURN, BURN_BY_LENGTH, STORE8, STORE16, STORE32, STORE64, STORE8_SUM -> false;
            case STORE32_SUM, STORE64_SUM, STORE_ANY, STORE_VECTOR, MEMORY_FILL, MEMORY_COPY, MEMORY_INIT -> false;
            case DATA_DROP, TABLE_SET, TABLE_FILL, TABLE_COPY, TABLE_INIT, ELEM_DROP, ATOMIC, ATOMIC_FENCE -> false;
            case UNREACHABLE, THROW, THROW_REF, REF_CHECK, REF_CAST, STRUCT_SET, ARRAY_SET_I8, ARRAY_SET_I16 -> false;
            case ARRAY_SET_I32, ARRAY_SET_I64, ARRAY_SET_V128, ARRAY_SET_REF, ARRAY_FILL, ARRAY_COPY -> false;
            case ARRAY_INIT_DATA, ARRAY_INIT_ELEM, ZERO, CLEAR_REFS, WIDE, MOVE_RANGE -> false;
            default -> true;
        };
    }

    /** Returns the word of an instruction. */
    static long word(int op, int x, int y, int z) {
        return (long) x << 48 | (y & 0xFFFFL) << 32 | (z & 0xFF_FFFFL) << 8 | op;
    }

    /** Returns the op of a word. */
    static int op(long word) {
        return (int) word & 0xFF;
    }

    /** Returns the {@code x} of a word. */
    static int x(long word) {
        return (int) (word >>> 48);
    }

    /** Returns the {@code y} of a word. */
    static int y(long word) {
        return (short) (word >>> 32);
    }

    /** Returns the {@code z} of a word. */
    static int z(long word) {
        return (int) word >> 8;
    }
}
