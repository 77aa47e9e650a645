package dev.terrace.tier0;

import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.validate.FunctionInfo.LoopHeader;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.GlobalInstance;
import dev.terrace.runtime.LinearMemory;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.runtime.TableInstance;
import dev.terrace.runtime.Tier;
import dev.terrace.runtime.WasmFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A tier above all others, for tests of how code is left for it. It executes functions with the interpreter's code, which it
 * makes anew and which does not count. Like native code it has globals, memories and tables prepared.
 */
public final class TopTier implements Tier {
    private static final long POISON = 0xDEAD_BEEF_DEAD_BEEFL;

    private final Set<Integer> refused;

    /** Creates a tier that refuses nothing. */
    public TopTier() {
        this(Set.of());
    }

    /** Creates a tier that refuses functions, by their indices. */
    public TopTier(Set<Integer> refused) {
        this.refused = refused;
    }

    @Override
    public String name() {
        return "top";
    }

    @Override
    public int level() {
        return 3;
    }

    @Override
    public boolean needsNativeMemories() {
        return true;
    }

    @Override
    public CompiledFunction compile(FunctionCode function) {
        return new Code(translate(function), -1, Map.of());
    }

    @Override
    public CompiledFunction compileLoop(FunctionCode function, int loop) {
        InterpretedFunction translated = translate(function);
        LoopHeader header = function.info().loops().get(loop);
        Map<Integer, Long> constants =
                constants(translated.code, function.info().frameSlots());
        int entry = InterpretedFunction.ENTRY;
        translated.code[entry] = Op.word(Op.JUMP, 0, 0, behindCount(translated.code, loop) - entry - 1);
        return new Code(translated, header.height(), constants);
    }

    /** Returns the numbers that the function's beginning puts behind the canonical frame, by their slots. */
    private static Map<Integer, Long> constants(long[] code, int frameSlots) {
        Map<Integer, Long> constants = new HashMap<>();
        for (int pc = InterpretedFunction.ENTRY; pc < code.length; pc = next(code, pc)) {
            if (Op.x(code[pc]) >= frameSlots) {
                switch (Op.op(code[pc])) {
                    case Op.CONST -> constants.putIfAbsent(Op.x(code[pc]), (long) Op.z(code[pc]));
                    case Op.CONST_WORD -> constants.putIfAbsent(Op.x(code[pc]), code[pc + 1]);
                    default -> {}
                }
            }
        }
        return constants;
    }

    @Override
    public List<String> forms() {
        return List.of("code");
    }

    @Override
    public String print(FunctionCode function, String form) {
        return "the interpreter's code of " + function;
    }

    private InterpretedFunction translate(FunctionCode function) {
        if (refused.contains(function.index())) {
            throw new CompilationRefusedException("the test says so");
        }
        InterpretedModule module = InterpretedModule.of(function.module());
        if (module.functions[function.index() - module.imported()] == null) {
            // The interpreter's code knows its function by this; calls of it go to this tier, as calls of others do.
            new InterpreterTier().compile(function).replaced();
        }
        InterpretedFunction translated = Translator.translate(function, true);
        long[] code = translated.code;
        for (int pc = InterpretedFunction.ENTRY; pc < code.length; pc = next(code, pc)) {
            if (Op.op(code[pc]) == Op.COUNT) {
                code[pc + 1] = Counters.word(Integer.MAX_VALUE);
            }
        }
        return translated;
    }

    private static int behindCount(long[] code, int loop) {
        int pc = InterpretedFunction.ENTRY;
        while (Op.op(code[pc]) != Op.COUNT || Op.z(code[pc]) != loop) {
            pc = next(code, pc);
        }
        return next(code, pc);
    }

    private static int next(long[] code, int pc) {
        String fields = OpTable.fields(Op.op(code[pc]));
        return pc + 1 + (int) fields.chars().filter(c -> c == '+').count();
    }

    /** The code; what is above a loop's canonical frame is destroyed before the loop is entered. */
    private record Code(InterpretedFunction code, int height, Map<Integer, Long> constants)
            implements CompiledFunction {
        @Override
        public FunctionInstance enter(WasmFunction function, ExecutionStack stack, int base) {
            prepare(function.instance());
            int frame = function.code().info().frameSlots();
            if (height >= 0) {
                stack.ensure(base + code.frameSlots);
                constants.forEach((slot, bits) -> stack.slots[base + slot] = bits);
                Arrays.fill(stack.slots, base + height, base + frame, POISON);
                Arrays.fill(stack.refs, base + height, base + frame, null);
            }
            return code.enter(function, stack, base);
        }

        private static void prepare(ModuleInstance instance) {
            for (GlobalInstance global : instance.globals()) {
                if (!(global.type().value() instanceof RefType) && global.address() == 0) {
                    MemorySegment cell = Arena.ofAuto().allocate(16, 16);
                    global.moveTo(cell.address(), cell);
                }
            }
            for (int i = 0; i < instance.code().valid().memories().size(); i++) {
                LinearMemory memory = instance.memory(i);
                MemoryType type = memory.type();
                if (memory.array == null) {
                    memory.prepareForNative(type.address() == AddressType.I32
                            && type.pageSizeLog2() == MemoryType.DEFAULT_PAGE_SIZE_LOG2);
                    memory.descriptor();
                }
            }
            for (TableInstance table : instance.tables()) {
                table.mirror();
            }
        }
    }
}
