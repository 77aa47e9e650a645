package dev.terrace.runtime;

import dev.terrace.UnsupportedFeatureException;
import dev.terrace.core.Position;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.ConstExpr;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.opcode.Opcode;
import java.util.stream.Stream;

/** Refuses modules whose constant expressions {@link ConstantEvaluator} cannot evaluate. */
public final class ConstantSupport {
    private ConstantSupport() {}

    /**
     * Checks all constant expressions of a valid module.
     *
     * @throws UnsupportedFeatureException if one of them creates an object
     */
    public static void check(WasmModule module) {
        Stream<ConstExpr> globals = module.globals().stream().map(WasmModule.GlobalDefinition::init);
        Stream<ConstExpr> tables =
                module.tables().stream().map(WasmModule.TableDefinition::init).filter(init -> init != null);
        Stream<ConstExpr> elements = module.elements().stream()
                .filter(segment -> segment.expressions() != null)
                .flatMap(segment -> segment.expressions().stream());
        Stream.of(globals, tables, elements)
                .flatMap(expressions -> expressions)
                .forEach(expression -> check(module.bytes(), expression));
    }

    private static void check(byte[] bytes, ConstExpr expression) {
        InstructionReader in = new InstructionReader(bytes, expression.start(), expression.end());
        while (!in.atEnd()) {
            Opcode op = in.next();
            switch (op) {
                case STRUCT_NEW, STRUCT_NEW_DEFAULT, ARRAY_NEW, ARRAY_NEW_DEFAULT, ARRAY_NEW_FIXED, REF_I31 ->
                    throw new UnsupportedFeatureException(
                            op.feature().orElseThrow(), "the constant " + op.text(), new Position.Binary(in.offset()));
                default -> {}
            }
        }
    }
}
