package dev.terrace.tier0;

import dev.terrace.UnsupportedFeatureException;
import dev.terrace.core.Feature;
import dev.terrace.core.Position;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.opcode.Opcode;
import java.util.EnumSet;
import java.util.Set;

/** Which instructions the interpreter executes. */
final class InstructionSupport {
    private static final Set<Feature> MISSING =
            EnumSet.of(Feature.EXCEPTIONS, Feature.LEGACY_EXCEPTIONS, Feature.THREADS);

    private InstructionSupport() {}

    /**
     * Checks all functions of a valid module.
     *
     * @throws UnsupportedFeatureException if one of them has an instruction that the interpreter does not execute
     */
    static void check(WasmModule module) {
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
