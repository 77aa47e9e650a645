package dev.terrace.tier0;

import dev.terrace.WasmException;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.Tier;
import dev.terrace.runtime.WasmFunction;
import dev.terrace.tier0.TrainingCode.Part;
import java.util.Arrays;
import java.util.List;

/**
 * The two tiers of the engine that {@link Training} uses. The lower one has {@link TrainingCode} for all functions; the
 * higher one compiles nothing but a loop, so that there is something to climb to.
 */
final class TrainingTier implements Tier {
    private final int level;

    TrainingTier(int level) {
        this.level = level;
    }

    @Override
    public int level() {
        return level;
    }

    @Override
    public String name() {
        return "training " + level;
    }

    @Override
    public CompiledFunction compile(FunctionCode function) {
        if (level != 0) {
            throw new CompilationRefusedException("only loops climb");
        }
        return switch (Part.values()[function.index()]) {
            case FOREIGN -> TrainingTier::prepare;
            case FOREIGN_THROW -> TrainingTier::raise;
            default -> TrainingCode.function(function);
        };
    }

    @Override
    public CompiledFunction compileLoop(FunctionCode function, int loop) {
        if (loop == TrainingCode.HOT_LOOP) {
            throw new CompilationRefusedException("this loop stays where it is");
        }
        return (_, _, _) -> null;
    }

    @Override
    public List<String> forms() {
        return List.of("code");
    }

    @Override
    public String print(FunctionCode function, String form) {
        return CodePrinter.print(TrainingCode.function(function));
    }

    /** Makes happen again what would happen only once: the stack of links is full, and a loop becomes hot. */
    private static FunctionInstance prepare(WasmFunction function, ExecutionStack stack, int base) {
        stack.calls = Arrays.copyOf(stack.calls, stack.callTop);
        InterpretedFunction counting =
                InterpretedModule.of(function.code().module()).functions[Part.COUNTING.ordinal()];
        if (counting != null) {
            counting.code[TrainingCode.HOT_COUNT] = Counters.word(1);
        }
        return null;
    }

    private static FunctionInstance raise(WasmFunction function, ExecutionStack stack, int base) {
        throw WasmException.thrown(function.instance(), function.instance().tag(0), stack, base);
    }
}
