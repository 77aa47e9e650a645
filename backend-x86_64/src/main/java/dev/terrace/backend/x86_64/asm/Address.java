package dev.terrace.backend.x86_64.asm;

/**
 * The address {@code base + index * scale + displacement}, of 64 bits (Intel SDM volume 2, section 2.1.5).
 *
 * @param base a register, or null if there is an index
 * @param index any register but {@code RSP}, whose number means that there is no index, or null
 * @param scale 1, 2, 4 or 8; 1 if there is no index
 * @param displacement a number that is sign-extended to 64 bits
 */
public record Address(Gpr base, Gpr index, int scale, int displacement) implements Memory {
    /** Checks that there is an encoding for the address. */
    public Address {
        if (base == null && index == null) {
            throw new IllegalArgumentException("an address needs a base or an index; use a label for a fixed place");
        }
        if (index == Gpr.RSP) {
            throw new IllegalArgumentException("rsp cannot be an index");
        }
        if (Integer.bitCount(scale) != 1 || scale < 1 || scale > 8 || index == null && scale != 1) {
            throw new IllegalArgumentException("scale " + scale + " is not 1, 2, 4 or 8, or scales no index");
        }
    }

    /** Returns the address that is in a register. */
    public static Address at(Gpr base) {
        return new Address(base, null, 1, 0);
    }

    /** Returns the address some bytes above the one that is in a register. */
    public static Address at(Gpr base, int displacement) {
        return new Address(base, null, 1, displacement);
    }

    /** Returns an address with base and scaled index. */
    public static Address at(Gpr base, Gpr index, int scale, int displacement) {
        return new Address(base, index, scale, displacement);
    }
}
