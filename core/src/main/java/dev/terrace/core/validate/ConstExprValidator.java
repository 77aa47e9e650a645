package dev.terrace.core.validate;

import dev.terrace.core.Feature;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.ConstExpr;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.ValType;

/** Validates constant expressions (specification, section 3.4.14). */
final class ConstExprValidator {
    private final ModuleContext context;
    private final InstructionReader in;
    private final OperandStack operands;
    private final InstructionRules rules;
    private final OpcodeGate gate;
    private final int importedGlobals;

    ConstExprValidator(ModuleContext context, OperandStack operands, InstructionRules rules, OpcodeGate gate) {
        this.context = context;
        this.in = context.in;
        this.operands = operands;
        this.rules = rules;
        this.gate = gate;
        this.importedGlobals = context.globals.size();
    }

    /** Checks that an expression is constant and yields a value of a (canonical) type. */
    void validate(ConstExpr expression, ValType type) {
        in.window(expression.start(), expression.end());
        operands.reset();
        Opcode op = in.next();
        while (op != Opcode.END) {
            gate.require(op, in.offset());
            requireConstant(op);
            rules.apply(op);
            op = in.next();
        }
        operands.pop(context.codes.of(type));
        operands.requireEmpty();
    }

    private void requireConstant(Opcode op) {
        switch (op) {
            case I32_CONST, I64_CONST, F32_CONST, F64_CONST, V128_CONST, REF_NULL -> {}
            case REF_FUNC -> {
                context.function(in.index());
                context.declared.set(in.index());
            }
            case GLOBAL_GET -> requireConstantGlobal();
            case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL -> require(op, Feature.EXTENDED_CONST);
            case REF_I31,
                    STRUCT_NEW,
                    STRUCT_NEW_DEFAULT,
                    ARRAY_NEW,
                    ARRAY_NEW_DEFAULT,
                    ARRAY_NEW_FIXED,
                    ANY_CONVERT_EXTERN,
                    EXTERN_CONVERT_ANY -> {}
            default -> throw context.invalid("constant expression required: " + op.text() + " is not constant");
        }
    }

    private void requireConstantGlobal() {
        GlobalType global = context.global(in.index());
        if (global.mutable()) {
            throw context.invalid("constant expression required: global " + in.index() + " is mutable");
        }
        if (in.index() >= importedGlobals) {
            require(Opcode.GLOBAL_GET, Feature.GC);
        }
    }

    private void require(Opcode op, Feature feature) {
        if (!context.gate.allows(feature)) {
            throw context.invalid("constant expression required: here " + op.text() + " needs the feature " + feature
                    + ", which is turned off");
        }
    }
}
