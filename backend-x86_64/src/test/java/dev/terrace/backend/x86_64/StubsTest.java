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
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.TrapKind;
import dev.terrace.backend.x86_64.asm.Address;
import dev.terrace.backend.x86_64.asm.Assembler;
import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.Gpr;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.backend.x86_64.asm.Xmm;
import dev.terrace.backend.x86_64.code.Convention;
import dev.terrace.ffm.linux.CodeArena;
import dev.terrace.tier2.backend.RegisterSet;
import dev.terrace.tier2.run.ContextLayout;
import dev.terrace.tier2.run.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs hand-written code that enters, exits and is resumed the way that compiled code is. */
class StubsTest {
    private static final int INSTANCE = 0x1234_5678;

    @BeforeAll
    static void needsAnX86ProcessorAndLinux() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "no x86-64 processor");
        assumeTrue(System.getProperty("os.name").equals("Linux"), "not Linux");
    }

    private static Guest guest() {
        Guest guest = new Guest();
        guest.set(ContextLayout.EXIT_INSTANCE, INSTANCE);
        return guest;
    }

    /** Where code may leave what a test looks at. */
    private static Address scratch(int index) {
        return Address.at(R15, ContextLayout.overflow(index));
    }

    // Entry and return

    @ParameterizedTest
    @EnumSource
    void argumentsArriveInTheirRegistersAndResultsComeBack(RegisterSet registers) {
        // Stores what it is called with, and returns other numbers.
        CodeArena.Block code = Guest.install(c -> {
            for (int i = 0; i < 6; i++) {
                c.asm.emit(MOV_RM64_R64, scratch(i), Convention.ARGUMENTS.get(i));
            }
            for (int i = 0; i < 8; i++) {
                c.asm.emit(MOVUPS_XM128_X, scratch(8 + i), Convention.VECTORS.get(i));
                c.asm.emit(ADDPS_X_XM128, Convention.VECTORS.get(i), Convention.VECTORS.get(i));
            }
            c.asm.emit(MOV_RM64_R64, scratch(16), R14);
            c.asm.emit(MOV_RM64_R64, scratch(17), RSP);
            for (int i = 0; i < 6; i++) {
                c.asm.emit(MOV_R32_I32, Convention.RESULTS.get(i), imm(100 + i));
            }
            c.asm.emit(RET);
        });
        Guest guest = guest();
        for (int i = 0; i < 6; i++) {
            guest.setGpr(i, (1L << 40) + i);
        }
        for (int i = 0; i < 8; i++) {
            guest.set(ContextLayout.xmm(i), Float.floatToRawIntBits(i + 1));
            guest.set(ContextLayout.xmm(i) + 8, Float.floatToRawIntBits(-i));
        }
        long before = guest.stackPointer();
        assertEquals(ExitCode.RETURNED, guest.enter(code, registers));
        assertEquals(before, guest.stackPointer());
        for (int i = 0; i < registers.general(); i++) {
            assertEquals((1L << 40) + i, guest.get(ContextLayout.overflow(i)));
            assertEquals(100 + i, guest.gpr(i));
        }
        for (int i = 0; i < registers.vector(); i++) {
            assertEquals(Float.floatToRawIntBits(i + 1), guest.get(ContextLayout.overflow(8 + i)));
            assertEquals(Float.floatToRawIntBits(2 * (i + 1)), guest.get(ContextLayout.xmm(i)));
            assertEquals(Float.floatToRawIntBits(-2 * i), guest.getInt(ContextLayout.xmm(i) + 8));
        }
        assertEquals(INSTANCE, guest.get(ContextLayout.overflow(16)));
        assertEquals(8, guest.get(ContextLayout.overflow(17)) & 15, "the stack of a function that begins");
    }

    // Exits

    static Stream<Arguments> callStubs() {
        return IntStream.of(ExitCode.CALL_DEFINED, ExitCode.CALL_IMPORT, ExitCode.CALL_FUNCTION)
                .boxed()
                .flatMap(exitCode -> Stream.of(RegisterSet.values()).map(set -> Arguments.of(exitCode, set)));
    }

    @ParameterizedTest
    @MethodSource("callStubs")
    void aCalledStubPassesArgumentsToJavaAndResultsBack(int exitCode, RegisterSet registers) {
        CodeArena.Block code = Guest.install(c -> {
            Assembler asm = c.asm;
            asm.emit(SUB_RM64_I8, RSP, imm(24));
            asm.emit(MOV_M32_I32, Address.at(RSP, 8), imm(4711));
            for (int i = 0; i < 6; i++) {
                asm.emit(MOV_R32_I32, Convention.ARGUMENTS.get(i), imm(10 + i));
            }
            for (int i = 0; i < 8; i++) {
                asm.emit(MOV_R32_I32, RAX, imm(1000 + i));
                asm.emit(MOVQ_X_RM64, Convention.VECTORS.get(i), RAX);
            }
            c.callFunction(exitCode, registers, 99);
            for (int i = 0; i < 6; i++) {
                asm.emit(MOV_RM64_R64, scratch(i), Convention.RESULTS.get(i));
            }
            for (int i = 0; i < 8; i++) {
                asm.emit(MOVUPS_XM128_X, scratch(8 + i), Convention.VECTORS.get(i));
            }
            asm.emit(MOV_RM64_R64, scratch(16), R14);
            asm.emit(MOV_R32_RM32, RAX, Address.at(RSP, 8));
            asm.emit(ADD_RM64_I8, RSP, imm(24));
            asm.emit(RET);
        });
        Guest guest = guest();
        long before = guest.stackPointer();
        assertEquals(exitCode, guest.enter(code, registers));
        assertEquals(99, guest.getInt(ContextLayout.EXIT_ID));
        assertEquals(INSTANCE, guest.get(ContextLayout.EXIT_INSTANCE));
        for (int i = 0; i < registers.general(); i++) {
            assertEquals(10 + i, guest.gpr(i));
            guest.setGpr(i, -i);
        }
        for (int i = 0; i < registers.vector(); i++) {
            assertEquals(1000 + i, guest.get(ContextLayout.xmm(i)));
            guest.set(ContextLayout.xmm(i), ~i);
            guest.set(ContextLayout.xmm(i) + 8, i);
        }
        guest.set(ContextLayout.EXIT_INSTANCE, 0);
        assertEquals(ExitCode.RETURNED, guest.resume());
        for (int i = 0; i < registers.general(); i++) {
            assertEquals(-i, guest.get(ContextLayout.overflow(i)));
        }
        for (int i = 0; i < registers.vector(); i++) {
            assertEquals(~i, guest.get(ContextLayout.overflow(8 + i)));
            assertEquals(i, guest.get(ContextLayout.overflow(8 + i) + 8));
        }
        assertEquals(INSTANCE, guest.get(ContextLayout.overflow(16)), "the caller's instance");
        assertEquals(4711, guest.gpr(0), "what was on the stack");
        assertEquals(before, guest.stackPointer());
    }

    @Test
    void aRuntimeFunctionIsCalledByAJump() {
        CodeArena.Block code = Guest.install(c -> {
            c.asm.emit(SUB_RM64_I8, RSP, imm(8));
            c.asm.emit(MOV_RM64_R64, Address.at(R15, ContextLayout.gpr(0)), RDI);
            c.callRuntime(5);
            c.asm.emit(MOV_R64_RM64, RAX, Address.at(R15, ContextLayout.gpr(0)));
            c.asm.emit(MOV_R64_RM64, RDX, R14);
            c.asm.emit(ADD_RM64_I8, RSP, imm(8));
            c.asm.emit(RET);
        });
        Guest guest = guest();
        guest.setGpr(0, 20);
        assertEquals(ExitCode.RUNTIME, guest.enter(code, RegisterSet.FEW));
        assertEquals(5, guest.getInt(ContextLayout.EXIT_ID));
        assertEquals(INSTANCE, guest.get(ContextLayout.EXIT_INSTANCE));
        guest.setGpr(0, guest.gpr(0) * 2);
        guest.set(ContextLayout.EXIT_INSTANCE, 0);
        assertEquals(ExitCode.RETURNED, guest.resume());
        assertEquals(40, guest.gpr(0));
        assertEquals(INSTANCE, guest.gpr(1));
    }

    @Test
    void aPollKeepsAllRegisters() {
        List<Gpr> general = List.of(RAX, RCX, RDX, RBX, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14);
        CodeArena.Block code = Guest.install(c -> {
            Assembler asm = c.asm;
            for (int i = 0; i < 16; i++) {
                asm.emit(MOVUPS_X_XM128, Xmm.values()[i], scratch(32 + i));
            }
            for (int i = 0; i < general.size(); i++) {
                asm.emit(MOV_R32_I32, general.get(i), imm(10_000 + i));
            }
            c.poll();
            for (int i = 0; i < general.size(); i++) {
                asm.emit(MOV_RM64_R64, scratch(i), general.get(i));
            }
            for (int i = 0; i < 16; i++) {
                asm.emit(MOVUPS_XM128_X, scratch(16 + i), Xmm.values()[i]);
            }
            asm.emit(RET);
        });
        Guest guest = guest();
        for (int i = 0; i < 16; i++) {
            guest.set(ContextLayout.overflow(32 + i), 3L * i);
            guest.set(ContextLayout.overflow(32 + i) + 8, 5L * i);
        }
        assertEquals(ExitCode.POLL, guest.enter(code, RegisterSet.FEW));
        // Java's code and other code use the registers meanwhile.
        assertEquals(ExitCode.RETURNED, guest.enter(Guest.install(StubsTest::destroyAll), RegisterSet.FEW));
        assertEquals(ExitCode.RETURNED, guest.resume());
        for (int i = 0; i < general.size(); i++) {
            assertEquals(
                    10_000 + i,
                    guest.get(ContextLayout.overflow(i)),
                    general.get(i).toString());
        }
        for (int i = 0; i < 16; i++) {
            assertEquals(3L * i, guest.get(ContextLayout.overflow(16 + i)));
            assertEquals(5L * i, guest.get(ContextLayout.overflow(16 + i) + 8));
        }
    }

    private static void destroyAll(Guest.Code c) {
        for (Gpr register : Gpr.values()) {
            if (register != RSP && register != R15) {
                c.asm.emit(MOV_R32_I32, register, imm(-1));
            }
        }
        for (Xmm register : Xmm.values()) {
            c.asm.emit(XORPS_X_XM128, register, register);
        }
        c.asm.emit(RET);
    }

    static IntStream exits() {
        return IntStream.of(
                ExitCode.POLL, ExitCode.RUNTIME, ExitCode.CALL_DEFINED, ExitCode.CALL_IMPORT, ExitCode.CALL_FUNCTION);
    }

    private static void exit(Guest.Code c, int exitCode) {
        switch (exitCode) {
            case ExitCode.POLL -> c.poll();
            case ExitCode.RUNTIME -> c.callRuntime(0);
            default -> c.callFunction(exitCode, RegisterSet.FEW, 0);
        }
    }

    @ParameterizedTest
    @MethodSource("exits")
    void theAddressBehindAnExitIsFoundOnTheStack(int exitCode) {
        CodeArena.Block code = Guest.install(c -> {
            c.asm.emit(SUB_RM64_I8, RSP, imm(40));
            c.asm.emit(MOV_RM64_R64, scratch(0), RSP);
            exit(c, exitCode);
            c.asm.emit(ADD_RM64_I8, RSP, imm(40));
            c.asm.emit(RET);
        });
        Guest guest = guest();
        assertEquals(exitCode, guest.enter(code, RegisterSet.FEW));
        // add rsp, 40 and ret have 5 bytes.
        assertEquals(code.end() - 5, guest.returnAddress(exitCode));
        long frame = guest.stackPointer() + Guest.stubs().exitFrameBytes(exitCode) + 8;
        assertEquals(guest.get(ContextLayout.overflow(0)), frame);
        assertEquals(ExitCode.RETURNED, guest.resume());
    }

    // Activations inside of activations

    /** f(n) = n == 0 ? 0 : n + g(n - 1), where g exits and Java calls f. The stack must be aligned in each. */
    private static CodeArena.Block recursive(int exitCode) {
        return Guest.install(c -> {
            Label more = new Label();
            Label aligned = new Label();
            c.asm.emit(LEA_R64_M, RAX, Address.at(RSP, 8));
            c.asm.emit(TEST_RM64_I32, RAX, imm(15));
            c.asm.jump(Condition.E, aligned);
            c.trap(TrapKind.UNREACHABLE);
            c.asm.bind(aligned);
            c.asm.emit(TEST_RM64_R64, RDI, RDI);
            c.asm.jump(Condition.NE, more);
            c.asm.emit(XOR_RM32_R32, RAX, RAX);
            c.asm.emit(RET);
            c.asm.bind(more);
            c.asm.emit(SUB_RM64_I8, RSP, imm(8));
            c.asm.emit(MOV_RM64_R64, Address.at(RSP), RDI);
            c.asm.emit(DEC_RM64, RDI);
            c.asm.emit(MOV_RM64_R64, Address.at(R15, ContextLayout.gpr(0)), RDI);
            exit(c, exitCode);
            c.asm.emit(MOV_R64_RM64, RAX, Address.at(R15, ContextLayout.gpr(0)));
            c.asm.emit(ADD_R64_RM64, RAX, Address.at(RSP));
            c.asm.emit(ADD_RM64_I8, RSP, imm(8));
            c.asm.emit(RET);
        });
    }

    private static long callRecursive(Guest guest, CodeArena.Block code, int exitCode, long n) {
        guest.setGpr(0, n);
        int exit = guest.enter(code, RegisterSet.FEW);
        while (exit != ExitCode.RETURNED) {
            assertEquals(exitCode, exit);
            long result = callRecursive(guest, code, exitCode, guest.gpr(0));
            guest.setGpr(0, result);
            exit = guest.resume();
        }
        return guest.gpr(0);
    }

    @ParameterizedTest
    @MethodSource("exits")
    void javaEntersOtherCodeWhileAnActivationWaits(int exitCode) {
        Guest guest = guest();
        CodeArena.Block code = recursive(exitCode);
        long before = guest.stackPointer();
        for (int i = 0; i < 100; i++) {
            assertEquals(5050, callRecursive(guest, code, exitCode, 100));
        }
        assertEquals(before, guest.stackPointer());
    }

    @Test
    void anExceptionOfJavaAbandonsActivations() {
        class HostException extends RuntimeException {}
        CodeArena.Block code = recursive(ExitCode.CALL_IMPORT);
        Guest guest = guest();
        class Host {
            long call(long n) {
                long mark = guest.stackPointer();
                guest.setGpr(0, n);
                int exit = guest.enter(code, RegisterSet.FEW);
                try {
                    while (exit != ExitCode.RETURNED) {
                        if (guest.gpr(0) == 7) {
                            throw new HostException();
                        }
                        guest.setGpr(0, call(guest.gpr(0)));
                        exit = guest.resume();
                    }
                    return guest.gpr(0);
                } catch (HostException e) {
                    if (n == 15) {
                        return 1000;
                    }
                    throw e;
                } finally {
                    guest.setStackPointer(mark);
                }
            }
        }
        long before = guest.stackPointer();
        // 20 + 19 + 18 + 17 + 16 + the 1000 that the exception becomes
        assertEquals(1090, new Host().call(20));
        assertEquals(before, guest.stackPointer());
        assertThrows(HostException.class, () -> new Host().call(10));
        assertEquals(before, guest.stackPointer());
        assertEquals(3 + 2 + 1, new Host().call(3));
    }

    // Threads

    /** Returns the thread that carries the virtual thread that asks. */
    private static String carrier() {
        String name = Thread.currentThread().toString();
        return name.substring(name.indexOf('@') + 1);
    }

    @Test
    void anActivationThatBlocksIsResumedOnAnotherCarrier() throws InterruptedException {
        int carriers = Integer.getInteger(
                "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
        assumeTrue(carriers > 1, "only one carrier");
        CodeArena.Block code = recursive(ExitCode.CALL_IMPORT);
        AtomicReference<String> first = new AtomicReference<>();
        AtomicReference<String> second = new AtomicReference<>();
        AtomicReference<Long> result = new AtomicReference<>();
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Thread blocked = Thread.ofVirtual().start(() -> {
            Guest guest = guest();
            guest.setGpr(0, 5);
            int exit = guest.enter(code, RegisterSet.FEW);
            first.set(carrier());
            waiting.countDown();
            await(mayGoOn);
            second.set(carrier());
            long sum = callRecursive(guest, code, ExitCode.CALL_IMPORT, guest.gpr(0));
            guest.setGpr(0, sum);
            assertEquals(ExitCode.CALL_IMPORT, exit);
            assertEquals(ExitCode.RETURNED, guest.resume());
            result.set(guest.gpr(0));
        });
        waiting.await();

        // Threads that do not stop take one carrier after the other, until one has that of the blocked thread.
        class Spinner {
            final AtomicReference<String> carrier = new AtomicReference<>();
            volatile boolean stop;

            void spin() {
                carrier.set(carrier());
                while (!stop) {
                    Thread.onSpinWait();
                }
            }
        }
        List<Spinner> others = new ArrayList<>();
        Spinner spinner;
        do {
            spinner = new Spinner();
            Thread.ofVirtual().start(spinner::spin);
            while (spinner.carrier.get() == null) {
                Thread.onSpinWait();
            }
            others.add(spinner);
        } while (!spinner.carrier.get().equals(first.get()));
        others.remove(spinner);
        others.forEach(other -> other.stop = true);
        mayGoOn.countDown();
        blocked.join();
        spinner.stop = true;
        assertEquals(15L, result.get());
        assertNotEquals(first.get(), second.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRuntimeIsStartedOnce() throws InterruptedException {
        List<AtomicReference<Object>> runtimes =
                Stream.generate(AtomicReference::new).limit(8).toList();
        List<Thread> threads = runtimes.stream()
                .map(found -> Thread.ofPlatform().start(() -> found.set(Guest.runtime())))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        runtimes.forEach(found -> assertSame(Guest.runtime(), found.get()));
    }
}
