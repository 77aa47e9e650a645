package dev.terrace.backend.x86_64.lower;

import static dev.terrace.backend.x86_64.asm.Immediate.imm;

import dev.terrace.backend.x86_64.asm.Address;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Instruction;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.backend.x86_64.asm.LabelAddress;
import dev.terrace.backend.x86_64.asm.SymbolAddress;
import dev.terrace.backend.x86_64.code.Arg;
import dev.terrace.backend.x86_64.code.Convention;
import dev.terrace.backend.x86_64.code.Emission;
import dev.terrace.backend.x86_64.code.X86Instruction;
import dev.terrace.backend.x86_64.code.X86Instruction.Code;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.ValType;
import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.tier2.backend.CodeSymbol;
import dev.terrace.tier2.machine.Operand;
import dev.terrace.tier2.run.ContextLayout;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.run.RuntimeFunction;
import dev.terrace.tier2.ssa.Op;
import dev.terrace.tier2.ssa.Terminator;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Selects instructions for calls, tail calls, parameters and results, and for calls of runtime functions.
 *
 * <p>A direct call goes through the slot of the function, which holds the address of its code. A call through a function's
 * record also changes the instance; the callee is told its caller's in r10.
 */
final class CallLowering {
    private static final long ALL = Convention.REGISTERS.all();

    private final Lowering lower;
    private final boolean directKeepsInstance;

    CallLowering(Lowering lower) {
        this.lower = lower;
        // One that makes tail calls may return from a function of another instance.
        directKeepsInstance = lower.layout().module().info().stream().noneMatch(FunctionInfo::makesTailCalls);
    }

    /** Moves the parameters out of the places where the caller has put them, at the beginning of the function. */
    void parameters(List<Value> parameters) {
        int[] places = Convention.argumentPlaces(types(parameters));
        List<Arg> inRegisters = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0 && lower.isAsked(parameters.get(i))) {
                inRegisters.add(new Arg.Implied(Operand.defFixed(lower.result(parameters.get(i)), places[i])));
            }
        }
        if (!inRegisters.isEmpty()) {
            lower.sequence("parameters", (_, _) -> {}, inRegisters.toArray(Arg[]::new));
        }
        for (int i = 0; i < places.length; i++) {
            if (places[i] < 0 && lower.isAsked(parameters.get(i))) {
                load(parameters.get(i), Addresses.overflow(~places[i]));
            }
        }
    }

    private void load(Value value, Arg.Memory place) {
        lower.emit(lower.memories().loadRow(value.type), Arg.def(lower.result(value)), place);
    }

    private static List<Type> types(List<Value> values) {
        return values.stream().map(value -> value.type).toList();
    }

    private static List<Type> typesOf(List<ValType> types) {
        return types.stream().map(Type::of).toList();
    }

    /** Puts values in the places for arguments or results, and adds the registers to the arguments of an instruction. */
    private void put(List<Value> values, int[] places, List<Arg> args) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] < 0) {
                lower.memories().storeWhole(Addresses.overflow(~places[i]), values.get(i));
            }
        }
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                args.add(new Arg.Implied(Operand.useFixed(lower.use(values.get(i)), places[i])));
            }
        }
    }

    /** Leaves the function with results. */
    void leave(Terminator end) {
        List<Value> results = Arrays.asList(end.args);
        List<Arg> args = new ArrayList<>();
        put(results, Convention.resultPlaces(types(results)), args);
        lower.sequence(
                "return",
                (out, _) -> {
                    out.leaveFrame();
                    out.emit(Instruction.RET);
                },
                args.toArray(Arg[]::new));
    }

    /** Lowers a CALL, CALL_IMPORT or CALL_RECORD. */
    void call(Value call) {
        boolean throughRecord = call.op == Op.CALL_RECORD;
        List<Value> arguments = Arrays.asList(call.args).subList(throughRecord ? 1 : 0, call.args.length);
        List<Arg> args = new ArrayList<>();
        put(arguments, Convention.argumentPlaces(types(arguments)), args);
        if (throughRecord) {
            args.add(Arg.implied(lower.use(call.args[0]), Gpr.RAX));
        }

        int[] places = Convention.resultPlaces(typesOf(((FuncType) call.detail).results()));
        Value[] results = call.type != null ? new Value[] {call} : lower.results(call);
        long clobbers = ALL;
        for (int i = 0; i < results.length; i++) {
            if (places[i] >= 0 && results[i] != null && lower.isAsked(results[i])) {
                args.add(new Arg.Implied(Operand.defFixed(lower.result(results[i]), places[i])));
                clobbers &= ~(1L << places[i]);
            }
        }
        args.add(new Arg.Clobbers(clobbers));

        boolean keepsInstance = call.op == Op.CALL && directKeepsInstance;
        Target target = target(call.op, (int) call.immediate);
        Code code = (out, _) -> {
            target.load(out);
            out.emit(Instruction.CALL_RM64, target.slot(out));
            if (!keepsInstance) {
                out.restoreInstance();
            }
        };
        lower.emit(X86Instruction.call(lower.offset(), target.name(), keepsInstance, code, args.toArray(Arg[]::new)));
        for (int i = 0; i < results.length; i++) {
            if (places[i] < 0 && results[i] != null && lower.isAsked(results[i])) {
                load(results[i], Addresses.overflow(~places[i]));
            }
        }
    }

    /** Lowers a TAIL_CALL, TAIL_CALL_IMPORT or TAIL_CALL_RECORD. */
    void tailCall(Terminator end) {
        boolean throughRecord = end.kind == Terminator.Kind.TAIL_CALL_RECORD;
        List<Value> arguments = Arrays.asList(end.args).subList(throughRecord ? 1 : 0, end.args.length);
        List<Arg> args = new ArrayList<>();
        put(arguments, Convention.argumentPlaces(types(arguments)), args);
        if (throughRecord) {
            args.add(Arg.implied(lower.use(end.args[0]), Gpr.RAX));
        }
        Op op = switch (end.kind) {
            case TAIL_CALL -> Op.CALL;
            case TAIL_CALL_IMPORT -> Op.CALL_IMPORT;
            case TAIL_CALL_RECORD -> Op.CALL_RECORD;
            default -> throw new IllegalArgumentException("not a tail call: " + end.kind);
        };
        Target target = target(op, (int) end.immediate);
        lower.sequence(
                "tail_" + target.name(),
                (out, _) -> {
                    target.load(out);
                    out.leaveFrame();
                    out.emit(Instruction.JMP_RM64, target.slot(out));
                },
                args.toArray(Arg[]::new));
    }

    /** What is called. */
    private sealed interface Target {
        /** Returns what it is called. */
        String name();

        /** Loads the registers that the callee finds its index and instance in. */
        void load(Emission out);

        /** Returns where the address of the code is, once they are loaded. */
        dev.terrace.backend.x86_64.asm.Operand slot(Emission out);
    }

    private static Target target(Op op, int function) {
        return switch (op) {
            case CALL -> new Direct(function);
            case CALL_IMPORT -> new ThroughRecord("call_import " + function, function);
            default -> new ThroughRecord("call_record", -1);
        };
    }

    private record Direct(int function) implements Target {
        @Override
        public String name() {
            return "call " + function;
        }

        @Override
        public void load(Emission out) {
            out.emit(Instruction.MOV_R32_I32, Gpr.RAX, imm(function));
        }

        @Override
        public dev.terrace.backend.x86_64.asm.Operand slot(Emission out) {
            return new SymbolAddress(out.symbol(new CodeSymbol.FunctionSlot(function)));
        }
    }

    /**
     * Through a record.
     *
     * @param imported the number of an imported function; or -1 if the address of the record is in rax
     */
    private record ThroughRecord(String name, int imported) implements Target {
        @Override
        public void load(Emission out) {
            int offset = 0;
            if (imported >= 0) {
                Address records = Address.at(Convention.INSTANCE, InstanceLayout.IMPORTS);
                out.emit(Instruction.MOV_R64_RM64, Gpr.RAX, records);
                offset = imported * InstanceLayout.RECORD_BYTES;
            }
            Address code = Address.at(Gpr.RAX, offset + InstanceLayout.RECORD_CODE);
            Address instance = Address.at(Gpr.RAX, offset + InstanceLayout.RECORD_INSTANCE);
            Address index = Address.at(Gpr.RAX, offset + InstanceLayout.RECORD_INDEX);
            out.emit(Instruction.MOV_R64_RM64, Gpr.R11, code);
            out.emit(Instruction.MOV_R64_RM64, Gpr.R10, Convention.INSTANCE);
            out.emit(Instruction.MOV_R64_RM64, Convention.INSTANCE, instance);
            out.emit(Instruction.MOV_R32_RM32, Gpr.RAX, index);
        }

        @Override
        public dev.terrace.backend.x86_64.asm.Operand slot(Emission out) {
            return Address.at(Gpr.R11);
        }
    }

    /** Lowers a RUNTIME. */
    void runtime(Value value) {
        for (int i = 0; i < value.args.length; i++) {
            lower.memories().storeWhole(Addresses.overflow(i), value.args[i]);
        }
        exit((RuntimeFunction) value.detail);
        if (value.type != null && lower.isAsked(value)) {
            load(value, Addresses.inContext(ContextLayout.gpr(0)));
        }
    }

    /** Leaves for a runtime function, whose arguments are in the context. */
    void exit(RuntimeFunction function) {
        Code code = (out, _) -> {
            Label resume = new Label();
            Address id = Address.at(Convention.CONTEXT, ContextLayout.EXIT_ID);
            out.emit(Instruction.MOV_M32_I32, id, imm(function.ordinal()));
            out.emit(Instruction.LEA_R64_M, Gpr.R11, new LabelAddress(resume, 0));
            out.emit(Instruction.PUSH_R64, Gpr.R11);
            out.emit(Instruction.JMP_REL32, out.symbol(new CodeSymbol.RuntimeExit()));
            out.bind(resume);
        };
        lower.sequence("runtime " + function, code, new Arg.Clobbers(ALL));
    }
}
