package dev.terrace.backend.x86_64.asm;

import static dev.terrace.backend.x86_64.asm.Immediate.imm;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Executes finished code where there is an x86-64 processor: jumps, tables, constants and symbols lead where they should. */
class ExecutionTest {
    private static final long CODE_BYTES = 4096;
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int PROT_EXEC = 4;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

    private final List<MemorySegment> mapped = new ArrayList<>();

    @BeforeAll
    static void needsAnX86ProcessorAndLinux() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "no x86-64 processor");
        assumeTrue(System.getProperty("os.name").equals("Linux"), "not Linux");
    }

    private static MethodHandle libc(String name, MemoryLayout result, MemoryLayout... parameters) {
        MemorySegment address = Linker.nativeLinker().defaultLookup().findOrThrow(name);
        return Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(result, parameters));
    }

    /** Puts code at an address of its own, and returns it. */
    private MemorySegment install(Assembler asm, AssembledCode.SymbolAddresses symbols) throws Throwable {
        AssembledCode code = asm.finish();
        MethodHandle mmap = libc("mmap", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
        MemorySegment pages = (MemorySegment)
                mmap.invokeExact(MemorySegment.NULL, CODE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
        assumeTrue(pages.address() != -1, "no memory");
        pages = pages.reinterpret(CODE_BYTES);
        mapped.add(pages);
        MemorySegment.copy(MemorySegment.ofArray(code.at(pages.address(), symbols)), 0, pages, 0, code.size());
        MethodHandle mprotect = libc("mprotect", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
        int result = (int) mprotect.invokeExact(pages, CODE_BYTES, PROT_READ | PROT_EXEC);
        assumeTrue(result == 0, "the system allows no code that is made at run time");
        return pages;
    }

    private MemorySegment install(Assembler asm) throws Throwable {
        return install(asm, symbol -> {
            throw new AssertionError(symbol);
        });
    }

    @AfterEach
    void unmap() throws Throwable {
        MethodHandle munmap = libc("munmap", JAVA_INT, ADDRESS, JAVA_LONG);
        for (MemorySegment pages : mapped) {
            assertEquals(0, (int) munmap.invokeExact(pages, CODE_BYTES));
        }
    }

    private static long call(MemorySegment code, long argument) throws Throwable {
        FunctionDescriptor type = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);
        return (long) Linker.nativeLinker().downcallHandle(code, type).invokeExact(argument);
    }

    @Test
    void aLoopEnds() throws Throwable {
        Assembler asm = new Assembler(CpuFeatures.BASELINE);
        Label loop = new Label();
        Label end = new Label();
        asm.emit(Instruction.XOR_RM32_R32, Gpr.RAX, Gpr.RAX);
        asm.bind(loop);
        asm.emit(Instruction.TEST_RM64_R64, Gpr.RDI, Gpr.RDI);
        asm.jump(Condition.E, end);
        asm.emit(Instruction.ADD_R64_RM64, Gpr.RAX, Gpr.RDI);
        asm.emit(Instruction.SUB_RM64_I8, Gpr.RDI, imm(1));
        asm.align(64);
        asm.jump(loop);
        asm.bind(end);
        asm.emit(Instruction.RET);
        assertEquals(5050, call(install(asm), 100));
    }

    @Test
    void aTableOfJumpsLeadsToItsTargets() throws Throwable {
        Assembler asm = new Assembler(CpuFeatures.BASELINE);
        List<Label> targets = Stream.generate(Label::new).limit(40).toList();
        asm.emit(Instruction.LEA_R64_M, Gpr.RCX, asm.jumpTable(targets.reversed()));
        asm.emit(Instruction.MOVSXD_R64_RM32, Gpr.RAX, Address.at(Gpr.RCX, Gpr.RDI, 4, 0));
        asm.emit(Instruction.ADD_R64_RM64, Gpr.RAX, Gpr.RCX);
        asm.emit(Instruction.JMP_RM64, Gpr.RAX);
        for (int i = 0; i < targets.size(); i++) {
            asm.bind(targets.get(i));
            asm.emit(Instruction.MOV_R32_I32, Gpr.RAX, imm(1000 + i));
            asm.emit(Instruction.RET);
        }
        MemorySegment code = install(asm);
        assertEquals(1039, call(code, 0));
        assertEquals(1022, call(code, 17));
        assertEquals(1000, call(code, 39));
    }

    @Test
    void constantsAreRead() throws Throwable {
        Assembler asm = new Assembler(CpuFeatures.BASELINE);
        asm.emit(Instruction.MULSD_X_XM64, Xmm.XMM0, asm.constant(Double.doubleToLongBits(2.5)));
        asm.emit(Instruction.XORPS_X_XM128, Xmm.XMM0, asm.constant(Long.MIN_VALUE, 0));
        asm.emit(Instruction.RET);
        MethodHandle scale =
                Linker.nativeLinker().downcallHandle(install(asm), FunctionDescriptor.of(JAVA_DOUBLE, JAVA_DOUBLE));
        assertEquals(-7.5, (double) scale.invokeExact(3.0));
    }

    @Test
    void symbolsAreCalledDirectlyAndThroughTheirAddresses() throws Throwable {
        Assembler increment = new Assembler(CpuFeatures.BASELINE);
        increment.emit(Instruction.LEA_R64_M, Gpr.RAX, Address.at(Gpr.RDI, 1));
        increment.emit(Instruction.RET);
        MemorySegment callee = install(increment);

        Symbol symbol = new Symbol(0);
        Label local = new Label();
        Assembler asm = new Assembler(CpuFeatures.BASELINE);
        asm.emit(Instruction.SUB_RM64_I8, Gpr.RSP, imm(8));
        asm.emit(Instruction.CALL_REL32, symbol);
        asm.emit(Instruction.MOV_R64_RM64, Gpr.RDI, Gpr.RAX);
        asm.emit(Instruction.CALL_RM64, asm.constant(symbol));
        asm.emit(Instruction.MOV_R64_RM64, Gpr.RDI, Gpr.RAX);
        asm.emit(Instruction.MOVABS_R64_I64, Gpr.R10, symbol);
        asm.emit(Instruction.CALL_RM64, Gpr.R10);
        asm.emit(Instruction.MOV_R64_RM64, Gpr.RDI, Gpr.RAX);
        asm.call(local);
        asm.emit(Instruction.ADD_RM64_I8, Gpr.RSP, imm(8));
        asm.emit(Instruction.RET);
        asm.bind(local);
        asm.emit(Instruction.IMUL_R64_RM64_I8, Gpr.RAX, Gpr.RDI, imm(10));
        asm.emit(Instruction.RET);
        assertEquals(60, call(install(asm, _ -> callee.address()), 3));
    }
}
