package dev.terrace.tier2.regalloc;

import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.Registers;

/** The register allocator. It is safe for use by several threads. */
public final class RegisterAllocator {
    private RegisterAllocator() {}

    /**
     * Finds places for the virtual registers of a function, the same ones every time. With assertions enabled, the result is
     * checked.
     *
     * @throws CompilationRefusedException if it would take too long, as values live in too many blocks
     * @throws IllegalArgumentException if the function is not as its description wants it
     * @throws IllegalStateException if an instruction needs more registers than there are
     */
    public static Allocation allocate(MachineFunction function, Registers registers) {
        Lifetimes lifetimes = new Lifetimes(function, registers);
        Interval[] intervals = new LinearScan(lifetimes).run();
        Allocation allocation = new Resolver(lifetimes, intervals).run();
        assert AllocationChecker.check(function, registers, allocation);
        return allocation;
    }
}
