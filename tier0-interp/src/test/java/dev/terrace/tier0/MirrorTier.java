package dev.terrace.tier0;

import dev.terrace.core.validate.FunctionInfo.LoopHeader;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.Tier;
import dev.terrace.runtime.WasmFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A second tier for tests. It executes a function with the interpreter's own code, but in an activation of its own, entered
 * through the slots as any other tier is. A loop that is hot is left for the same loop again, at each iteration.
 */
public final class MirrorTier implements Tier {
    private static final long POISON = 0xDEAD_BEEF_DEAD_BEEFL;

    private final Set<Integer> refused;

    /** Creates the tier. */
    public MirrorTier(Integer... refused) {
        this.refused = Set.of(refused);
    }

    @Override
    public String name() {
        return "mirror";
    }

    @Override
    public int level() {
        return 1;
    }

    @Override
    public CompiledFunction compile(FunctionCode function) {
        if (refused.contains(function.index())) {
            throw new CompilationRefusedException("the test says so");
        }
        InterpretedFunction original = original(function);
        long[] code = original.code.clone();
        code[InterpretedFunction.ENTRY + 1] = Counters.word(Integer.MAX_VALUE);
        return new Mirrored(copy(original, code), -1);
    }

    @Override
    public CompiledFunction compileLoop(FunctionCode function, int loop) {
        InterpretedFunction original = original(function);
        LoopHeader header = function.info().loops().get(loop);
        long[] code = original.code.clone();
        int target = behindCount(code, loop);
        code[InterpretedFunction.ENTRY] = Op.word(Op.JUMP, 0, 0, target - InterpretedFunction.ENTRY - 1);
        return new Mirrored(copy(original, code), header.height());
    }

    @Override
    public List<String> forms() {
        return List.of("code");
    }

    @Override
    public String print(FunctionCode function, String form) {
        return "mirrored " + function;
    }

    private static InterpretedFunction original(FunctionCode function) {
        InterpretedModule module = InterpretedModule.of(function.module());
        return module.functions[function.index() - module.imported()];
    }

    private static InterpretedFunction copy(InterpretedFunction original, long[] code) {
        return new InterpretedFunction(
                original.module,
                original.function(),
                code,
                original.frameSlots,
                original.offsets(),
                original.handlers());
    }

    private static int behindCount(long[] code, int loop) {
        int pc = InterpretedFunction.ENTRY;
        while (Op.op(code[pc]) != Op.COUNT || Op.z(code[pc]) != loop) {
            String fields = OpTable.fields(Op.op(code[pc]));
            pc += 1 + (int) fields.chars().filter(c -> c == '+').count();
        }
        return pc + 2;
    }

    /** The code; what is above a loop's canonical frame is destroyed before the loop is entered. */
    private record Mirrored(InterpretedFunction code, int height) implements CompiledFunction {
        @Override
        public FunctionInstance enter(WasmFunction function, ExecutionStack stack, int base) {
            int frame = function.code().info().frameSlots();
            if (height >= 0) {
                stack.ensure(base + frame);
                Arrays.fill(stack.slots, base + height, base + frame, POISON);
                Arrays.fill(stack.refs, base + height, base + frame, null);
            }
            return code.enter(function, stack, base);
        }
    }
}
