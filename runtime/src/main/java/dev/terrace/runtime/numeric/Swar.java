package dev.terrace.runtime.numeric;

/**
 * Lane-wise integer arithmetic on all lanes of a {@code long} at once ("SIMD within a register"), for lanes of 8, 16
 * or 32 bits.
 *
 * <p>{@code signs} has the highest bit of every lane set and no other, and so tells the width of a lane to the
 * formulas. What they share: a carry must not leave its lane. So the sign bits are kept out of the addition or
 * subtraction and put back by exclusive or, which is addition without carry:
 *
 * <pre>
 *     a        s aaaaaaa | s aaaaaaa | ...
 *     a &amp; ~signs  0 aaaaaaa | 0 aaaaaaa | ...   the sum of two of these fits its lane
 * </pre>
 *
 * <p>Conditions on lanes are computed as {@linkplain #spread masks} of all ones or all zeros, and choose without a
 * branch.
 */
final class Swar {
    private Swar() {}

    static long add(long a, long b, long signs) {
        return ((a & ~signs) + (b & ~signs)) ^ ((a ^ b) & signs);
    }

    static long sub(long a, long b, long signs) {
        return ((a | signs) - (b & ~signs)) ^ ((a ^ ~b) & signs);
    }

    /** Fills each lane with its sign bit: as a number, a lane of ones is the next lane's lowest bit less its own. */
    static long spread(long a, long signs) {
        long set = a & signs;
        return (set << 1) - (set >>> Long.numberOfTrailingZeros(signs));
    }

    /** Takes the bits of {@code a} where {@code mask} is set, those of {@code b} elsewhere. */
    static long select(long mask, long a, long b) {
        return b ^ ((a ^ b) & mask);
    }

    /** The sign bit of each lane that is zero. */
    static long zeros(long a, long signs) {
        return ~(((a & ~signs) + ~signs) | a) & signs;
    }

    /** In the sign bits: the unsigned subtraction {@code a - b} wrapped around; {@code difference} is its result. */
    private static long borrow(long a, long b, long difference) {
        return (~a & b) | (~(a ^ b) & difference);
    }

    static long eq(long a, long b, long signs) {
        return spread(zeros(a ^ b, signs), signs);
    }

    static long ltU(long a, long b, long signs) {
        return spread(borrow(a, b, sub(a, b, signs)), signs);
    }

    /** Flipping the signs maps the signed order to the unsigned one. */
    static long ltS(long a, long b, long signs) {
        return ltU(a ^ signs, b ^ signs, signs);
    }

    static long minS(long a, long b, long signs) {
        return select(ltS(a, b, signs), a, b);
    }

    static long minU(long a, long b, long signs) {
        return select(ltU(a, b, signs), a, b);
    }

    static long maxS(long a, long b, long signs) {
        return select(ltS(a, b, signs), b, a);
    }

    static long maxU(long a, long b, long signs) {
        return select(ltU(a, b, signs), b, a);
    }

    /** Negates (inverts and adds 1) where the mask of negative lanes is set. */
    static long abs(long a, long signs) {
        long negative = spread(a, signs);
        return sub(a ^ negative, negative, signs);
    }

    static long addSatU(long a, long b, long signs) {
        long sum = add(a, b, signs);
        long carry = (a & b) | ((a | b) & ~sum);
        return sum | spread(carry, signs);
    }

    static long subSatU(long a, long b, long signs) {
        long difference = sub(a, b, signs);
        return difference & ~spread(borrow(a, b, difference), signs);
    }

    /** Overflows where both operands have one sign and the sum the other. */
    static long addSatS(long a, long b, long signs) {
        long sum = add(a, b, signs);
        long overflow = ~(a ^ b) & (a ^ sum);
        return select(spread(overflow, signs), limit(a, signs), sum);
    }

    /** Overflows where the operands differ in sign and the difference has not that of the first. */
    static long subSatS(long a, long b, long signs) {
        long difference = sub(a, b, signs);
        long overflow = (a ^ b) & (a ^ difference);
        return select(spread(overflow, signs), limit(a, signs), difference);
    }

    /** The least value in lanes where {@code a} is negative, the greatest elsewhere. */
    private static long limit(long a, long signs) {
        return spread(a, signs) ^ ~signs;
    }

    /** The rounded-up average: what both share and half of what they differ in; {@code signs} keeps lanes apart. */
    static long avgrU(long a, long b, long signs) {
        return (a | b) - (((a ^ b) >>> 1) & ~signs);
    }

    /** Shifts to the left; {@code count} is less than a lane's width. */
    static long shl(long a, int count, long signs) {
        return (a << count) & inEachLane(lane(signs) << count & lane(signs), signs);
    }

    static long shrU(long a, int count, long signs) {
        return (a >>> count) & inEachLane(lane(signs) >>> count, signs);
    }

    /** Shifts to the right and fills what was freed with the sign. */
    static long shrS(long a, int count, long signs) {
        long kept = inEachLane(lane(signs) >>> count, signs);
        return ((a >>> count) & kept) | (spread(a, signs) & ~kept);
    }

    /** The lowest lane filled with ones. */
    private static long lane(long signs) {
        return (Long.lowestOneBit(signs) << 1) - 1;
    }

    /** Repeats the value of the lowest lane: the factor has a one in each. */
    static long inEachLane(long value, long signs) {
        return value * (signs >>> Long.numberOfTrailingZeros(signs));
    }
}
