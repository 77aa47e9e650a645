package dev.terrace.tier2.ssa.build;

import dev.terrace.TrapKind;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.FunctionBody;
import dev.terrace.core.opcode.Imm;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.Checkpoints;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.run.RuntimeFunction;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;

/**
 * Translates a function to SSA form, in one pass over its instructions. Locals become values (see {@link LocalValues});
 * what is constant is computed, and what has been computed is not computed again; code that cannot be reached is skipped.
 *
 * <p>Instructions on objects of the garbage collector, casts, and handlers of exceptions are refused, unless they
 * turn out not to be reached.
 */
public final class SsaBuilder {
    private final FunctionCode code;
    private final FunctionInfo info;
    private final ValidModule module;
    private final FunctionBody body;
    private final InstructionReader in;
    private final InstanceLayout layout;
    private final Function function;
    private final LocalValues locals;
    private final Emitter out;
    private final ControlFlow control;
    private final MemoryInstructions memories;
    private final CallInstructions calls;
    private final boolean polls;
    private final boolean burns;

    private SsaBuilder(FunctionCode code, InstanceLayout layout, int loop) {
        this.code = code;
        this.info = code.info();
        this.module = layout.module();
        this.body = code.body();
        this.layout = layout;
        byte[] bytes = module.module().bytes();
        this.in = new InstructionReader(bytes, body.start(), body.end());
        String name = loop == FunctionCode.WHOLE ? code.toString() : code + ", loop " + loop;
        FuncType type = info.type().func();
        this.function = new Function(name, type.results().stream().map(Type::of).toList());
        Type[] types = info.locals().stream().map(Type::of).toArray(Type[]::new);
        this.locals = new LocalValues(function, types, Assignments.of(bytes, body, types.length));
        this.out = new Emitter(function, locals);
        LoopStart start = loop == FunctionCode.WHOLE ? null : new LoopStart(info, loop);
        this.control = new ControlFlow(code, in, function, locals, out, types, start);
        this.memories = new MemoryInstructions(out, in, layout);
        this.calls = new CallInstructions(out, in, module, memories);
        this.polls = code.module().tiering().polls();
        this.burns = code.module().tiering().burnsFuel();
    }

    /**
     * Translates a function.
     *
     * @param layout where the instances of its module have their parts
     * @throws CompilationRefusedException if it may reach an instruction that native code does not have
     */
    public static Function build(FunctionCode code, InstanceLayout layout) {
        return new SsaBuilder(code, layout, FunctionCode.WHOLE).build();
    }

    /**
     * Translates the rest of a function from a loop header on. The parameters are the canonical frame there: all locals,
     * then all operands; see {@link dev.terrace.runtime.Tier#compileLoop}.
     *
     * @param layout where the instances of its module have their parts
     * @param loop the number of the loop
     * @throws CompilationRefusedException if the loop may lead to an instruction that native code does not have
     */
    public static Function buildLoop(FunctionCode code, InstanceLayout layout, int loop) {
        return new SsaBuilder(code, layout, loop).build();
    }

    private Function build() {
        control.begin();
        out.offset = in.nextOffset();
        if (polls && Checkpoints.pollsAtEntry(code)) {
            out.effect(Op.POLL, null, null, 0, null);
        }
        if (burns) {
            burn(code.checkpoints().entryCost());
        }
        while (in.nextOffset() < body.end()) {
            Opcode op = in.next();
            out.offset = in.offset();
            if (burns && Checkpoints.costsByLength(op)) {
                Value[] length = {out.operand(out.size() - 1)};
                out.effect(Op.BURN_LENGTH, null, length, Checkpoints.lengthPerUnitLog2(op), null);
            }
            translate(op);
            if (burns && control.isReached()) {
                burn(code.checkpoints().costBehind(in.offset()));
            }
        }
        return control.finish();
    }

    private void burn(int amount) {
        if (amount != 0) {
            out.effect(Op.BURN, null, null, amount, null);
        }
    }

    private void translate(Opcode op) {
        switch (op) {
            case NOP -> {}
            case UNREACHABLE -> control.trap(TrapKind.UNREACHABLE);
            case BLOCK -> control.beginBlock();
            case LOOP -> {
                boolean repeats = control.beginLoop();
                if (polls && repeats) {
                    out.effect(Op.POLL, null, null, 0, null);
                }
            }
            case TRY_TABLE -> {
                if (in.catches().isEmpty()) {
                    control.beginBlock();
                } else {
                    control.refuse(refusal(op));
                }
            }
            case IF -> control.beginIf(out.pop());
            case ELSE -> control.beginElse();
            case END -> control.end();
            case BR -> control.branch(in.index());
            case BR_IF -> control.branchIf(out.pop(), in.index());
            case BR_TABLE -> control.branchTable(out.pop(), in.labels());
            case BR_ON_NULL -> {
                Value reference = out.pop();
                control.branchIf(out.compute(Opcode.I64_EQZ, reference), in.index());
                if (control.isReached()) {
                    out.push(reference);
                }
            }
            case BR_ON_NON_NULL -> {
                Value isNull = out.compute(Opcode.I64_EQZ, out.operand(out.size() - 1));
                control.branchIf(out.compute(Opcode.I32_EQZ, isNull), in.index());
                if (control.isReached()) {
                    out.pop();
                }
            }
            case RETURN -> control.leave();
            case CALL, CALL_INDIRECT, CALL_REF -> calls.call(op);
            case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> control.endBlock(calls.tailCall(op));
            case THROW -> {
                calls.throwNew();
                control.trap(TrapKind.UNREACHABLE);
            }
            case THROW_REF -> {
                calls.throwReference();
                control.trap(TrapKind.UNREACHABLE);
            }
            case DROP -> out.pop();
            case SELECT, SELECT_T -> {
                Value condition = out.pop();
                Value second = out.pop();
                Value first = out.pop();
                out.push(out.select(condition, first, second));
            }
            case LOCAL_GET -> out.push(locals.get(in.index()));
            case LOCAL_SET -> locals.set(in.index(), out.pop());
            case LOCAL_TEE -> locals.set(in.index(), out.operand(out.size() - 1));
            case GLOBAL_GET -> getGlobal(in.index());
            case GLOBAL_SET -> setGlobal(in.index());
            case I32_CONST -> out.push(function.constant(Type.I32, in.value(), 0));
            case I64_CONST -> out.push(function.constant(Type.I64, in.value(), 0));
            case F32_CONST -> out.push(function.constant(Type.F32, in.value(), 0));
            case F64_CONST -> out.push(function.constant(Type.F64, in.value(), 0));
            case V128_CONST -> out.push(function.constant(Type.V128, in.value(), in.value2()));
            case REF_NULL -> out.push(function.constant(Type.REF, 0, 0));
            case REF_IS_NULL -> out.push(out.compute(Opcode.I64_EQZ, out.pop()));
            case REF_FUNC -> out.push(memories.call(RuntimeFunction.REF_FUNC, Type.REF, out.i32(in.index())));
            case REF_AS_NON_NULL -> out.push(calls.nonNull(out.pop(), TrapKind.NULL_REFERENCE));
            default -> translateByShape(op);
        }
    }

    private void translateByShape(Opcode op) {
        if (op.accessesMemory() || op == Opcode.ATOMIC_FENCE) {
            if (!memories.access(op)) {
                control.trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
            }
        } else if (isComputation(op)) {
            compute(op);
        } else if (!memories.bulk(op)) {
            control.refuse(refusal(op));
        }
    }

    private static CompilationRefusedException refusal(Opcode op) {
        return new CompilationRefusedException("the instruction " + op.text());
    }

    private static boolean isComputation(Opcode op) {
        boolean numeric = op.prefix() == 0 || op.prefix() == Opcode.PREFIX_MISC || op.prefix() == Opcode.PREFIX_SIMD;
        boolean plain = op.imm() == Imm.NONE || op.imm() == Imm.LANE || op.imm() == Imm.SHUFFLE;
        return numeric && plain && op.hasSignature() && !op.results().isEmpty();
    }

    private void compute(Opcode op) {
        Value[] args = out.pop(op.operands().length());
        if (op.results().length() > 1) {
            Value value = out.effect(Op.COMPUTE, null, op, args, 0, 0);
            calls.results(
                    value, op.results().length(), i -> Type.of(op.results().charAt(i)));
        } else if (op.imm() == Imm.LANE) {
            out.push(out.compute(op, in.lane(), 0, args));
        } else if (op.imm() == Imm.SHUFFLE) {
            out.push(out.compute(op, in.value(), in.value2(), args));
        } else {
            out.push(out.compute(op, args));
        }
    }

    private void getGlobal(int global) {
        ValType type = module.globals().get(global).value();
        if (!layout.hasCell(global)) {
            out.push(memories.call(RuntimeFunction.GLOBAL_GET, Type.REF, out.i32(global)));
        } else if (module.globals().get(global).mutable()) {
            out.push(out.effect(Op.GLOBAL_GET, Type.of(type), null, global, null));
        } else {
            out.push(out.numbered(Op.GLOBAL_GET, Type.of(type), null, global, null, 0));
        }
    }

    private void setGlobal(int global) {
        Value value = out.pop();
        if (layout.hasCell(global)) {
            out.effect(Op.GLOBAL_SET, null, new Value[] {value}, global, null);
        } else {
            memories.call(RuntimeFunction.GLOBAL_SET, null, out.i32(global), value);
        }
    }
}
