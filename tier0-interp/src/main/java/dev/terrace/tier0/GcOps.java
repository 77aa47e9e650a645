package dev.terrace.tier0;

import dev.terrace.I31Ref;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.gc.ArrayObject;
import dev.terrace.runtime.gc.Casts;
import dev.terrace.runtime.gc.I16Array;
import dev.terrace.runtime.gc.I32Array;
import dev.terrace.runtime.gc.I64Array;
import dev.terrace.runtime.gc.I8Array;
import dev.terrace.runtime.gc.RefArray;
import dev.terrace.runtime.gc.StructObject;

/** The instructions on structures, arrays and 31-bit integers, and casts. */
final class GcOps implements Op {
    private GcOps() {}

    /** Executes an instruction: see {@link RareOps#execute}. */
    static int execute(long w, long[] code, int pc, int fp, ModuleInstance instance, ExecutionStack stack) {
        long[] slots = stack.slots;
        Object[] refs = stack.refs;
        int x = fp + Op.x(w);
        int y = fp + Op.y(w);
        int z = fp + Op.z(w);
        int imm = Op.z(w);
        switch (Op.op(w)) {
            case STRUCT_GET -> struct(refs[y]).get(imm, slots, refs, x);
            case STRUCT_SET -> struct(refs[y]).set(imm, slots, refs, x);
            case STRUCT_NEW -> refs[x] = instance.code().struct(imm).create(slots, refs, y);
            case STRUCT_NEW_DEFAULT -> refs[x] = instance.code().struct(imm).create();
            case TAKE_REF -> {
                refs[x] = refs[y];
                refs[y] = null;
            }
            case REF_EQ -> slots[x] = Casts.same(refs[y], refs[z]) ? 1 : 0;
            case REF_I31 -> refs[x] = I31Ref.of((int) slots[y]);
            case I31_GET -> slots[x] = i31(refs[y], imm);
            case REF_TEST -> slots[x] = CastTarget.matches(refs[y], imm, instance) ? 1 : 0;
            case REF_CAST -> {
                if (!CastTarget.matches(refs[x], imm, instance)) {
                    throw new Trap(TrapKind.CAST_FAILURE);
                }
            }
            case ARRAY_GET_I8 -> {
                I8Array array = (I8Array) array(refs[y]);
                slots[x] = array.elements[index(slots[z], array.elements.length)];
            }
            case ARRAY_GET_I16 -> {
                I16Array array = (I16Array) array(refs[y]);
                slots[x] = array.elements[index(slots[z], array.elements.length)];
            }
            case ARRAY_GET_I32 -> {
                I32Array array = (I32Array) array(refs[y]);
                slots[x] = array.elements[index(slots[z], array.elements.length)];
            }
            case ARRAY_GET_I64 -> {
                I64Array array = (I64Array) array(refs[y]);
                slots[x] = array.elements[index(slots[z], array.elements.length)];
            }
            case ARRAY_GET_REF -> {
                RefArray array = (RefArray) array(refs[y]);
                refs[x] = array.elements[index(slots[z], array.elements.length)];
            }
            case ARRAY_GET_V128 -> array(refs[y]).get((int) slots[z], slots, refs, x);
            case ARRAY_SET_I8 -> {
                I8Array array = (I8Array) array(refs[y]);
                array.elements[index(slots[z], array.elements.length)] = (byte) slots[x];
            }
            case ARRAY_SET_I16 -> {
                I16Array array = (I16Array) array(refs[y]);
                array.elements[index(slots[z], array.elements.length)] = (short) slots[x];
            }
            case ARRAY_SET_I32 -> {
                I32Array array = (I32Array) array(refs[y]);
                array.elements[index(slots[z], array.elements.length)] = (int) slots[x];
            }
            case ARRAY_SET_I64 -> {
                I64Array array = (I64Array) array(refs[y]);
                array.elements[index(slots[z], array.elements.length)] = slots[x];
            }
            case ARRAY_SET_REF -> {
                RefArray array = (RefArray) array(refs[y]);
                array.elements[index(slots[z], array.elements.length)] = refs[x];
            }
            case ARRAY_SET_V128 -> array(refs[y]).set((int) slots[z], slots, refs, x);
            case ARRAY_LEN -> slots[x] = array(refs[y]).length();
            default -> {
                return bulk(w, code, pc, fp, instance, stack);
            }
        }
        return pc;
    }

    private static int bulk(long w, long[] code, int pc, int fp, ModuleInstance instance, ExecutionStack stack) {
        long[] slots = stack.slots;
        Object[] refs = stack.refs;
        int x = fp + Op.x(w);
        int y = fp + Op.y(w);
        int z = fp + Op.z(w);
        int imm = Op.z(w);
        switch (Op.op(w)) {
            case ARRAY_NEW_DEFAULT -> refs[x] = instance.code().array(imm).create((int) slots[y]);
            case ARRAY_COPY -> {
                ArrayObject source = array(refs[x + 2]);
                array(refs[x]).copy((int) slots[x + 1], source, (int) slots[x + 3], (int) slots[x + 4]);
            }
            case ARRAY_INIT_DATA -> {
                ArrayObject array = array(refs[x]);
                array.initData((int) slots[x + 1], instance.data(imm), (int) slots[x + 2], (int) slots[x + 3]);
            }
            case ARRAY_INIT_ELEM -> {
                ArrayObject array = array(refs[x]);
                array.initElements((int) slots[x + 1], instance.elements(imm), (int) slots[x + 2], (int) slots[x + 3]);
            }
            default -> {
                int first = (int) (code[pc] >>> 32);
                int second = Op.z(code[pc]);
                switch (Op.op(w)) {
                    case ARRAY_NEW -> refs[x] = instance.code().array(second).create((int) slots[z], slots, refs, y);
                    case ARRAY_NEW_FIXED ->
                        refs[x] = instance.code().array(second).createOf(imm, slots, refs, y);
                    case ARRAY_NEW_DATA ->
                        refs[x] = instance.code().array(first).createFrom(instance.data(second), (int) slots[y], (int)
                                slots[z]);
                    case ARRAY_NEW_ELEM ->
                        refs[x] = instance.code()
                                .array(first)
                                .createFrom(instance.elements(second), (int) slots[y], (int) slots[z]);
                    case ARRAY_FILL -> {
                        int count = (int) slots[fp + second];
                        array(refs[x]).fill((int) slots[y], count, slots, refs, z);
                    }
                    default -> throw new IllegalStateException("no instruction of register code: " + Op.op(w));
                }
                return pc + 1;
            }
        }
        return pc;
    }

    private static StructObject struct(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_STRUCTURE_REFERENCE);
        }
        return (StructObject) reference;
    }

    private static ArrayObject array(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_ARRAY_REFERENCE);
        }
        return (ArrayObject) reference;
    }

    private static int i31(Object reference, int unsigned) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_I31_REFERENCE);
        }
        I31Ref number = (I31Ref) reference;
        return unsigned != 0 ? number.unsigned() : number.value();
    }

    /** Returns the index in a slot, if there is an element at it. */
    private static int index(long bits, int length) {
        int index = (int) bits;
        if (index < 0 || index >= length) {
            throw new Trap(TrapKind.ARRAY_OUT_OF_BOUNDS);
        }
        return index;
    }
}
