package dev.terrace.tier2;

import dev.terrace.Config;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.tier2.backend.Backend;
import dev.terrace.tier2.backend.MachineCode;
import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.regalloc.RegisterAllocator;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.build.SsaBuilder;
import dev.terrace.tier2.ssa.opt.Pipeline;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The way from WebAssembly to machine code. Each step makes a new form of the function:
 *
 * <pre>
 *   body of WebAssembly
 *     | SsaBuilder, Pipeline            values, blocks: the same for all processors
 *   Function
 *     | Backend.lower                   instructions of the processor, virtual registers
 *   MachineFunction
 *     | RegisterAllocator               registers, spill slots, moves
 *   Allocation
 *     | Backend.emit                    bytes, symbols, places
 *   MachineCode
 * </pre>
 *
 * <p>Nothing here runs code, so it can be compiled for another processor than this one.
 *
 * @param backend the processor
 * @param optLevel how much is done for the code's speed: 0 for little, 2 for all
 */
record Compiler(Backend backend, int optLevel) {

    /**
     * Returns the compiler that an engine uses.
     *
     * @throws CompilationRefusedException if there is none for this system
     */
    static Compiler of(Config config) {
        return backendOfThisSystem()
                .map(backend ->
                        new Compiler(config.cpu().isEmpty() ? backend : backend.with(config.cpu()), config.optLevel()))
                .orElseThrow(() -> new CompilationRefusedException("there is no backend for this system"));
    }

    /** Returns the backend that there is for the processor and the system, if any; it costs little. */
    static Optional<Backend> backendOfThisSystem() {
        for (Backend backend : ServiceLoader.load(Backend.class, Backend.class.getClassLoader())) {
            if (backend.isForThisSystem()) {
                return Optional.of(backend);
            }
        }
        return Optional.empty();
    }

    /** Returns a function in static single assignment form, as far as possible without knowing the processor. */
    Function ssa(FunctionCode function, InstanceLayout layout, int loop) {
        Function ssa = loop == FunctionCode.WHOLE
                ? SsaBuilder.build(function, layout)
                : SsaBuilder.buildLoop(function, layout, loop);
        Pipeline.run(ssa, layout, optLevel);
        return ssa;
    }

    /** Returns a function in instructions of the processor. */
    MachineFunction machine(FunctionCode function, InstanceLayout layout, int loop) {
        return backend.lower(ssa(function, layout, loop), layout);
    }

    /**
     * Returns the code of a function.
     *
     * @param loop the loop that it is entered at, or {@link FunctionCode#WHOLE}
     * @throws dev.terrace.runtime.CompilationRefusedException if it has what this tier does not execute
     */
    MachineCode compile(FunctionCode function, InstanceLayout layout, int loop) {
        MachineFunction machine = machine(function, layout, loop);
        Allocation allocation = RegisterAllocator.allocate(machine, backend.registers());
        return backend.emit(machine, allocation);
    }
}
