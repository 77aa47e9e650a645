package dev.terrace.backend.x86_64;

import static dev.terrace.backend.x86_64.asm.Gpr.R10;
import static dev.terrace.backend.x86_64.asm.Gpr.R11;
import static dev.terrace.backend.x86_64.asm.Gpr.R12;
import static dev.terrace.backend.x86_64.asm.Gpr.R13;
import static dev.terrace.backend.x86_64.asm.Gpr.R14;
import static dev.terrace.backend.x86_64.asm.Gpr.R15;
import static dev.terrace.backend.x86_64.asm.Gpr.R8;
import static dev.terrace.backend.x86_64.asm.Gpr.R9;
import static dev.terrace.backend.x86_64.asm.Gpr.RAX;
import static dev.terrace.backend.x86_64.asm.Gpr.RBP;
import static dev.terrace.backend.x86_64.asm.Gpr.RBX;
import static dev.terrace.backend.x86_64.asm.Gpr.RCX;
import static dev.terrace.backend.x86_64.asm.Gpr.RDI;
import static dev.terrace.backend.x86_64.asm.Gpr.RDX;
import static dev.terrace.backend.x86_64.asm.Gpr.RSI;
import static dev.terrace.backend.x86_64.asm.Gpr.RSP;
import static dev.terrace.backend.x86_64.asm.Immediate.imm;
import static dev.terrace.backend.x86_64.asm.Instruction.*;

import dev.terrace.TrapKind;
import dev.terrace.backend.x86_64.asm.Address;
import dev.terrace.backend.x86_64.asm.AssembledCode;
import dev.terrace.backend.x86_64.asm.Assembler;
import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.CpuFeatures;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.backend.x86_64.asm.LabelAddress;
import dev.terrace.backend.x86_64.asm.Xmm;
import dev.terrace.backend.x86_64.code.Convention;
import dev.terrace.ffm.linux.SignalHandlers.Signal;
import dev.terrace.ffm.linux.x86_64.Libc;
import dev.terrace.ffm.linux.x86_64.mcontext_t;
import dev.terrace.ffm.linux.x86_64.ucontext_t;
import dev.terrace.tier2.backend.RegisterSet;
import dev.terrace.tier2.backend.Stub;
import dev.terrace.tier2.backend.StubCode;
import dev.terrace.tier2.backend.StubCompiler;
import dev.terrace.tier2.run.ContextLayout;
import dev.terrace.tier2.run.ExitCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stubs for x86-64. Java calls them as C functions {@code int (long context, long code)}; compiled code runs between
 * them on a stack of its own, and leaves with all its frames in place when it needs Java:
 *
 * <pre>
 *   Java's stack                      WebAssembly's stack
 *
 *   | Java frames     |               | ...                     |  frames of activations that have exited before
 *   | downcall's frame|               | WASM_SP of entry        |  16-aligned
 *   | return address  |               | return address          |  into the stub "enter"
 *   | callee-saved    |               | frames of compiled code |
 *   +-----------------+ JAVA_SP       | return address          |  into the code that called a stub
 *                                     | saved registers         |  of a poll
 *                                     | r14                     |  its instance
 *                                     | resume address          |  into the stub
 *                                     +-------------------------+ WASM_SP
 *
 *   enter    pushes the callee-saved registers, notes JAVA_SP, goes to WASM_SP, calls the code
 *   exit     notes WASM_SP, goes back to JAVA_SP, pops the callee-saved registers, returns an exit code
 *   resume   pushes the callee-saved registers, notes JAVA_SP, goes to WASM_SP, jumps to the resume address
 * </pre>
 *
 * So no Java frame is ever below a native one: Java may throw, block or unmount a virtual thread while an activation waits,
 * and may enter other code, whose frames go below those that wait. To forget an activation is to put WASM_SP back.
 *
 * <p>A processor predicts where a {@code ret} goes by pairing it with the last {@code call}; one of them without the other
 * makes the returns behind it go wrong, of Java's methods too, which costs more than the exit itself. So each call by Java
 * is paired with one return to Java, whatever happens in between:
 * <ul>
 *   <li>enter goes to the code with a pushed address and a jump. The code's return is taken for the return to Java, and the
 *       return to Java is a jump;
 *   <li>code jumps to an exit. The stub that it calls in the place of a function forgets that call first, and returns by a
 *       jump;
 *   <li>resume goes on with a jump.
 * </ul>
 *
 * <p>Compiled code has the context in r15 and the block of its instance in r14. No register is callee-saved in it.
 */
public final class X86StubCompiler implements StubCompiler {
    private static final List<Gpr> CALLEE_SAVED = List.of(RBP, RBX, R12, R13, R14, R15);

    /** All general registers that code may have values in, but for those of context, instance and stack. */
    private static final List<Gpr> ALL_GENERAL = List.of(RAX, RCX, RDX, RBX, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13);

    private static final List<Xmm> ALL_VECTORS = List.of(Xmm.values());

    private static final int STUB_ALIGNMENT = 16;
    private static final int CODE_ALIGNMENT = 64;

    /** How far above WASM_SP an exit leaves the address behind the call: above resume address and instance. */
    private static final int RETURN_ADDRESS = 16;

    private static final int SAVED_VECTOR_BYTES = ALL_VECTORS.size() * ContextLayout.XMM_BYTES;

    // siginfo_t: si_signo, si_errno, si_code, padding, si_addr
    private static final int SIGINFO_CODE = 8;
    private static final int SIGINFO_ADDRESS = 16;

    /** Makes the compiler of stubs. */
    public X86StubCompiler() {}

    @Override
    public StubCode compile(FaultRouting faults) {
        return new Emitter().emit(faults);
    }

    /** Emits the stubs once. */
    private static final class Emitter {
        private final Assembler asm = new Assembler(CpuFeatures.BASELINE);
        private final Map<Stub, Label> labels = new HashMap<>();
        private final Label exit = new Label();
        private final Label leave = new Label();
        private final Label faultExit = new Label();

        StubCode emit(FaultRouting faults) {
            for (RegisterSet registers : RegisterSet.values()) {
                enter(registers);
            }
            resume();
            exit();
            for (RegisterSet registers : RegisterSet.values()) {
                calls(registers);
            }
            runtimeExit();
            poll();
            traps();
            signalHandler(faults);
            return finish();
        }

        private StubCode finish() {
            AssembledCode code = asm.finish();
            Map<Stub, Integer> offsets = new HashMap<>();
            labels.forEach((stub, label) -> offsets.put(stub, code.offsetOf(label)));
            int[] exitFrameBytes = new int[ExitCode.RUNTIME + 1];
            exitFrameBytes[ExitCode.POLL] =
                    RETURN_ADDRESS + ALL_GENERAL.size() * ContextLayout.GPR_BYTES + SAVED_VECTOR_BYTES;
            exitFrameBytes[ExitCode.CALL_DEFINED] = RETURN_ADDRESS;
            exitFrameBytes[ExitCode.CALL_IMPORT] = RETURN_ADDRESS;
            exitFrameBytes[ExitCode.CALL_FUNCTION] = RETURN_ADDRESS;
            exitFrameBytes[ExitCode.RUNTIME] = RETURN_ADDRESS;
            byte[] bytes = code.at(0, symbol -> {
                throw new AssertionError(symbol);
            });
            return new StubCode(bytes, code.alignment(), offsets, exitFrameBytes);
        }

        private void begin(Stub stub) {
            asm.align(STUB_ALIGNMENT);
            Label label = new Label();
            asm.bind(label);
            labels.put(stub, label);
        }

        private static Address context(int offset) {
            return Address.at(R15, offset);
        }

        /** From Java, with its stack: goes to the WebAssembly stack. The context is in rdi. */
        private void leaveJava() {
            CALLEE_SAVED.forEach(register -> asm.emit(PUSH_R64, register));
            asm.emit(MOV_R64_RM64, R15, RDI);
            asm.emit(MOV_RM64_R64, context(ContextLayout.JAVA_SP), RSP);
        }

        private void enter(RegisterSet registers) {
            begin(new Stub.Enter(registers));
            leaveJava();
            // An activation that waits may have left any multiple of 8: code needs 16, and a place to note what it was.
            asm.emit(MOV_R64_RM64, R10, context(ContextLayout.WASM_SP));
            asm.emit(LEA_R64_M, RSP, Address.at(R10, -8));
            asm.emit(AND_RM64_I8, RSP, imm(-16));
            asm.emit(MOV_RM64_R64, Address.at(RSP), R10);
            asm.emit(MOV_R64_RM64, R14, context(ContextLayout.EXIT_INSTANCE));
            asm.emit(MOV_R64_RM64, R11, RSI);
            load(Convention.ARGUMENTS, registers);
            Label returned = new Label();
            asm.emit(LEA_R64_M, RAX, new LabelAddress(returned, 0));
            asm.emit(PUSH_R64, RAX);
            asm.emit(JMP_RM64, R11);
            asm.bind(returned);
            store(Convention.RESULTS, registers);
            asm.emit(POP_M64, context(ContextLayout.WASM_SP));
            asm.emit(XOR_RM32_R32, RAX, RAX);
            backToJava();
            asm.emit(POP_R64, RCX);
            asm.emit(JMP_RM64, RCX);
        }

        private void resume() {
            begin(Stub.Fixed.RESUME);
            leaveJava();
            asm.emit(MOV_R64_RM64, RSP, context(ContextLayout.WASM_SP));
            asm.emit(POP_R64, R11);
            asm.emit(POP_R64, R14);
            asm.emit(JMP_RM64, R11);
        }

        /** What all exits end in: the exit code is in eax, the resume address and the instance are on the stack. */
        private void exit() {
            asm.align(STUB_ALIGNMENT);
            asm.bind(exit);
            asm.emit(MOV_RM64_R64, context(ContextLayout.WASM_SP), RSP);
            asm.bind(leave);
            backToJava();
            asm.emit(RET);
        }

        /** Goes back to Java's stack, as it was when Java called. */
        private void backToJava() {
            asm.emit(MOV_R64_RM64, RSP, context(ContextLayout.JAVA_SP));
            CALLEE_SAVED.reversed().forEach(register -> asm.emit(POP_R64, register));
        }

        /** Exits in such a way that resume goes on at a label. */
        private void exitAndResumeAt(int exitCode, Gpr instance, Label resume) {
            asm.emit(MOV_RM64_R64, context(ContextLayout.EXIT_INSTANCE), instance);
            asm.emit(PUSH_R64, R14);
            asm.emit(LEA_R64_M, R11, new LabelAddress(resume, 0));
            asm.emit(PUSH_R64, R11);
            asm.emit(MOV_R32_I32, RAX, imm(exitCode));
            asm.jump(exit);
        }

        private void calls(RegisterSet registers) {
            Label resume = new Label();
            call(ExitCode.CALL_DEFINED, R14, registers, resume);
            call(ExitCode.CALL_IMPORT, R10, registers, resume);
            call(ExitCode.CALL_FUNCTION, R10, registers, resume);
            asm.bind(resume);
            load(Convention.RESULTS, registers);
            asm.emit(POP_R64, R11);
            asm.emit(JMP_RM64, R11);
        }

        /** The number of the function is in eax. */
        private void call(int exitCode, Gpr instance, RegisterSet registers, Label resume) {
            begin(new Stub.Call(exitCode, registers));
            store(Convention.ARGUMENTS, registers);
            asm.emit(MOV_RM32_R32, context(ContextLayout.EXIT_ID), RAX);
            forgetCall();
            exitAndResumeAt(exitCode, instance, resume);
        }

        /** Has the processor take the last call for returned, at the price of one return that goes elsewhere. */
        private void forgetCall() {
            Label next = new Label();
            asm.emit(LEA_R64_M, R11, new LabelAddress(next, 0));
            asm.emit(PUSH_R64, R11);
            asm.emit(RET);
            asm.bind(next);
        }

        private void runtimeExit() {
            begin(Stub.Fixed.RUNTIME_EXIT);
            Label resume = new Label();
            exitAndResumeAt(ExitCode.RUNTIME, R14, resume);
            asm.bind(resume);
            asm.emit(POP_R64, R11);
            asm.emit(JMP_RM64, R11);
        }

        private void poll() {
            begin(Stub.Fixed.POLL);
            ALL_GENERAL.forEach(register -> asm.emit(PUSH_R64, register));
            asm.emit(SUB_RM64_I32, RSP, imm(SAVED_VECTOR_BYTES));
            for (int i = 0; i < ALL_VECTORS.size(); i++) {
                asm.emit(MOVUPS_XM128_X, Address.at(RSP, i * ContextLayout.XMM_BYTES), ALL_VECTORS.get(i));
            }
            Label resume = new Label();
            exitAndResumeAt(ExitCode.POLL, R14, resume);
            asm.bind(resume);
            for (int i = 0; i < ALL_VECTORS.size(); i++) {
                asm.emit(MOVUPS_X_XM128, ALL_VECTORS.get(i), Address.at(RSP, i * ContextLayout.XMM_BYTES));
            }
            asm.emit(ADD_RM64_I32, RSP, imm(SAVED_VECTOR_BYTES));
            ALL_GENERAL.reversed().forEach(register -> asm.emit(POP_R64, register));
            asm.emit(RET);
        }

        private void traps() {
            Label trap = new Label();
            for (TrapKind kind : TrapKind.values()) {
                begin(new Stub.Trap(kind));
                asm.emit(MOV_M32_I32, context(ContextLayout.TRAP_KIND), imm(kind.ordinal()));
                asm.jump(trap);
            }
            asm.bind(trap);
            asm.emit(POP_M64, context(ContextLayout.TRAP_PC));
            asm.emit(MOV_RM64_R64, context(ContextLayout.TRAP_SP), RSP);
            leaveForGood(ExitCode.TRAP);
            asm.bind(faultExit);
            leaveForGood(ExitCode.FAULT);
        }

        /** Exits from an activation that is not resumed: WASM_SP is what Java makes of it. */
        private void leaveForGood(int exitCode) {
            asm.emit(MOV_RM64_R64, context(ContextLayout.EXIT_INSTANCE), R14);
            asm.emit(MOV_R32_I32, RAX, imm(exitCode));
            asm.jump(leave);
        }

        /**
         * Called by the kernel with the signal's number in edi, a siginfo_t at rsi and a ucontext_t at rdx. A fault of
         * compiled code goes on as an exit, with the registers that it had; anything else is none of our
         * business, and neither is a signal that somebody has sent: those have codes that are not positive.
         */
        private void signalHandler(FaultRouting faults) {
            begin(Stub.Fixed.SIGNAL_HANDLER);
            Label end = new Label();
            Label passOn = new Label();
            Label bus = new Label();
            asm.emit(CMP_RM32_I8, Address.at(RSI, SIGINFO_CODE), imm(0));
            asm.jump(Condition.LE, passOn);
            asm.emit(MOV_R64_RM64, RAX, interrupted(Libc.REG_RIP()));
            asm.emit(LEA_R64_M, RCX, new LabelAddress(end, 0));
            asm.emit(CMP_RM64_R64, RAX, RCX);
            asm.jump(Condition.B, passOn);
            asm.emit(MOVABS_R64_I64, RCX, imm(faults.codeEnd()));
            asm.emit(CMP_RM64_R64, RAX, RCX);
            asm.jump(Condition.AE, passOn);

            asm.emit(MOV_R64_RM64, RCX, interrupted(Libc.REG_R15()));
            asm.emit(MOV_RM64_R64, Address.at(RCX, ContextLayout.TRAP_PC), RAX);
            asm.emit(MOV_R64_RM64, RAX, interrupted(Libc.REG_RSP()));
            asm.emit(MOV_RM64_R64, Address.at(RCX, ContextLayout.TRAP_SP), RAX);
            asm.emit(MOV_R64_RM64, RAX, Address.at(RSI, SIGINFO_ADDRESS));
            asm.emit(MOV_RM64_R64, Address.at(RCX, ContextLayout.FAULT_ADDRESS), RAX);
            asm.emit(
                    MOV_M32_I32,
                    Address.at(RCX, ContextLayout.TRAP_KIND),
                    imm(TrapKind.MEMORY_OUT_OF_BOUNDS.ordinal()));
            asm.emit(LEA_R64_M, RAX, new LabelAddress(faultExit, 0));
            asm.emit(MOV_RM64_R64, interrupted(Libc.REG_RIP()), RAX);
            asm.emit(RET);

            asm.bind(passOn);
            asm.emit(CMP_RM32_I8, RDI, imm(Signal.BUS.number()));
            asm.jump(Condition.E, bus);
            asm.emit(MOVABS_R64_I64, RAX, imm(faults.previousSegv()));
            asm.emit(JMP_RM64, RAX);
            asm.bind(bus);
            asm.emit(MOVABS_R64_I64, RAX, imm(faults.previousBus()));
            asm.emit(JMP_RM64, RAX);
            // Compiled code begins behind the stubs: a fault in a stub is a bug, and for HotSpot to report.
            asm.align(CODE_ALIGNMENT);
            asm.bind(end);
        }

        /** Returns where a ucontext_t at rdx has a register of the code that was interrupted. */
        private static Address interrupted(int register) {
            long offset = ucontext_t.uc_mcontext$offset() + mcontext_t.gregs$offset() + (long) register * Long.BYTES;
            return Address.at(RDX, Math.toIntExact(offset));
        }

        private void load(List<Gpr> order, RegisterSet registers) {
            for (int i = 0; i < registers.vector(); i++) {
                asm.emit(MOVUPS_X_XM128, Convention.VECTORS.get(i), context(ContextLayout.xmm(i)));
            }
            for (int i = 0; i < registers.general(); i++) {
                asm.emit(MOV_R64_RM64, order.get(i), context(ContextLayout.gpr(i)));
            }
        }

        private void store(List<Gpr> order, RegisterSet registers) {
            for (int i = 0; i < registers.general(); i++) {
                asm.emit(MOV_RM64_R64, context(ContextLayout.gpr(i)), order.get(i));
            }
            for (int i = 0; i < registers.vector(); i++) {
                asm.emit(MOVUPS_XM128_X, context(ContextLayout.xmm(i)), Convention.VECTORS.get(i));
            }
        }
    }
}
