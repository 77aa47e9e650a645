package dev.terrace.backend.x86_64;

import dev.terrace.TrapKind;
import dev.terrace.backend.x86_64.asm.CpuFeatures;
import dev.terrace.backend.x86_64.code.Convention;
import dev.terrace.core.Feature;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.text.WatParser;
import dev.terrace.core.types.TypeRegistry;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.core.validate.Validator;
import dev.terrace.ffm.linux.CodeArena;
import dev.terrace.tier2.backend.CodeSymbol;
import dev.terrace.tier2.backend.MachineCode;
import dev.terrace.tier2.backend.RegisterSet;
import dev.terrace.tier2.backend.Stub;
import dev.terrace.tier2.machine.Allocation;
import dev.terrace.tier2.machine.MachineFunction;
import dev.terrace.tier2.machine.Registers;
import dev.terrace.tier2.regalloc.RegisterAllocator;
import dev.terrace.tier2.run.ContextLayout;
import dev.terrace.tier2.run.ExitCode;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.BlockOrder;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Type;
import dev.terrace.tier2.ssa.Value;
import java.util.List;
import java.util.function.BiFunction;

/** A function in SSA form that has been compiled and installed, to be called with the bits of arguments. */
final class Compiled implements AutoCloseable {
    /** How a function is compiled. */
    record Way(String name, CpuFeatures features, BiFunction<MachineFunction, Registers, Allocation> allocator) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** With everything that this computer has, with what every one has, and with values in spill slots. */
    static final List<Way> WAYS = List.of(
            new Way("host", CpuFeatures.host(), RegisterAllocator::allocate),
            new Way("v2", CpuFeatures.host().with("-avx,-bmi1,-bmi2,-lzcnt"), RegisterAllocator::allocate),
            new Way("spilled", CpuFeatures.host(), SpillEverything::new));

    /**
     * What a call came to.
     *
     * @param trap why it trapped, or null
     * @param results the bits of the results; vectors have two
     */
    record Outcome(TrapKind trap, long... results) {}

    final MachineCode code;
    private final List<Type> parameters;
    private final List<Type> results;
    private final CodeArena.Block block;

    private Compiled(Function function, MachineCode code, CodeArena.Block block) {
        this.code = code;
        this.block = block;
        parameters = function.entry().params.stream().map(value -> value.type).toList();
        results = function.results();
    }

    /** Compiles and installs a function. */
    static Compiled of(Function function, InstanceLayout layout, Way way) {
        BlockOrder.apply(function);
        X86Backend backend = new X86Backend(way.features());
        MachineFunction machine = backend.lower(function, layout);
        Allocation allocation = way.allocator().apply(machine, backend.registers());
        MachineCode code = backend.emit(machine, allocation);
        CodeArena.Block block = Guest.runtime()
                .arena()
                .allocateCode(code.size(), Math.max(16, code.alignment()))
                .orElseThrow();
        block.install(code.at(block.address(), Compiled::address));
        return new Compiled(function, code, block);
    }

    private static long address(CodeSymbol symbol) {
        return switch (symbol) {
            case CodeSymbol.TrapStub(TrapKind kind) -> Guest.stubs().trap(kind);
            case CodeSymbol.PollStub() -> Guest.stubs().of(Stub.Fixed.POLL);
            case CodeSymbol.RuntimeExit() -> Guest.stubs().of(Stub.Fixed.RUNTIME_EXIT);
            case CodeSymbol.FunctionSlot slot -> throw new AssertionError(slot);
        };
    }

    /** Frees the code. */
    @Override
    public void close() {
        Guest.runtime().arena().free(block);
    }

    /** Returns the layout of the instances of a module, given as text. */
    static InstanceLayout layout(String module, boolean signals) {
        byte[] bytes = WatParser.parse(module).binary();
        ValidModule valid =
                Validator.validate(BinaryDecoder.decode(bytes, Feature.ALL), Feature.ALL, new TypeRegistry());
        return new InstanceLayout(valid, signals);
    }

    /** Returns the text of the code. */
    @Override
    public String toString() {
        return new X86Backend().print(code);
    }

    /** Starts a call, with the bits of the arguments, of which vectors have two; returns the exit code. */
    int enter(Guest guest, long... arguments) {
        int[] places = Convention.argumentPlaces(parameters);
        int next = 0;
        for (int i = 0; i < places.length; i++) {
            int offset = offset(places[i], Convention.ARGUMENTS);
            guest.set(offset, arguments[next++]);
            if (parameters.get(i) == Type.V128) {
                guest.set(offset + Long.BYTES, arguments[next++]);
            }
        }
        return guest.enter(block, RegisterSet.ALL);
    }

    private static int offset(int place, List<dev.terrace.backend.x86_64.asm.Gpr> registers) {
        if (place < 0) {
            return ContextLayout.overflow(~place);
        }
        return place < Registers.FIRST_VECTOR
                ? ContextLayout.gpr(registers.indexOf(dev.terrace.backend.x86_64.asm.Gpr.of(place)))
                : ContextLayout.xmm(place - Registers.FIRST_VECTOR);
    }

    /** Returns what a call came to that has exited. */
    Outcome outcome(Guest guest, int exitCode) {
        if (exitCode == ExitCode.TRAP) {
            guest.setStackPointer(guest.stack.top());
            return new Outcome(guest.trap());
        }
        if (exitCode != ExitCode.RETURNED) {
            throw new AssertionError("exit code " + exitCode);
        }
        int[] places = Convention.resultPlaces(results);
        long[] bits = new long
                [results.size()
                        + (int) results.stream()
                                .filter(type -> type == Type.V128)
                                .count()];
        int next = 0;
        for (int i = 0; i < places.length; i++) {
            int offset = offset(places[i], Convention.RESULTS);
            bits[next++] = results.get(i) == Type.F32 ? guest.getInt(offset) & 0xFFFF_FFFFL : guest.get(offset);
            if (results.get(i) == Type.V128) {
                bits[next++] = guest.get(offset + Long.BYTES);
            }
        }
        return new Outcome(null, bits);
    }

    /** Calls the function. */
    Outcome call(Guest guest, long... arguments) {
        return outcome(guest, enter(guest, arguments));
    }

    /** Returns an array of values. */
    static Value[] values(Value... values) {
        return values;
    }
}
