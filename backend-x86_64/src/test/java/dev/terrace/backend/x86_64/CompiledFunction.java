package dev.terrace.backend.x86_64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.backend.x86_64.asm.CpuFeatures;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.types.TypeRegistry;
import dev.terrace.core.validate.Validator;
import dev.terrace.ffm.linux.CodeArena;
import dev.terrace.tier2.backend.CodeSymbol;
import dev.terrace.tier2.backend.MachineCode;
import dev.terrace.tier2.backend.RegisterSet;
import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.Registers;
import dev.terrace.tier2.regalloc.RegisterAllocator;
import dev.terrace.tier2.run.ExitCode;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Function;
import java.util.Set;
import java.util.function.BiFunction;

/** A function of one block that is compiled, and can be called. */
final class CompiledFunction implements AutoCloseable {
    /** How registers are allocated. */
    enum Style {
        APART((function, registers) -> new SpillingAllocation(function, registers, false)),
        SHARED((function, registers) -> new SpillingAllocation(function, registers, true)),
        ALLOCATED(RegisterAllocator::allocate);

        private final BiFunction<MachineFunction, Registers, Allocation> allocate;

        Style(BiFunction<MachineFunction, Registers, Allocation> allocate) {
            this.allocate = allocate;
        }
    }

    private static final byte[] EMPTY_MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private static final InstanceLayout LAYOUT = new InstanceLayout(
            Validator.validate(BinaryDecoder.decode(EMPTY_MODULE, Set.of()), Set.of(), new TypeRegistry()), true);

    private final CodeArena.Block code;
    private final String text;

    private CompiledFunction(CodeArena.Block code, String text) {
        this.code = code;
        this.text = text;
    }

    /** Compiles a function that uses nothing of a module. */
    static CompiledFunction of(Function function, CpuFeatures features, Style style) {
        X86Backend backend = new X86Backend(features);
        MachineFunction machine = backend.lower(function, LAYOUT);
        MachineCode compiled = backend.emit(machine, style.allocate.apply(machine, backend.registers()));
        CodeArena.Block block = Guest.runtime()
                .arena()
                .allocateCode(compiled.size(), Math.max(16, compiled.alignment()))
                .orElseThrow();
        block.install(compiled.at(block.address(), symbol -> switch (symbol) {
            case CodeSymbol.TrapStub(var kind) -> Guest.stubs().trap(kind);
            default -> throw new AssertionError(symbol);
        }));
        return new CompiledFunction(block, backend.print(compiled));
    }

    /** Calls the function, whose arguments are in the context, and leaves its results there. */
    void call(Guest guest) {
        assertEquals(ExitCode.RETURNED, guest.enter(code, RegisterSet.ALL));
    }

    /** Returns the text of the code. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public void close() {
        Guest.runtime().arena().free(code);
    }
}
