package dev.terrace.tier2.backend;

import dev.terrace.tier2.run.ContextLayout;
import dev.terrace.tier2.ssa.Type;
import java.util.List;

/**
 * Which registers, by number among those of their kind, arguments and results are in; the same for all processors. A
 * backend says which registers these are. What finds none is in the context: see {@link ContextLayout#overflow}.
 */
public final class CallPlaces {
    /** How many arguments, and how many results, are in general registers. */
    public static final int GENERAL_REGISTERS = 6;

    /** How many are in registers for floating-point numbers and vectors. */
    public static final int VECTOR_REGISTERS = ContextLayout.XMMS;

    private CallPlaces() {}

    /**
     * Returns where each of several arguments, or results, is: the number of its register among the general ones, or among
     * those for vectors, as its type says; or the complement of its number in the context's overflow area.
     */
    public static int[] of(List<Type> types) {
        int[] places = new int[types.size()];
        int general = 0;
        int vector = 0;
        int overflow = 0;
        for (int i = 0; i < places.length; i++) {
            if (types.get(i).isGeneral()) {
                places[i] = general < GENERAL_REGISTERS ? general++ : ~overflow++;
            } else {
                places[i] = vector < VECTOR_REGISTERS ? vector++ : ~overflow++;
            }
        }
        return places;
    }
}
