package dev.terrace.tier0;

/**
 * A condition to jump on. The six relations of every family are numbered so that {@code r ^ 1} is the opposite of the first
 * two, and {@code r ^ 6} that of the others, with operands exchanged or the number moved by one:
 *
 * <pre>
 *                0    1    2      3      4      5
 *   slots        EQ   NE   LT_S   LT_U   LE_S   LE_U
 *   number       EQ   NE   LT_S   LT_U   GT_S   GT_U
 *   f64          EQ   NE   LT     LE     NOT_LT NOT_LE
 * </pre>
 *
 * @param op the jump
 * @param x its field {@code x}
 * @param y its field {@code y}
 */
record Comparison(int op, int x, int y) implements Op {
    private static final int RELATIONS = 6;

    /** Returns the condition that an instruction computes; null if no jump has it. */
    static Comparison of(long word) {
        int op = Op.op(word);
        int y = Op.y(word);
        int z = Op.z(word);
        if (within(op, I32_EQ)) {
            return new Comparison(JUMP_I32_EQ + op - I32_EQ, y, z);
        }
        if (within(op, I64_EQ)) {
            return new Comparison(JUMP_I64_EQ + op - I64_EQ, y, z);
        }
        if (op >= F64_EQ && op <= F64_LE) {
            return new Comparison(JUMP_F64_EQ + op - F64_EQ, y, z);
        }
        if (op == REF_IS_NULL) {
            return new Comparison(JUMP_NULL, y, 0);
        }
        boolean fits = z > Short.MIN_VALUE && z < Short.MAX_VALUE;
        if (within(op, I32_EQ_IMM) && fits) {
            return new Comparison(JUMP_I32_EQ_IMM + op - I32_EQ_IMM, y, z);
        }
        if (within(op, I64_EQ_IMM) && fits) {
            return new Comparison(JUMP_I64_EQ_IMM + op - I64_EQ_IMM, y, z);
        }
        return null;
    }

    /** Returns whether a reference is compared with null. */
    boolean readsReference() {
        return op == JUMP_NULL || op == JUMP_NON_NULL;
    }

    /** Returns the opposite. */
    Comparison negate() {
        if (op == JUMP_IF || op == JUMP_UNLESS) {
            return new Comparison(JUMP_IF + JUMP_UNLESS - op, x, y);
        }
        if (readsReference()) {
            return new Comparison(JUMP_NULL + JUMP_NON_NULL - op, x, y);
        }
        if (within(op, JUMP_F64_EQ)) {
            return new Comparison(opposite(op, JUMP_F64_EQ), x, y);
        }
        boolean wide = op >= JUMP_I64_EQ;
        int number = wide ? JUMP_I64_EQ_IMM : JUMP_I32_EQ_IMM;
        if (within(op, number)) {
            return new Comparison(opposite(op, number), x, y + numberDistance(op - number));
        }
        int slots = wide ? JUMP_I64_EQ : JUMP_I32_EQ;
        boolean exchange = op - slots > 1;
        return new Comparison(opposite(op, slots), exchange ? y : x, exchange ? x : y);
    }

    /** Returns an instruction that computes the opposite of what another computes; 0 if there is none. */
    static long oppositeOf(long word) {
        int op = Op.op(word);
        int x = Op.x(word);
        int y = Op.y(word);
        int z = Op.z(word);
        for (int number : new int[] {I32_EQ_IMM, I64_EQ_IMM}) {
            if (within(op, number)) {
                return Op.word(opposite(op, number), x, y, z + numberDistance(op - number));
            }
        }
        for (int slots : new int[] {I32_EQ, I64_EQ}) {
            if (within(op, slots)) {
                boolean exchange = op - slots > 1;
                return Op.word(opposite(op, slots), x, exchange ? z : y, exchange ? y : z);
            }
        }
        if (op == F32_EQ || op == F32_NE) {
            return Op.word(F32_EQ + F32_NE - op, x, y, z);
        }
        if (op == F64_EQ || op == F64_NE) {
            return Op.word(F64_EQ + F64_NE - op, x, y, z);
        }
        return 0;
    }

    private static boolean within(int op, int family) {
        return op >= family && op < family + RELATIONS;
    }

    private static int opposite(int op, int family) {
        int relation = op - family;
        return family + (relation < 2 ? relation ^ 1 : relation ^ 6);
    }

    /** {@code a < n} is the opposite of {@code a > n - 1}. */
    private static int numberDistance(int relation) {
        return relation < 2 ? 0 : relation < 4 ? -1 : 1;
    }
}
