package dev.terrace.tier2;

import dev.terrace.ffm.linux.CodeArena;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.ModuleCode;
import dev.terrace.tier2.backend.CodeSymbol;
import dev.terrace.tier2.backend.MachineCode;
import dev.terrace.tier2.backend.Stub;
import dev.terrace.tier2.run.CodeMap;
import dev.terrace.tier2.run.CodeTable;
import dev.terrace.tier2.run.ContextLayout;
import dev.terrace.tier2.run.NativeFunction;
import dev.terrace.tier2.run.NativeRuntime;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;

/** Compiles the functions of a module, and installs their code, which is freed when the module is collected. */
final class NativeModule {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Compiler compiler;
    private final NativeRuntime runtime;
    private final Blocks blocks;
    private final boolean hasMemoriesOnHeap;

    /** The blocks of code to free; knows nothing of the module. */
    private record Blocks(CodeArena arena, List<CodeArena.Block> all) implements Runnable {
        synchronized void add(CodeArena.Block block) {
            all.add(block);
        }

        @Override
        public synchronized void run() {
            all.forEach(block -> {
                CodeMap.remove(block.address());
                arena.free(block);
            });
        }
    }

    private NativeModule(ModuleCode code) {
        this.compiler = Compiler.of(code.config());
        if (!compiler.backend().isSupported()) {
            throw new CompilationRefusedException("this processor lacks a feature that machine code needs");
        }
        this.runtime = NativeRuntime.start(compiler.backend().stubs());
        this.blocks = new Blocks(runtime.arena(), new ArrayList<>());
        this.hasMemoriesOnHeap =
                code.valid().memories().stream().anyMatch(code.tiering().memoryPlacement()::isOnHeap);
        CLEANER.register(this, blocks);
    }

    /**
     * Returns what this tier keeps for a module.
     *
     * @throws CompilationRefusedException if this machine has no backend
     */
    static NativeModule of(ModuleCode code) {
        return code.shared(NativeModule.class, NativeModule::new);
    }

    /**
     * Compiles a function; if it is a whole one, machine code that calls it enters it from now on.
     *
     * @param loop the loop that it is entered at, or {@link FunctionCode#WHOLE}
     * @throws CompilationRefusedException if this tier does not execute it, or there is no room for it
     */
    CompiledFunction compile(FunctionCode function, int loop) {
        if (hasMemoriesOnHeap) {
            throw new CompilationRefusedException("the module's memories are on the Java heap");
        }
        boolean whole = loop == FunctionCode.WHOLE;
        if (!whole && NativeFunction.overflows(function.info(), loop) > ContextLayout.OVERFLOWS) {
            throw new CompilationRefusedException("too many values are in use at the loop");
        }
        CodeTable table = CodeTable.of(function.module());
        MachineCode machine = compiler.compile(function, table.layout(), loop);
        CodeArena.Block block = runtime.arena()
                .allocateCode(machine.size(), Math.max(machine.alignment(), CodeArena.UNIT))
                .orElseThrow(() -> new CompilationRefusedException("there is no room for more machine code"));
        // Comes first, so that it is freed whatever fails from here on.
        blocks.add(block);
        block.install(machine.at(block.address(), symbol -> addressOf(symbol, table)));
        CodeMap.add(block.address(), machine, function);
        if (!whole) {
            return NativeFunction.loop(function, loop, block.address(), machine.size());
        }
        table.setCode(function.index(), block.address());
        return NativeFunction.whole(function, block.address(), machine.size());
    }

    private long addressOf(CodeSymbol symbol, CodeTable table) {
        return switch (symbol) {
            case CodeSymbol.FunctionSlot(int function) -> table.slot(function);
            case CodeSymbol.TrapStub(var kind) -> runtime.stubs().trap(kind);
            case CodeSymbol.PollStub() -> runtime.stubs().of(Stub.Fixed.POLL);
            case CodeSymbol.RuntimeExit() -> runtime.stubs().of(Stub.Fixed.RUNTIME_EXIT);
        };
    }
}
