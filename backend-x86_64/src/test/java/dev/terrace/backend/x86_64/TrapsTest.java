package dev.terrace.backend.x86_64;

import static dev.terrace.backend.x86_64.asm.Gpr.R15;
import static dev.terrace.backend.x86_64.asm.Gpr.RAX;
import static dev.terrace.backend.x86_64.asm.Gpr.RDI;
import static dev.terrace.backend.x86_64.asm.Gpr.RDX;
import static dev.terrace.backend.x86_64.asm.Gpr.RSI;
import static dev.terrace.backend.x86_64.asm.Gpr.RSP;
import static dev.terrace.backend.x86_64.asm.Immediate.imm;
import static dev.terrace.backend.x86_64.asm.Instruction.*;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrace.TrapKind;
import dev.terrace.backend.x86_64.asm.Address;
import dev.terrace.backend.x86_64.asm.Condition;
import dev.terrace.backend.x86_64.asm.Label;
import dev.terrace.ffm.linux.CodeArena;
import dev.terrace.ffm.linux.MemoryCalls;
import dev.terrace.tier2.backend.RegisterSet;
import dev.terrace.tier2.run.ContextLayout;
import dev.terrace.tier2.run.ExitCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs hand-written code into traps, and sees that Java's own faults are still what they were. */
class TrapsTest {
    @BeforeAll
    static void needsAnX86ProcessorAndLinux() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "no x86-64 processor");
        assumeTrue(System.getProperty("os.name").equals("Linux"), "not Linux");
    }

    @BeforeEach
    void installHandlers() {
        Guest.runtime();
    }

    /** A function that loads from the address that it is called with, with a frame of 24 bytes. */
    private static CodeArena.Block loading() {
        return Guest.install(c -> {
            c.asm.emit(SUB_RM64_I8, RSP, imm(24));
            c.asm.emit(MOV_RM64_R64, Address.at(R15, ContextLayout.overflow(0)), RSP);
            c.asm.emit(MOV_R32_RM32, RAX, Address.at(RDI));
            c.asm.emit(ADD_RM64_I8, RSP, imm(24));
            c.asm.emit(RET);
        });
    }

    /** How many bytes before the end of that function its load is: a load, an addition and a return. */
    private static final int LOAD_FROM_END = 2 + 4 + 1;

    private static void assertFault(Guest guest, CodeArena.Block code, long address) {
        long mark = guest.stackPointer();
        guest.setGpr(0, address);
        guest.context.set(JAVA_INT, ContextLayout.TRAP_KIND, -1);
        assertEquals(ExitCode.FAULT, guest.enter(code, RegisterSet.FEW));
        assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS, guest.trap());
        assertEquals(code.end() - LOAD_FROM_END, guest.get(ContextLayout.TRAP_PC));
        assertEquals(guest.get(ContextLayout.overflow(0)), guest.get(ContextLayout.TRAP_SP));
        assertEquals(address, guest.get(ContextLayout.FAULT_ADDRESS));
        guest.setStackPointer(mark);
    }

    @ParameterizedTest
    @EnumSource
    void aTrapStubTellsItsKindAndWhereItWasCalled(TrapKind kind) {
        CodeArena.Block code = Guest.install(c -> {
            c.asm.emit(SUB_RM64_I8, RSP, imm(24));
            c.asm.emit(MOV_RM64_R64, Address.at(R15, ContextLayout.overflow(0)), RSP);
            c.trap(kind);
        });
        Guest guest = new Guest();
        guest.set(ContextLayout.EXIT_INSTANCE, 77);
        long mark = guest.stackPointer();
        for (int i = 0; i < 100; i++) {
            assertEquals(ExitCode.TRAP, guest.enter(code, RegisterSet.FEW));
            assertEquals(kind, guest.trap());
            assertEquals(code.end(), guest.get(ContextLayout.TRAP_PC));
            assertEquals(guest.get(ContextLayout.overflow(0)), guest.get(ContextLayout.TRAP_SP));
            assertEquals(77, guest.get(ContextLayout.EXIT_INSTANCE));
            guest.setStackPointer(mark);
        }
    }

    @Test
    void anAccessToReservedAddressesIsATrapHoweverOftenItHappens() {
        long bytes = 8L << 30;
        long reserved = MemoryCalls.reserve(bytes);
        Guest guest = new Guest();
        CodeArena.Block code = loading();
        for (int i = 0; i < 10_000; i++) {
            assertFault(guest, code, reserved + i * (bytes / 10_000));
        }
        MemoryCalls.release(reserved, bytes);
    }

    @Test
    void anAccessBehindTheEndOfAFileIsATrap() {
        long page = MemoryCalls.PAGE_BYTES;
        int file = MemoryCalls.newFile("short", page);
        long mapped = MemoryCalls.mapFile(2 * page, file);
        Guest guest = new Guest();
        CodeArena.Block code = loading();
        guest.setGpr(0, mapped);
        assertEquals(ExitCode.RETURNED, guest.enter(code, RegisterSet.FEW));
        assertFault(guest, code, mapped + page);
        MemoryCalls.release(mapped, 2 * page);
        MemoryCalls.closeFile(file);
    }

    @Test
    void theStackIsUsedToItsLimitAndAFaultThereIsATrap() {
        long reserved = MemoryCalls.reserve(MemoryCalls.PAGE_BYTES);
        CodeArena.Block load = loading();
        // f() = rsp < limit ? trap or load : f(), with frames of 56 bytes
        CodeArena.Block code = Guest.install(c -> {
            Label self = new Label();
            Label limit = new Label();
            Label loads = new Label();
            c.asm.bind(self);
            c.asm.emit(CMP_R64_RM64, RSP, Address.at(R15, ContextLayout.STACK_LIMIT));
            c.asm.jump(Condition.B, limit);
            c.asm.emit(SUB_RM64_I8, RSP, imm(56));
            c.asm.call(self);
            c.asm.emit(ADD_RM64_I8, RSP, imm(56));
            c.asm.emit(RET);
            c.asm.bind(limit);
            c.asm.emit(TEST_RM64_R64, RSI, RSI);
            c.asm.jump(Condition.NE, loads);
            c.trap(TrapKind.STACK_EXHAUSTED);
            c.asm.bind(loads);
            c.call(load.address());
        });
        Guest guest = new Guest();
        long mark = guest.stackPointer();
        for (int i = 0; i < 1000; i++) {
            guest.setGpr(0, reserved);
            guest.setGpr(1, i & 1);
            boolean faults = guest.gpr(1) == 1;
            assertEquals(faults ? ExitCode.FAULT : ExitCode.TRAP, guest.enter(code, RegisterSet.FEW));
            assertEquals(faults ? TrapKind.MEMORY_OUT_OF_BOUNDS : TrapKind.STACK_EXHAUSTED, guest.trap());
            assertTrue(guest.get(ContextLayout.TRAP_SP) < guest.stack.limit());
            assertTrue(guest.get(ContextLayout.TRAP_SP) > guest.stack.limit() - 128);
            guest.setStackPointer(mark);
        }
        MemoryCalls.release(reserved, MemoryCalls.PAGE_BYTES);
    }

    @Test
    void aTrapInsideOfAnotherActivationLeavesThatOneToBeResumed() {
        long reserved = MemoryCalls.reserve(MemoryCalls.PAGE_BYTES);
        CodeArena.Block load = loading();
        CodeArena.Block outer = Guest.install(c -> {
            c.asm.emit(SUB_RM64_I8, RSP, imm(8));
            c.callFunction(ExitCode.CALL_IMPORT, RegisterSet.FEW, 1);
            c.asm.emit(ADD_RM64_I8, RSP, imm(8));
            c.asm.emit(RET);
        });
        Guest guest = new Guest();
        for (int i = 0; i < 100; i++) {
            assertEquals(ExitCode.CALL_IMPORT, guest.enter(outer, RegisterSet.FEW));
            assertFault(guest, load, reserved);
            guest.setGpr(0, i);
            assertEquals(ExitCode.RETURNED, guest.resume());
            assertEquals(i, guest.gpr(0));
        }
        MemoryCalls.release(reserved, MemoryCalls.PAGE_BYTES);
    }

    @Test
    void threadsTrapAtOnceWhileGarbageIsCollected() throws InterruptedException {
        long reserved = MemoryCalls.reserve(MemoryCalls.PAGE_BYTES);
        CodeArena.Block code = loading();
        AtomicInteger done = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> {
                    Guest guest = new Guest();
                    for (int i = 0; i < 2000; i++) {
                        assertFault(guest, code, reserved);
                    }
                    done.incrementAndGet();
                }))
                .toList();
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(4, done.get());
        MemoryCalls.release(reserved, MemoryCalls.PAGE_BYTES);
    }

    // Java's own faults

    private static final class Node {
        private int value = 1;
        private Node next;
    }

    private static int follow(Node node) {
        return node.next.value;
    }

    private static int divide(int a, int b) {
        return a / b;
    }

    private static int recurse(int depth) {
        return depth < 0 ? 0 : depth + recurse(depth + 1);
    }

    @Test
    void javasExceptionsThatComeFromSignalsAreWhatTheyWere() {
        Node node = new Node();
        node.next = new Node();
        int sum = 0;
        // Often enough that both calls are compiled, with checks that are faults.
        for (int i = 1; i < 200_000; i++) {
            sum += follow(node) + divide(i, i);
        }
        assertEquals(2 * 199_999, sum);
        for (int i = 0; i < 100; i++) {
            assertThrows(NullPointerException.class, () -> follow(node.next));
            assertThrows(ArithmeticException.class, () -> divide(1, 0));
        }
        for (int i = 0; i < 5; i++) {
            assertThrows(StackOverflowError.class, () -> recurse(0));
        }
    }

    @Test
    void javasErrorForAFileThatHasBecomeShorterIsWhatItWas(@TempDir Path folder) throws IOException {
        long page = MemoryCalls.PAGE_BYTES;
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("mapped").toFile(), "rw")) {
            file.setLength(2 * page);
            MappedByteBuffer buffer = file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, 2 * page);
            assertEquals(0, buffer.get((int) page));
            file.setLength(page);
            assertThrows(InternalError.class, () -> buffer.get((int) page));
        }
    }

    @Test
    void aStackOverflowOfJavaAboveAnActivationLeavesItToBeResumed() {
        CodeArena.Block code = Guest.install(c -> {
            c.asm.emit(SUB_RM64_I8, RSP, imm(8));
            c.callFunction(ExitCode.CALL_DEFINED, RegisterSet.FEW, 1);
            c.asm.emit(MOV_R64_RM64, RDX, RAX);
            c.asm.emit(ADD_RM64_I8, RSP, imm(8));
            c.asm.emit(RET);
        });
        Guest guest = new Guest();
        assertEquals(ExitCode.CALL_DEFINED, guest.enter(code, RegisterSet.FEW));
        assertThrows(StackOverflowError.class, () -> recurse(0));
        guest.setGpr(0, 9);
        assertEquals(ExitCode.RETURNED, guest.resume());
        assertEquals(9, guest.gpr(1));
    }
}
