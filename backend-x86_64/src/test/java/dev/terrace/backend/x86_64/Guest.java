package dev.terrace.backend.x86_64;

import static dev.terrace.backend.x86_64.asm.Gpr.R10;
import static dev.terrace.backend.x86_64.asm.Gpr.R11;
import static dev.terrace.backend.x86_64.asm.Gpr.R14;
import static dev.terrace.backend.x86_64.asm.Gpr.R15;
import static dev.terrace.backend.x86_64.asm.Gpr.RAX;
import static dev.terrace.backend.x86_64.asm.Immediate.imm;
import static dev.terrace.backend.x86_64.asm.Instruction.CALL_REL32;
import static dev.terrace.backend.x86_64.asm.Instruction.JMP_REL32;
import static dev.terrace.backend.x86_64.asm.Instruction.LEA_R64_M;
import static dev.terrace.backend.x86_64.asm.Instruction.MOV_M32_I32;
import static dev.terrace.backend.x86_64.asm.Instruction.MOV_R32_I32;
import static dev.terrace.backend.x86_64.asm.Instruction.MOV_R64_RM64;
import static dev.terrace.backend.x86_64.asm.Instruction.PUSH_R64;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.terrace.TrapKind;
import dev.terrace.backend.x86_64.asm.Address;
import dev.terrace.backend.x86_64.asm.AssembledCode;
import dev.terrace.backend.x86_64.asm.Assembler;
import dev.terrace.backend.x86_64.asm.CpuFeatures;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.backend.x86_64.asm.LabelAddress;
import dev.terrace.backend.x86_64.asm.Symbol;
import dev.terrace.ffm.linux.CodeArena;
import dev.terrace.ffm.linux.WasmStack;
import dev.terrace.ffm.linux.WasmStackPool;
import dev.terrace.tier2.backend.RegisterSet;
import dev.terrace.tier2.backend.Stub;
import dev.terrace.tier2.backend.Stubs;
import dev.terrace.tier2.run.ContextLayout;
import dev.terrace.tier2.run.NativeRuntime;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A context with a stack, and the instructions by which hand-written code calls stubs, as compiled code does. */
final class Guest {
    private static final long STACK_BYTES = 256 << 10;
    private static final WasmStackPool STACKS = new WasmStackPool(STACK_BYTES, ContextLayout.BYTES, 16);

    final WasmStack stack = STACKS.take();

    /** The context is in the area above the stack. */
    final long address = stack.top();

    final MemorySegment context = MemorySegment.ofAddress(address).reinterpret(ContextLayout.BYTES);

    Guest() {
        context.fill((byte) 0);
        context.set(JAVA_LONG, ContextLayout.WASM_SP, stack.top());
        context.set(JAVA_LONG, ContextLayout.STACK_LIMIT, stack.limit());
    }

    static NativeRuntime runtime() {
        return NativeRuntime.start(new X86StubCompiler());
    }

    static Stubs stubs() {
        return runtime().stubs();
    }

    // Code

    /** Installs code in which symbols are addresses that were given to {@link Code#symbol}. */
    static CodeArena.Block install(Consumer<Code> body) {
        Code code = new Code();
        body.accept(code);
        AssembledCode assembled = code.asm.finish();
        CodeArena.Block block = runtime()
                .arena()
                .allocateCode(assembled.size(), Math.max(16, assembled.alignment()))
                .orElseThrow();
        block.install(assembled.at(block.address(), symbol -> code.targets.get(symbol.id())));
        return block;
    }

    /** What compiled code does to call stubs. */
    static final class Code {
        final Assembler asm = new Assembler(CpuFeatures.BASELINE);
        private final List<Long> targets = new ArrayList<>();

        private Symbol symbol(long target) {
            targets.add(target);
            return new Symbol(targets.size() - 1);
        }

        void call(long target) {
            asm.emit(CALL_REL32, symbol(target));
        }

        /** Calls the function that a stub stands for, with the number of the function and the instance where they belong. */
        void callFunction(int exitCode, RegisterSet registers, int id) {
            asm.emit(MOV_R64_RM64, R10, R14);
            asm.emit(MOV_R32_I32, RAX, imm(id));
            call(stubs().call(exitCode, registers));
        }

        void callRuntime(int id) {
            Label resume = new Label();
            asm.emit(MOV_M32_I32, Address.at(R15, ContextLayout.EXIT_ID), imm(id));
            asm.emit(LEA_R64_M, R11, new LabelAddress(resume, 0));
            asm.emit(PUSH_R64, R11);
            asm.emit(JMP_REL32, symbol(stubs().of(Stub.Fixed.RUNTIME_EXIT)));
            asm.bind(resume);
        }

        void poll() {
            call(stubs().of(Stub.Fixed.POLL));
        }

        void trap(TrapKind kind) {
            call(stubs().trap(kind));
        }
    }

    // Java's side

    int enter(CodeArena.Block code, RegisterSet registers) {
        return NativeRuntime.enter(address, code.address(), registers);
    }

    int resume() {
        return NativeRuntime.resume(address);
    }

    long get(int offset) {
        return context.get(JAVA_LONG, offset);
    }

    void set(int offset, long value) {
        context.set(JAVA_LONG, offset, value);
    }

    int getInt(int offset) {
        return context.get(JAVA_INT, offset);
    }

    long gpr(int index) {
        return get(ContextLayout.gpr(index));
    }

    void setGpr(int index, long value) {
        set(ContextLayout.gpr(index), value);
    }

    TrapKind trap() {
        return TrapKind.values()[getInt(ContextLayout.TRAP_KIND)];
    }

    long stackPointer() {
        return get(ContextLayout.WASM_SP);
    }

    /** Forgets the activations that are further down. */
    void setStackPointer(long pointer) {
        set(ContextLayout.WASM_SP, pointer);
    }

    /** Returns the address behind the call that an activation waits in. */
    long returnAddress(int exitCode) {
        return MemorySegment.ofAddress(stackPointer() + stubs().exitFrameBytes(exitCode))
                .reinterpret(Long.BYTES)
                .get(JAVA_LONG, 0);
    }
}
