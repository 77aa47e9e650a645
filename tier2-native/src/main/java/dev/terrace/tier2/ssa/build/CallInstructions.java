package dev.terrace.tier2.ssa.build;

import dev.terrace.TrapKind;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.tier2.run.RuntimeFunction;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import java.util.List;
import java.util.function.IntFunction;

/** Translates calls, tail calls and throws. */
final class CallInstructions {
    private final Emitter out;
    private final InstructionReader in;
    private final ValidModule module;
    private final MemoryInstructions memories;

    CallInstructions(Emitter out, InstructionReader in, ValidModule module, MemoryInstructions memories) {
        this.out = out;
        this.in = in;
        this.module = module;
        this.memories = memories;
    }

    private FuncType calleeType(Opcode op) {
        return switch (op) {
            case CALL, RETURN_CALL -> module.functions().get(in.index()).func();
            default -> module.types().get(in.index()).func();
        };
    }

    private boolean isImport() {
        return in.index() < module.importedFunctions();
    }

    /** Translates a call that comes back. */
    void call(Opcode op) {
        FuncType type = calleeType(op);
        Value[] args = arguments(op, type);
        Op kind = op != Opcode.CALL ? Op.CALL_RECORD : isImport() ? Op.CALL_IMPORT : Op.CALL;
        List<ValType> results = type.results();
        Type result = results.size() == 1 ? Type.of(results.getFirst()) : null;
        Value call = out.effect(kind, result, args, op == Opcode.CALL ? in.index() : 0, type);
        out.forgetMemories();
        if (result != null) {
            out.push(call);
        } else {
            results(call, results.size(), i -> Type.of(results.get(i)));
        }
    }

    /** Pushes the results of what has several, or none. */
    void results(Value call, int count, IntFunction<Type> types) {
        Value[] args = {call};
        for (int i = 0; i < count; i++) {
            out.push(out.effect(Op.RESULT, types.apply(i), args, i, null));
        }
    }

    /** Translates a tail call: returns how the block ends. */
    Terminator tailCall(Opcode op) {
        FuncType type = calleeType(op);
        Value[] args = arguments(op, type);
        Terminator.Kind kind = op != Opcode.RETURN_CALL
                ? Terminator.Kind.TAIL_CALL_RECORD
                : isImport() ? Terminator.Kind.TAIL_CALL_IMPORT : Terminator.Kind.TAIL_CALL;
        return Terminator.leave(kind, args, op == Opcode.RETURN_CALL ? in.index() : 0, type, in.offset());
    }

    /** Pops the arguments; the record of the function comes first if it is not known which one is called. */
    private Value[] arguments(Opcode op, FuncType type) {
        int count = type.params().size();
        return switch (op) {
            case CALL, RETURN_CALL -> out.pop(count);
            case CALL_INDIRECT, RETURN_CALL_INDIRECT -> {
                Value index = out.pop();
                yield withRecord(
                        out.effect(Op.TABLE_FUNCTION, Type.REF, null, new Value[] {index}, in.index2(), in.index()),
                        count);
            }
            default -> withRecord(nonNull(out.pop(), TrapKind.NULL_FUNCTION_REFERENCE), count);
        };
    }

    private Value[] withRecord(Value record, int count) {
        Value[] operands = out.pop(count);
        Value[] args = new Value[count + 1];
        args[0] = record;
        System.arraycopy(operands, 0, args, 1, count);
        return args;
    }

    /** Returns a reference that is checked not to be null. */
    Value nonNull(Value reference, TrapKind trap) {
        if (reference.op == Op.NON_NULL) {
            return reference;
        }
        return out.numbered(Op.NON_NULL, Type.REF, new Value[] {reference}, 0, trap, 0);
    }

    /** Translates {@code throw} up to where it leaves. */
    void throwNew() {
        int count = module.tags().get(in.index()).func().params().size();
        Value[] operands = out.pop(count);
        Value[] args = new Value[count + 1];
        args[0] = out.i32(in.index());
        System.arraycopy(operands, 0, args, 1, count);
        memories.call(RuntimeFunction.THROW, null, args);
    }

    /** Translates {@code throw_ref} up to where it leaves. */
    void throwReference() {
        memories.call(RuntimeFunction.THROW_REF, null, out.pop());
    }
}
