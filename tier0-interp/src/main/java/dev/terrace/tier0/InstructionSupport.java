package dev.terrace.tier0;

import dev.terrace.LimitException;
import dev.terrace.UnsupportedFeatureException;
import dev.terrace.core.Feature;
import dev.terrace.core.Position;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.validate.ValidModule;
import java.util.EnumSet;
import java.util.Set;

/** What the interpreter executes: which instructions, and how large a frame may be. */
final class InstructionSupport {
    private static final Set<Feature> MISSING =
            EnumSet.of(Feature.EXCEPTIONS, Feature.LEGACY_EXCEPTIONS, Feature.THREADS);

    private InstructionSupport() {}

    /**
     * Checks all functions of a valid module.
     *
     * @throws UnsupportedFeatureException if one of them has an instruction that the interpreter does not execute
     * @throws LimitException if one of them has too many locals and operands
     */
    static void check(ValidModule valid) {
        WasmModule module = valid.module();
        for (int i = 0; i < valid.info().size(); i++) {
            int slots = valid.info().get(i).frameSlots();
            if (slots > FunctionWriter.MAX_FRAME) {
                throw new LimitException("function %d needs a frame of %d slots; the interpreter has at most %d"
                        .formatted(valid.importedFunctions() + i, slots, FunctionWriter.MAX_FRAME));
            }
        }
        for (FunctionBody body : module.bodies()) {
            InstructionReader in = new InstructionReader(module.bytes(), body.start(), body.end());
            while (!in.atEnd()) {
                Opcode op = in.next();
                if (op.feature().isPresent() && MISSING.contains(op.feature().get())) {
                    throw new UnsupportedFeatureException(
                            op.feature().get(), op.text(), new Position.Binary(in.offset()));
                }
            }
        }
    }
}
