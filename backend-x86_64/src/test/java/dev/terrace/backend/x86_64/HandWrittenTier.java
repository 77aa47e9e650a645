package dev.terrace.backend.x86_64;

import static dev.terrace.backend.x86_64.asm.Gpr.R10;
import static dev.terrace.backend.x86_64.asm.Gpr.R11;
import static dev.terrace.backend.x86_64.asm.Gpr.R14;
import static dev.terrace.backend.x86_64.asm.Gpr.R15;
import static dev.terrace.backend.x86_64.asm.Gpr.RAX;
import static dev.terrace.backend.x86_64.asm.Gpr.RSP;
import static dev.terrace.backend.x86_64.asm.Immediate.imm;
import static dev.terrace.backend.x86_64.asm.Instruction.ADD_RM64_I8;
import static dev.terrace.backend.x86_64.asm.Instruction.CALL_RM64;
import static dev.terrace.backend.x86_64.asm.Instruction.CMP_R64_RM64;
import static dev.terrace.backend.x86_64.asm.Instruction.CMP_RM32_I8;
import static dev.terrace.backend.x86_64.asm.Instruction.JMP_RM64;
import static dev.terrace.backend.x86_64.asm.Instruction.MOVABS_R64_I64;
import static dev.terrace.backend.x86_64.asm.Instruction.MOV_R32_I32;
import static dev.terrace.backend.x86_64.asm.Instruction.MOV_R32_RM32;
import static dev.terrace.backend.x86_64.asm.Instruction.MOV_R64_RM64;
import static dev.terrace.backend.x86_64.asm.Instruction.MOV_RM64_R64;
import static dev.terrace.backend.x86_64.asm.Instruction.RET;
import static dev.terrace.backend.x86_64.asm.Instruction.SUB_RM64_I8;

import dev.terrace.TrapKind;
import dev.terrace.backend.x86_64.asm.Address;
import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.ffm.linux.CodeArena;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.Tier;
import dev.terrace.tier2.backend.MachineCode;
import dev.terrace.tier2.run.CodeMap;
import dev.terrace.tier2.run.CodeTable;
import dev.terrace.tier2.run.ContextLayout;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.run.NativeFunction;
import dev.terrace.tier2.run.RuntimeFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The native tier with a person for a compiler: the code of functions is given by their names. Others it refuses. */
final class HandWrittenTier implements Tier {
    private static final int FRAME = 24;

    private final Map<String, Consumer<Body>> bodies = new HashMap<>();

    /** Says what the code of a function is; it has a frame in which the first word is its instance. */
    HandWrittenTier with(String name, Consumer<Body> body) {
        bodies.put(name, body);
        return this;
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public int level() {
        return 2;
    }

    @Override
    public boolean needsNativeMemories() {
        return true;
    }

    @Override
    public List<String> forms() {
        return List.of();
    }

    @Override
    public String print(FunctionCode function, String form) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompiledFunction compile(FunctionCode function) {
        String name = function.module().valid().module().names().functions().get(function.index());
        Consumer<Body> body = bodies.get(name);
        if (body == null) {
            throw new CompilationRefusedException("nobody has written code of " + name);
        }
        Guest.runtime();
        CodeTable table = CodeTable.of(function.module());
        CodeArena.Block block = Guest.install(code -> {
            Body written = new Body(code, table);
            written.begin();
            body.accept(written);
        });
        int size = (int) (block.end() - block.address());
        CodeMap.add(block.address(), new Code(size, name.startsWith("guarded")), function);
        table.setCode(function.index(), block.address());
        return NativeFunction.whole(function, block.address(), size);
    }

    /** What there is to know of installed code; the offsets in the module are the places in the code. */
    private record Code(int size, boolean guarded) implements MachineCode {
        @Override
        public int alignment() {
            return 1;
        }

        @Override
        public byte[] at(long address, SymbolAddresses symbols) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int frameBytes() {
            return FRAME;
        }

        @Override
        public int offsetAt(int place) {
            return place;
        }

        @Override
        public boolean isGuardedAccess(int place) {
            return guarded;
        }
    }

    /** Writes the body of a function. */
    static final class Body {
        /** Where a function may keep a value. */
        static final Address KEPT = Address.at(RSP, 8);

        final Guest.Code code;
        private final CodeTable table;

        Body(Guest.Code code, CodeTable table) {
            this.code = code;
            this.table = table;
        }

        InstanceLayout layout() {
            return table.layout();
        }

        private void begin() {
            Label enough = new Label();
            code.asm.emit(CMP_R64_RM64, RSP, Address.at(R15, ContextLayout.STACK_LIMIT));
            code.asm.jump(Condition.AE, enough);
            code.trap(TrapKind.STACK_EXHAUSTED);
            code.asm.bind(enough);
            code.asm.emit(SUB_RM64_I8, RSP, imm(FRAME));
            code.asm.emit(MOV_RM64_R64, Address.at(RSP), R14);
        }

        void end() {
            leave();
            code.asm.emit(RET);
        }

        private void leave() {
            code.asm.emit(ADD_RM64_I8, RSP, imm(FRAME));
        }

        void callImport(int index) {
            record(InstanceLayout.RECORD_BYTES * index);
            code.asm.emit(CALL_RM64, Address.at(R11));
            code.asm.emit(MOV_R64_RM64, R14, Address.at(RSP));
        }

        /** Calls the function whose record is at an address that is in a register. */
        void callRecord(Gpr record) {
            code.asm.emit(MOV_R64_RM64, R11, record);
            record(R11, 0);
            code.asm.emit(CALL_RM64, Address.at(R11));
            code.asm.emit(MOV_R64_RM64, R14, Address.at(RSP));
        }

        void tailCallImport(int index) {
            leave();
            record(InstanceLayout.RECORD_BYTES * index);
            code.asm.emit(JMP_RM64, Address.at(R11));
        }

        private void record(int offset) {
            code.asm.emit(MOV_R64_RM64, R11, Address.at(R14, InstanceLayout.IMPORTS));
            record(R11, offset);
        }

        private void record(Gpr base, int offset) {
            code.asm.emit(MOV_R64_RM64, R10, R14);
            code.asm.emit(MOV_R64_RM64, R14, Address.at(base, offset + InstanceLayout.RECORD_INSTANCE));
            code.asm.emit(MOV_R32_RM32, RAX, Address.at(base, offset + InstanceLayout.RECORD_INDEX));
            code.asm.emit(MOV_R64_RM64, R11, Address.at(base, offset + InstanceLayout.RECORD_CODE));
        }

        void call(int function) {
            code.asm.emit(MOV_R32_I32, RAX, imm(function));
            code.asm.emit(MOVABS_R64_I64, R11, imm(table.slot(function)));
            code.asm.emit(CALL_RM64, Address.at(R11));
            code.asm.emit(MOV_R64_RM64, R14, Address.at(RSP));
        }

        void tailCall(int function) {
            leave();
            code.asm.emit(MOV_R32_I32, RAX, imm(function));
            code.asm.emit(MOVABS_R64_I64, R11, imm(table.slot(function)));
            code.asm.emit(JMP_RM64, Address.at(R11));
        }

        void operand(int number, Gpr value) {
            code.asm.emit(MOV_RM64_R64, Address.at(R15, ContextLayout.overflow(number)), value);
        }

        void operand(int number, int value) {
            code.asm.emit(MOV_R32_I32, R11, imm(value));
            operand(number, R11);
        }

        void callRuntime(RuntimeFunction function) {
            code.callRuntime(function.ordinal());
            code.asm.emit(MOV_R64_RM64, RAX, Address.at(R15, ContextLayout.gpr(0)));
        }

        void poll() {
            Label none = new Label();
            code.asm.emit(CMP_RM32_I8, Address.at(R15, ContextLayout.POLL), imm(0));
            code.asm.jump(Condition.E, none);
            code.poll();
            code.asm.bind(none);
        }
    }
}
