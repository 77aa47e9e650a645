package dev.terrace.tier1;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.validate.ValidModule;
import java.util.List;

/**
 * The type of a block.
 *
 * @param params the kinds of its parameters
 * @param results the kinds of its results
 */
record BlockKinds(List<Kind> params, List<Kind> results) {

    /** Returns the type that the instruction read last has as its immediate. */
    static BlockKinds of(InstructionReader in, ValidModule module) {
        if (in.blockResult() != null) {
            return new BlockKinds(List.of(), List.of(Kind.of(in.blockResult())));
        }
        if (in.index() < 0) {
            return new BlockKinds(List.of(), List.of());
        }
        FuncType type = module.types().get(in.index()).func();
        return new BlockKinds(Signature.kinds(type.params()), Signature.kinds(type.results()));
    }
}
