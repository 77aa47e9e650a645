package dev.terrace.tier0;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OpTest {
    @Test
    void noTwoRowsHaveOneNumber() {
        long rows = Arrays.stream(Op.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Op.Row.class))
                .count();
        assertEquals(rows, OpTable.size());
    }

    @Test
    void whetherThereIsAResultIsWhatTheRowSays() {
        for (int op = 0; op < OpTable.size(); op++) {
            assertEquals(OpTable.fields(op).startsWith("X"), Op.writesX(op), OpTable.name(op));
        }
    }

    @Test
    void aWordGivesBackTheFieldsThatItWasMadeOf() {
        for (int y : new int[] {0, 1, Op.MAX_Y, -1, Short.MIN_VALUE}) {
            for (int z : new int[] {0, 1, Op.MAX_Z, -1, -Op.MAX_Z}) {
                long word = Op.word(0xAB, Op.MAX_X, y, z);
                assertEquals(0xAB, Op.op(word));
                assertEquals(Op.MAX_X, Op.x(word));
                assertEquals(y, Op.y(word));
                assertEquals(z, Op.z(word));
            }
        }
    }

    @Test
    void turningAConditionRoundTwiceGivesItBack() {
        for (int op = Op.JUMP_IF; op <= Op.JUMP_UNLESS; op++) {
            assertTwiceNegated(new Comparison(op, 3, 0));
        }
        for (int op = Op.JUMP_I32_EQ; op <= Op.JUMP_F64_NOT_LE; op++) {
            assertTwiceNegated(new Comparison(op, 3, 5));
        }
    }

    private static void assertTwiceNegated(Comparison comparison) {
        assertEquals(comparison, comparison.negate().negate());
    }
}
