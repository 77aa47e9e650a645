package dev.terrace.runtime.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class IntsTest {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    @Test
    void quotientsAndRemaindersOfI32AreThoseOfTheIntegers() {
        List<Integer> values = NumericValues.ints(60);
        for (int a : values) {
            for (int b : values) {
                if (b == 0 || (a == Integer.MIN_VALUE && b == -1)) {
                    continue;
                }
                long ua = a & 0xFFFF_FFFFL;
                long ub = b & 0xFFFF_FFFFL;
                assertEquals((int) ((long) a / b), Ints.divS(a, b));
                assertEquals((int) ((long) a % b), Ints.remS(a, b));
                assertEquals((int) (ua / ub), Ints.divU(a, b));
                assertEquals((int) (ua % ub), Ints.remU(a, b));
            }
        }
    }

    @Test
    void quotientsAndRemaindersOfI64AreThoseOfTheIntegers() {
        List<Long> values = NumericValues.longs(30);
        for (long a : values) {
            for (long b : values) {
                if (b == 0 || (a == Long.MIN_VALUE && b == -1)) {
                    continue;
                }
                BigInteger[] signed = signed(a).divideAndRemainder(signed(b));
                BigInteger[] unsigned = unsigned(a).divideAndRemainder(unsigned(b));
                assertEquals(signed[0].longValue(), Ints.divS(a, b));
                assertEquals(signed[1].longValue(), Ints.remS(a, b));
                assertEquals(unsigned[0].longValue(), Ints.divU(a, b));
                assertEquals(unsigned[1].longValue(), Ints.remU(a, b));
            }
        }
    }

    @Test
    void divisionByZeroTraps() {
        for (Executable division : List.<Executable>of(
                () -> Ints.divS(1, 0),
                () -> Ints.divU(1, 0),
                () -> Ints.remS(1, 0),
                () -> Ints.remU(1, 0),
                () -> Ints.divS(1L, 0L),
                () -> Ints.divU(1L, 0L),
                () -> Ints.remS(1L, 0L),
                () -> Ints.remU(1L, 0L))) {
            assertEquals(
                    TrapKind.INTEGER_DIVIDE_BY_ZERO,
                    assertThrows(Trap.class, division).kind());
        }
    }

    @Test
    void theQuotientThatIsTooLargeTrapsAndItsRemainderIsZero() {
        Trap i32 = assertThrows(Trap.class, () -> Ints.divS(Integer.MIN_VALUE, -1));
        Trap i64 = assertThrows(Trap.class, () -> Ints.divS(Long.MIN_VALUE, -1L));
        assertEquals(TrapKind.INTEGER_OVERFLOW, i32.kind());
        assertEquals(TrapKind.INTEGER_OVERFLOW, i64.kind());
        assertEquals(0, Ints.remS(Integer.MIN_VALUE, -1));
        assertEquals(0, Ints.remS(Long.MIN_VALUE, -1L));
    }

    @Test
    void wideProductsHaveAllTheirBits() {
        List<Long> values = NumericValues.longs(30);
        for (long a : values) {
            for (long b : values) {
                assertEquals(high(signed(a).multiply(signed(b))), Ints.mulWideHighS(a, b));
                assertEquals(high(unsigned(a).multiply(unsigned(b))), Ints.mulWideHighU(a, b));
            }
        }
    }

    @Test
    void wideSumsAndDifferencesCarryIntoTheHighHalf() {
        List<Long> lows = NumericValues.longs(10);
        List<Long> highs = List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE);
        for (long aLow : lows) {
            for (long bLow : lows) {
                for (long aHigh : highs) {
                    for (long bHigh : highs) {
                        BigInteger a = wide(aLow, aHigh);
                        BigInteger b = wide(bLow, bHigh);
                        assertEquals(high(a.add(b)), Ints.add128High(aLow, aHigh, bLow, bHigh));
                        assertEquals(high(a.subtract(b)), Ints.sub128High(aLow, aHigh, bLow, bHigh));
                    }
                }
            }
        }
    }

    private static BigInteger signed(long value) {
        return BigInteger.valueOf(value);
    }

    private static BigInteger unsigned(long value) {
        return value < 0 ? signed(value).add(TWO_TO_64) : signed(value);
    }

    private static BigInteger wide(long low, long high) {
        return signed(high).shiftLeft(64).add(unsigned(low));
    }

    private static long high(BigInteger value) {
        return value.shiftRight(64).longValue();
    }
}
