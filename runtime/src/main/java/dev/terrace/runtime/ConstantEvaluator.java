package dev.terrace.runtime;

import dev.terrace.I31Ref;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.ConstExpr;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AddressType;
import dev.terrace.runtime.gc.ArrayLayout;
import dev.terrace.runtime.gc.GcObject;
import dev.terrace.runtime.gc.HeapReserve;
import dev.terrace.runtime.gc.StructLayout;
import java.util.Arrays;

/**
 * Evaluates constant expressions (specification, sections 3.4.13 and 4.7.2) in an instance that is being made. Operands
 * are on the store's execution stack, above what is in use there; that part of it is not reserved, since nothing else runs
 * meanwhile.
 */
final class ConstantEvaluator {
    private final ModuleCode code;
    private final ModuleInstance instance;
    private final GlobalInstance[] globals;
    private final ExecutionStack stack;
    private final InstructionReader in;

    /** Creates an evaluator of all expressions of an instance. */
    ConstantEvaluator(ModuleInstance instance, ExecutionStack stack) {
        this(instance.code(), instance, instance.globals(), stack);
    }

    /** Creates an evaluator of expressions without references, in no instance. */
    ConstantEvaluator(ModuleCode code, GlobalInstance[] globals) {
        this(code, null, globals, new ExecutionStack(Integer.MAX_VALUE, null, null));
    }

    private ConstantEvaluator(
            ModuleCode code, ModuleInstance instance, GlobalInstance[] globals, ExecutionStack stack) {
        this.code = code;
        this.instance = instance;
        this.globals = globals;
        this.stack = stack;
        byte[] bytes = code.valid().module().bytes();
        this.in = new InstructionReader(bytes, 0, bytes.length);
    }

    /**
     * Returns whether an expression is made of numbers, arithmetic and globals that are known already: its value is the same
     * in every instance.
     */
    boolean isSameEverywhere(ConstExpr expression) {
        in.seek(expression.start());
        while (true) {
            switch (in.next()) {
                case END -> {
                    return true;
                }
                case I32_CONST, I64_CONST, F32_CONST, F64_CONST, V128_CONST -> {}
                case I32_ADD, I64_ADD, I32_SUB, I64_SUB, I32_MUL, I64_MUL -> {}
                case GLOBAL_GET -> {
                    if (globals[in.index()] == null) {
                        return false;
                    }
                }
                default -> {
                    return false;
                }
            }
        }
    }

    /** Returns whether an expression is nothing but a reference to a function. */
    boolean isFunction(ConstExpr expression) {
        in.seek(expression.start());
        return in.next() == Opcode.REF_FUNC && in.next() == Opcode.END;
    }

    /** Returns the index of the function that an expression is a reference to. */
    int functionIndex(ConstExpr expression) {
        in.seek(expression.start());
        in.next();
        return in.index();
    }

    /** Returns whether an expression is nothing but a null reference. */
    boolean isNull(ConstExpr expression) {
        in.seek(expression.start());
        return in.next() == Opcode.REF_NULL && in.next() == Opcode.END;
    }

    /** Gives a global the value of an expression. */
    void load(GlobalInstance global, ConstExpr expression) {
        global.load(stack, evaluate(expression));
    }

    /** Returns the value of an expression that is a reference. */
    Object reference(ConstExpr expression) {
        int slot = evaluate(expression);
        Object value = stack.refs[slot];
        stack.refs[slot] = null;
        return value;
    }

    /** Returns the value of an expression that is an address, unsigned. */
    long address(ConstExpr expression, AddressType type) {
        int slot = evaluate(expression);
        long value = stack.slots[slot];
        return type == AddressType.I32 ? value & 0xFFFF_FFFFL : value;
    }

    /** Evaluates an expression; returns the slot of its value, which stays there until the next evaluation. */
    int evaluate(ConstExpr expression) {
        try {
            return execute(expression);
        } catch (OutOfMemoryError error) {
            throw HeapReserve.outOfMemory(error);
        }
    }

    private int execute(ConstExpr expression) {
        int base = stack.top;
        int top = base;
        in.seek(expression.start());
        while (true) {
            Opcode op = in.next();
            if (op == Opcode.END) {
                return base;
            }
            stack.ensure(top + 2);
            top = execute(op, top);
        }
    }

    /** Executes an instruction whose operands end before slot {@code top}; returns where its results end. */
    private int execute(Opcode op, int top) {
        long[] slots = stack.slots;
        Object[] refs = stack.refs;
        switch (op) {
            case I32_CONST, I64_CONST, F32_CONST, F64_CONST -> {
                slots[top] = in.value();
                return top + 1;
            }
            case V128_CONST -> {
                slots[top] = in.value();
                slots[top + 1] = in.value2();
                return top + 2;
            }
            case GLOBAL_GET -> {
                GlobalInstance global = globals[in.index()];
                global.store(stack, top);
                return top + global.type().value().slots();
            }
            case REF_NULL -> {
                refs[top] = null;
                return top + 1;
            }
            case REF_FUNC -> {
                refs[top] = instance.function(in.index());
                return top + 1;
            }
            // The low halves of the results are those of 32-bit arithmetic, and the high half of an i32 means nothing.
            case I32_ADD, I64_ADD -> slots[top - 2] += slots[top - 1];
            case I32_SUB, I64_SUB -> slots[top - 2] -= slots[top - 1];
            case I32_MUL, I64_MUL -> slots[top - 2] *= slots[top - 1];
            // References of the two hierarchies are the same Java objects.
            case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {
                return top;
            }
            case REF_I31 -> {
                refs[top - 1] = I31Ref.of((int) slots[top - 1]);
                return top;
            }
            case STRUCT_NEW, STRUCT_NEW_DEFAULT, ARRAY_NEW, ARRAY_NEW_DEFAULT, ARRAY_NEW_FIXED -> {
                return create(op, top);
            }
            default -> throw new IllegalStateException("not a constant instruction: " + op.text());
        }
        return top - 1;
    }

    private int create(Opcode op, int top) {
        long[] slots = stack.slots;
        Object[] refs = stack.refs;
        int type = in.index();
        int base = top;
        GcObject created;
        switch (op) {
            case STRUCT_NEW -> {
                StructLayout layout = code.struct(type);
                base = top - layout.slots();
                created = layout.create(slots, refs, base);
            }
            case STRUCT_NEW_DEFAULT -> created = code.struct(type).create();
            case ARRAY_NEW -> {
                ArrayLayout layout = code.array(type);
                base = top - 1 - layout.elementSlots();
                created = layout.create((int) slots[top - 1], slots, refs, base);
            }
            case ARRAY_NEW_DEFAULT -> {
                base = top - 1;
                created = code.array(type).create((int) slots[base]);
            }
            default -> {
                ArrayLayout layout = code.array(type);
                base = top - in.index2() * layout.elementSlots();
                created = layout.createOf(in.index2(), slots, refs, base);
            }
        }
        // What is left here would stay alive as long as the stack.
        Arrays.fill(refs, base, top, null);
        refs[base] = created;
        return base + 1;
    }
}
