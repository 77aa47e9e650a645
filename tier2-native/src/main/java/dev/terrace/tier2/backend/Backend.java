package dev.terrace.tier2.backend;

import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.Registers;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Function;

/**
 * A processor, as the compiler knows it. Implementations are found with {@link java.util.ServiceLoader}; they are safe for
 * use by several threads.
 */
public interface Backend {
    /** Returns the processor's name: {@code x86-64} or {@code aarch64}. */
    String name();

    /** Returns whether this is the backend of the processor and the system, whatever features they have; at no cost. */
    boolean isForThisSystem();

    /** Returns whether this process can run the code: whether the processor has the features, too. */
    boolean isSupported();

    /**
     * Returns a backend for processors of other features.
     *
     * @param changes what this one's features are changed by, such as {@code +avx2,-bmi2}
     * @throws IllegalArgumentException if there is no such feature
     */
    Backend with(String changes);

    /** Returns the registers. */
    Registers registers();

    /** Returns what makes the code between Java and functions. */
    StubCompiler stubs();

    /**
     * Selects instructions. Critical edges are split on the way.
     *
     * @param function the function, which the verifier accepts, with its blocks in order: see
     *     {@link dev.terrace.tier2.ssa.BlockOrder}
     * @param layout where the module's instances have their parts
     */
    MachineFunction lower(Function function, InstanceLayout layout);

    /** Writes the instructions out. */
    MachineCode emit(MachineFunction function, Allocation allocation);

    /** Returns the text of machine instructions with virtual registers, for people to read; the same every time. */
    String print(MachineFunction function);

    /** Returns the text of code, for people to read; the same every time. */
    String print(MachineCode code);
}
