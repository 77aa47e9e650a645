package dev.terrace.backend.x86_64.lower;

import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.tier2.ssa.Value;
import java.util.EnumMap;
import java.util.Map;

/** How each vector instruction is selected. Most are one row of {@link VectorRow}. */
final class VectorRecipes {
    /** Selects instructions for a COMPUTE. */
    @FunctionalInterface
    interface Recipe {
        /**
         * Emits instructions.
         *
         * @param code what emits them
         * @param value what they compute
         * @param d the register for the result
         */
        void emit(VectorCode code, Value value, int d);
    }

    private final Map<Opcode, Recipe> recipes = new EnumMap<>(Opcode.class);

    /** Returns the recipe for a vector instruction, or null. */
    Recipe get(Opcode opcode) {
        return recipes.get(opcode);
    }

    /** Adds an instruction. */
    void put(Opcode opcode, Recipe recipe) {
        if (recipes.put(opcode, recipe) != null) {
            throw new IllegalArgumentException(opcode + " has two recipes");
        }
    }

    /** Adds an instruction that is a row with one source, which may be memory, and perhaps an immediate. */
    void unary(Opcode opcode, VectorRow row, Arg... immediate) {
        unary(opcode, row, VectorCode.BYTES, immediate);
    }

    /** Adds an instruction that is a row with one source, of which it reads so many bytes. */
    void unary(Opcode opcode, VectorRow row, int bytes, Arg... immediate) {
        put(opcode, (code, value, d) -> code.unary(d, row, code.useAny(value, 0, bytes), immediate));
    }

    /** Adds an instruction that is a row with two sources, and perhaps an immediate. */
    void binary(Opcode opcode, VectorRow row, Arg... immediate) {
        put(opcode, (code, value, d) -> code.binary(d, row, code.use(value, 0), code.useAny(value, 1), immediate));
    }

    /** Adds an instruction that is a row with its two sources swapped, and perhaps an immediate. */
    void swapped(Opcode opcode, VectorRow row, Arg... immediate) {
        put(opcode, (code, value, d) -> code.binary(d, row, code.use(value, 1), code.useAny(value, 0), immediate));
    }
}
