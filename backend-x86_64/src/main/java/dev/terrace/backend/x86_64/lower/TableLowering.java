package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.asm.Immediate.imm;

import dev.terrace.TrapKind;
import dev.terrace.backend.x86_64.asm.Address;
import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.backend.x86_64.code.X86Instruction;
import dev.terrace.core.types.DefType;
import dev.terrace.tier2.machine.MachineBlock;
import dev.terrace.tier2.machine.RegisterClass;
import dev.terrace.tier2.run.ContextLayout;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.run.RuntimeFunction;
import dev.terrace.tier2.ssa.Value;

/**
 * Selects instructions that find a function in a table:
 *
 * <pre>
 *            check the index; load the record from the table's mirror
 *            no record, or not of the type?
 *                no  |          | yes
 *                    |          +---> slow: the runtime function
 *                    |                        |
 *   behind (record)  <------------------------+
 * </pre>
 *
 * If nothing is a subtype of the expected type, a record of another one is a trap. If something may be, each call of a
 * function of a subtype takes the slow way: records have numbers of types, and Java alone knows their supertypes.
 */
final class TableLowering {
    private final Lowering lower;

    TableLowering(Lowering lower) {
        this.lower = lower;
    }

    /** Lowers a TABLE_FUNCTION. */
    void function(Value value) {
        int table = (int) value.immediate;
        int type = (int) value.immediate2;
        MachineBlock behind = lower.cut(lower.result(value));

        lower.emit(Instruction.MOV_RM64_I32, Addresses.overflow(0), Arg.imm(table));
        lower.emit(Instruction.MOV_RM64_I32, Addresses.overflow(1), Arg.imm(type));
        lower.memories().storeWhole(Addresses.overflow(2), value.args[0]);
        lower.calls().exit(RuntimeFunction.TABLE_FUNCTION);
        int found = lower.newTemp(RegisterClass.GENERAL);
        lower.emit(Instruction.MOV_R64_RM64, Arg.def(found), Addresses.inContext(ContextLayout.gpr(0)));
        lower.emit(X86Instruction.jump());
        MachineBlock slow = lower.finishPart(true);
        Lowering.connect(slow, behind, found);

        lower.emit(X86Instruction.jump());
        MachineBlock fast = lower.finishPart(false);

        int index = lower.use(value.args[0]);
        int descriptor = lower.newTemp(RegisterClass.GENERAL);
        Arg.Memory place = Addresses.inInstance(lower.layout().tableDescriptor(table));
        lower.emit(Instruction.MOV_R64_RM64, Arg.def(descriptor), place);
        lower.sequence(
                "check_table",
                (out, args) -> {
                    out.emit(Instruction.CMP_R64_RM64, args[0], args[1]);
                    out.jump(Condition.AE, out.trap(TrapKind.UNDEFINED_ELEMENT));
                },
                Arg.use(index),
                Arg.at(descriptor, InstanceLayout.DESCRIPTOR_SIZE));
        int mirror = lower.newTemp(RegisterClass.GENERAL);
        Arg.Memory address = Arg.at(descriptor, InstanceLayout.DESCRIPTOR_ADDRESS);
        lower.emit(Instruction.MOV_R64_RM64, Arg.def(mirror), address);
        int record = lower.newTemp(RegisterClass.GENERAL);
        lower.emit(Instruction.MOV_R64_RM64, Arg.def(record), Arg.at(mirror, index, Long.BYTES, 0));
        check(record, lower.layout().module().types().get(type));
        Lowering.connect(lower.machine(), fast);
        Lowering.connect(lower.machine(), slow);
        Lowering.connect(fast, behind, record);
    }

    /** Emits the branch to the first successor if there is a record of the right type, else to the second. */
    private void check(int record, DefType type) {
        int id = type.id();
        boolean isFinal = type.definition().isFinal();
        lower.sequence(
                "check_type " + type,
                (out, args) -> {
                    Address actual = Address.at((Gpr) args[0], InstanceLayout.RECORD_TYPE);
                    out.emit(Instruction.TEST_RM64_R64, args[0], args[0]);
                    out.jump(Condition.E, out.successor(1));
                    out.emit(Instruction.CMP_RM32_I32, actual, imm(id));
                    out.jump(Condition.NE, isFinal ? out.trap(TrapKind.INDIRECT_CALL_TYPE_MISMATCH) : out.successor(1));
                    out.jumpToSuccessor(0);
                },
                Arg.use(record));
    }
}
