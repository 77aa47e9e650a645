package dev.terrace.core.text;

import java.util.Locale;

/** The ways to write a 128-bit vector as lanes. */
public enum VectorShape {
    I8X16(8, false),
    I16X8(16, false),
    I32X4(32, false),
    I64X2(64, false),
    F32X4(32, true),
    F64X2(64, true);

    private final int laneBits;
    private final boolean floating;
    private final String text = name().toLowerCase(Locale.ROOT);

    VectorShape(int laneBits, boolean floating) {
        this.laneBits = laneBits;
        this.floating = floating;
    }

    /** Returns the width of a lane in bits. */
    public int laneBits() {
        return laneBits;
    }

    /** Returns how many lanes there are. */
    public int lanes() {
        return 128 / laneBits;
    }

    /** Returns whether lanes hold floats. */
    public boolean isFloat() {
        return floating;
    }

    /** Returns the shape's keyword in the text format. */
    @Override
    public String toString() {
        return text;
    }

    /** Moves past a shape's keyword. */
    static VectorShape parse(TokenCursor in) {
        for (VectorShape shape : values()) {
            if (in.acceptKeyword(shape.text)) {
                return shape;
            }
        }
        throw in.unexpected("a vector shape");
    }

    /** Moves past one lane's literal and returns its bits, zero-extended. */
    long parseLane(TokenCursor in) {
        if (!in.isNumber()) {
            throw in.malformed("wrong number of lane literals: " + this + " has " + lanes());
        }
        if (floating) {
            return laneBits == 32 ? Integer.toUnsignedLong(in.f32()) : in.f64();
        }
        return in.integer(laneBits) & -1L >>> (64 - laneBits);
    }

    /** Puts the bits of a lane into a vector given as two halves, the low one first. */
    void putLane(long[] halves, int lane, long bits) {
        int bit = lane * laneBits;
        halves[bit / 64] |= bits << (bit % 64);
    }
}
