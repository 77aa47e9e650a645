package dev.terrace.backend.x86_64.code;

import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Xmm;
import dev.terrace.tier2.backend.CallPlaces;
import dev.terrace.tier2.machine.Registers;
import dev.terrace.tier2.ssa.Type;
import java.util.List;

/**
 * How compiled functions call each other: which registers they may use, and in which ones arguments and results are, of which
 * there are as many as {@link CallPlaces} says. What finds no register there is in the context. No register keeps its value over a call but those of stack, context and
 * instance.
 */
public final class Convention {
    /** The registers of integer and reference arguments, as in the C calling convention. */
    public static final List<Gpr> ARGUMENTS = List.of(Gpr.RDI, Gpr.RSI, Gpr.RDX, Gpr.RCX, Gpr.R8, Gpr.R9);

    /** The registers of integer and reference results. */
    public static final List<Gpr> RESULTS = List.of(Gpr.RAX, Gpr.RDX, Gpr.RCX, Gpr.RSI, Gpr.RDI, Gpr.R8);

    /** The registers of floating-point and vector arguments and results. */
    public static final List<Xmm> VECTORS =
            List.of(Xmm.XMM0, Xmm.XMM1, Xmm.XMM2, Xmm.XMM3, Xmm.XMM4, Xmm.XMM5, Xmm.XMM6, Xmm.XMM7);

    /** The register with the block of the instance. */
    public static final Gpr INSTANCE = Gpr.R14;

    /** The register with the context of the store. */
    public static final Gpr CONTEXT = Gpr.R15;

    /** The registers that values are allocated to. */
    public static final Registers REGISTERS = new Registers(
            numbers(List.of(
                    Gpr.RAX, Gpr.RCX, Gpr.RDX, Gpr.RSI, Gpr.RDI, Gpr.R8, Gpr.R9, Gpr.R10, Gpr.RBX, Gpr.RBP, Gpr.R12,
                    Gpr.R13)),
            vectors(15),
            Gpr.R11.number(),
            Registers.FIRST_VECTOR + 15,
            names());

    private Convention() {}

    /** Returns where arguments of given types are: see {@link #places}. */
    public static int[] argumentPlaces(List<Type> types) {
        return places(types, ARGUMENTS);
    }

    /** Returns where results of given types are: see {@link #places}. */
    public static int[] resultPlaces(List<Type> types) {
        return places(types, RESULTS);
    }

    /** Returns the numbers of registers, or the complements of the numbers in the context's overflow area. */
    private static int[] places(List<Type> types, List<Gpr> general) {
        int[] places = CallPlaces.of(types);
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                places[i] = types.get(i).isGeneral()
                        ? general.get(places[i]).number()
                        : Registers.FIRST_VECTOR + VECTORS.get(places[i]).number();
            }
        }
        return places;
    }

    private static int[] numbers(List<Gpr> registers) {
        return registers.stream().mapToInt(Gpr::number).toArray();
    }

    private static int[] vectors(int count) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Registers.FIRST_VECTOR + i;
        }
        return numbers;
    }

    private static String[] names() {
        String[] names = new String[Registers.FIRST_VECTOR + 16];
        for (int i = 0; i < 16; i++) {
            names[i] = Gpr.of(i).name(64);
            names[Registers.FIRST_VECTOR + i] = "xmm" + i;
        }
        return names;
    }
}
