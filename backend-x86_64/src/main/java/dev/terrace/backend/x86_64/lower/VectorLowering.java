package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.tier2.ssa.Value;

/** Selects instructions for vectors of 128 bits. The processor has to have SSE4.2. */
final class VectorLowering {
    private static final VectorRecipes RECIPES = new VectorRecipes();

    static {
        VectorIntegers.addTo(RECIPES);
        VectorShifts.addTo(RECIPES);
        VectorFloats.addTo(RECIPES);
        VectorConversions.addTo(RECIPES);
        VectorLanes.addTo(RECIPES);
    }

    private final Lowering lower;
    private final VectorCode code;

    VectorLowering(Lowering lower) {
        this.lower = lower;
        code = new VectorCode(lower);
    }

    /** Lowers a COMPUTE, one of whose arguments or whose result is a vector. */
    void compute(Value value) {
        VectorRecipes.Recipe recipe = RECIPES.get(value.opcode);
        if (recipe == null) {
            throw new IllegalArgumentException(value.opcode.text() + " computes with no vector");
        }
        recipe.emit(code, value, lower.result(value));
    }

    /** Returns the test that {@code any_true} and {@code all_true} are. */
    FlagTest test(Value value) {
        return switch (value.opcode) {
            case V128_ANY_TRUE -> VectorIntegers.anyTrue(code, value);
            case I8X16_ALL_TRUE -> VectorIntegers.allTrue(code, value, VectorRow.PCMPEQB);
            case I16X8_ALL_TRUE -> VectorIntegers.allTrue(code, value, VectorRow.PCMPEQW);
            case I32X4_ALL_TRUE -> VectorIntegers.allTrue(code, value, VectorRow.PCMPEQD);
            case I64X2_ALL_TRUE -> VectorIntegers.allTrue(code, value, VectorRow.PCMPEQQ);
            default -> throw new IllegalArgumentException(value.opcode.text() + " tests no vector");
        };
    }

    /** Lowers a LOAD of a vector, or of a part of one; a vector whose lane is replaced is argument 2. */
    void load(Value value, Arg.Memory address) {
        VectorMemory.load(code, value, address, lower.result(value));
    }

    /** Lowers a STORE of a vector, argument 2, or of a lane of one. */
    void store(Value value, Arg.Memory address) {
        VectorMemory.store(code, value, address);
    }
}
