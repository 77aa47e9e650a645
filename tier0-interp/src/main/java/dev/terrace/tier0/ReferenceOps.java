package dev.terrace.tier0;

import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.TableInstance;
import java.util.Arrays;

/** The instructions on references and tables. */
final class ReferenceOps implements Op {
    private ReferenceOps() {}

    /** Executes an instruction: see {@link RareOps#execute}. */
    static int execute(long w, long[] code, int pc, int fp, ModuleInstance instance, ExecutionStack stack) {
        long[] slots = stack.slots;
        Object[] refs = stack.refs;
        int x = fp + Op.x(w);
        int y = fp + Op.y(w);
        int z = fp + Op.z(w);
        int index = Op.z(w);
        switch (Op.op(w)) {
            case CLEAR_REFS -> Arrays.fill(refs, x, x + index, null);
            case SELECT_REF -> {
                refs[x] = refs[(int) slots[fp + Op.z(code[pc])] != 0 ? y : z];
                return pc + 1;
            }
            case GLOBAL_GET_REF -> refs[x] = instance.global(index).ref;
            case GLOBAL_SET_REF -> instance.global(index).ref = refs[x];
            case REF_NULL -> refs[x] = null;
            case REF_FUNC -> refs[x] = instance.function(index);
            case REF_IS_NULL -> slots[x] = refs[y] == null ? 1 : 0;
            case REF_CHECK -> {
                if (refs[x] == null) {
                    throw new Trap(TrapKind.NULL_REFERENCE);
                }
            }
            default -> {
                return table(w, code, pc, fp, instance, stack);
            }
        }
        return pc;
    }

    private static int table(long w, long[] code, int pc, int fp, ModuleInstance instance, ExecutionStack stack) {
        long[] slots = stack.slots;
        Object[] refs = stack.refs;
        int x = fp + Op.x(w);
        int y = fp + Op.y(w);
        int z = fp + Op.z(w);
        int index = Op.z(w);
        InterpretedModule module = InterpretedModule.of(instance.code());
        switch (Op.op(w)) {
            case TABLE_GET -> refs[x] = instance.table(index).get(module.tableIndex(index, slots[y]));
            case TABLE_SET -> instance.table(index).set(module.tableIndex(index, slots[y]), refs[x]);
            case TABLE_SIZE -> slots[x] = instance.table(index).size();
            case ELEM_DROP -> instance.dropElements(index);
            default -> {
                int first = (int) (code[pc] >>> 32);
                tableBulk(Op.op(w), first, Op.z(code[pc]), x, y, z, module, instance, stack);
                return pc + 1;
            }
        }
        return pc;
    }

    private static void tableBulk(
            int op,
            int first,
            int second,
            int x,
            int y,
            int z,
            InterpretedModule module,
            ModuleInstance instance,
            ExecutionStack stack) {
        long[] slots = stack.slots;
        TableInstance table = instance.table(second);
        long index = module.tableIndex(second, slots[x]);
        switch (op) {
            case TABLE_GROW -> slots[x] = table.grow(module.tableIndex(second, slots[z]), stack.refs[y]);
            case TABLE_FILL -> table.fill(index, stack.refs[y], module.tableIndex(second, slots[z]));
            case TABLE_COPY -> {
                // The length has the smaller of the two index types.
                long length = module.tableIndex(first, module.tableIndex(second, slots[z]));
                table.copy(index, instance.table(first), module.tableIndex(first, slots[y]), length);
            }
            case TABLE_INIT ->
                table.init(index, instance.elements(first), slots[y] & 0xFFFF_FFFFL, slots[z] & 0xFFFF_FFFFL);
            default -> throw new IllegalStateException("no instruction of register code: " + op);
        }
    }
}
