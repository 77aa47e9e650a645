package dev.terrace.tier2.ssa.opt;

import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.BlockOrder;
import dev.terrace.tier2.ssa.Function;
import dev.terrace.tier2.ssa.Verifier;
import java.util.List;

/** The passes that functions go through, by the level of optimisation. */
public final class Pipeline {
    /** The level that compiles fast. */
    public static final int LEAST = 0;

    /** The level that makes fast code. */
    public static final int MOST = 2;

    private Pipeline() {}

    /** Returns the passes of a level, in order. */
    public static List<Pass> passes(int level, InstanceLayout layout) {
        return level == LEAST
                ? List.of(new DeadCode(layout), new BranchFolding())
                : List.of(
                        new BranchFolding(),
                        new ParameterPruning(),
                        new GlobalValueNumbering(layout),
                        new KnownMemory(layout),
                        new LoopInvariants(layout),
                        new BranchFolding(),
                        new ParameterPruning(),
                        new GlobalValueNumbering(layout),
                        new BranchFolding(),
                        new DeadCode(layout));
    }

    /**
     * Runs the passes of a level, and brings the blocks into order. If assertions are enabled, the function is verified
     * after each pass.
     *
     * @param layout where the module's instances have their parts
     */
    public static void run(Function function, InstanceLayout layout, int level) {
        assert isRight(function, "builder");
        for (Pass pass : passes(level, layout)) {
            pass.apply(function);
            assert isRight(function, pass.name());
        }
        BlockOrder.apply(function);
        assert isRight(function, "block-order");
    }

    private static boolean isRight(Function function, String pass) {
        try {
            Verifier.verify(function);
        } catch (IllegalStateException e) {
            throw new AssertionError("after " + pass + ": " + e.getMessage(), e);
        }
        return true;
    }
}
