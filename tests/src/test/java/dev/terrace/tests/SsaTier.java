package dev.terrace.tests;

import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.Tier;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Printer;
import dev.terrace.tier2.ssa.Verifier;
import dev.terrace.tier2.ssa.build.SsaBuilder;
import dev.terrace.tier2.ssa.opt.Pass;
import dev.terrace.tier2.ssa.opt.Pipeline;
import java.util.List;

/** Executes the SSA form of functions as it is: what the native tier's passes make of them, without its machine code. */
final class SsaTier implements Tier {
    private final int level;
    private final boolean signals;

    /**
     * Creates the tier.
     *
     * @param level the level of optimisation
     * @param signals whether accesses of memories are checked by the accesses themselves
     */
    SsaTier(int level, boolean signals) {
        this.level = level;
        this.signals = signals;
    }

    @Override
    public String name() {
        return "ssa";
    }

    @Override
    public int level() {
        return 1;
    }

    @Override
    public CompiledFunction compile(FunctionCode code) {
        InstanceLayout layout = new InstanceLayout(code.module().valid(), signals);
        return new SsaExecution(optimised(SsaBuilder.build(code, layout), layout), signals);
    }

    @Override
    public CompiledFunction compileLoop(FunctionCode code, int loop) {
        InstanceLayout layout = new InstanceLayout(code.module().valid(), signals);
        return new SsaExecution(optimised(SsaBuilder.buildLoop(code, layout, loop), layout), signals);
    }

    private Function optimised(Function function, InstanceLayout layout) {
        Verifier.verify(function);
        for (Pass pass : Pipeline.passes(level, layout)) {
            pass.apply(function);
            Verifier.verify(function);
        }
        Pipeline.run(function, layout, level);
        Verifier.verify(function);
        return function;
    }

    @Override
    public List<String> forms() {
        return List.of("ssa");
    }

    @Override
    public String print(FunctionCode code, String form) {
        InstanceLayout layout = new InstanceLayout(code.module().valid(), signals);
        return Printer.print(optimised(SsaBuilder.build(code, layout), layout));
    }
}
