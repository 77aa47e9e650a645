package dev.terrace.tier2;

import dev.terrace.Config;
import dev.terrace.core.types.FuncType;
import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.Tier;
import dev.terrace.tier2.run.DirectCalls;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.Printer;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/** The highest tier: compiles functions to machine code of this machine's processor. */
public final class NativeTier implements Tier {
    private static final String SSA = "ssa";
    private static final String MACHINE = "machine";
    private static final String ASM = "asm";

    /** Creates the tier; for {@link java.util.ServiceLoader}. */
    public NativeTier() {}

    @Override
    public String name() {
        return "native";
    }

    @Override
    public int level() {
        return 2;
    }

    @Override
    public boolean isAvailable() {
        return Compiler.backendOfThisSystem().isPresent();
    }

    @Override
    public boolean needsNativeMemories() {
        return true;
    }

    @Override
    public void check(Config config) {
        if (!config.cpu().isEmpty()) {
            Compiler.of(config);
        }
    }

    @Override
    public boolean mayExecute(FunctionCode function) {
        return Candidates.contains(function);
    }

    @Override
    public CompiledFunction compile(FunctionCode function) {
        return NativeModule.of(function.module()).compile(function, FunctionCode.WHOLE);
    }

    @Override
    public CompiledFunction compileLoop(FunctionCode function, int loop) {
        return NativeModule.of(function.module()).compile(function, loop);
    }

    @Override
    public Optional<MethodHandle> directCall(FuncType type) {
        return DirectCalls.of(type);
    }

    @Override
    public List<String> forms() {
        return List.of(SSA, MACHINE, ASM);
    }

    @Override
    public String print(FunctionCode function, String form) {
        Compiler compiler = Compiler.of(function.module().config());
        InstanceLayout layout = InstanceLayout.of(function.module());
        return switch (form) {
            case SSA -> Printer.print(compiler.ssa(function, layout, FunctionCode.WHOLE));
            case MACHINE -> compiler.backend().print(compiler.machine(function, layout, FunctionCode.WHOLE));
            case ASM -> compiler.backend().print(compiler.compile(function, layout, FunctionCode.WHOLE));
            default -> throw new IllegalArgumentException(form);
        };
    }
}
