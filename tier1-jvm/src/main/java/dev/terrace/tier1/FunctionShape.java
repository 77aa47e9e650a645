package dev.terrace.tier1;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.runtime.FunctionCode;

/**
 * What has to be known of a function before it is translated.
 *
 * @param accessesMemory whether it loads from the first memory or stores there
 * @param makesTailCalls whether there are tail calls in it
 */
record FunctionShape(boolean accessesMemory, boolean makesTailCalls) {

    /** Looks through a function. */
    static FunctionShape of(FunctionCode function) {
        FunctionBody body = function.body();
        InstructionReader in =
                new InstructionReader(function.module().valid().module().bytes(), body.start(), body.end());
        boolean accessesMemory = false;
        boolean makesTailCalls = false;
        while (!in.atEnd()) {
            Opcode op = in.next();
            accessesMemory |=
                    (op.imm() == Imm.MEMARG || op.imm() == Imm.MEMARG_LANE) && in.index() == 0 && !op.isAtomic();
            makesTailCalls |= isTailCall(op);
        }
        return new FunctionShape(accessesMemory, makesTailCalls);
    }

    private static boolean isTailCall(Opcode op) {
        return op == Opcode.RETURN_CALL || op == Opcode.RETURN_CALL_INDIRECT || op == Opcode.RETURN_CALL_REF;
    }
}
