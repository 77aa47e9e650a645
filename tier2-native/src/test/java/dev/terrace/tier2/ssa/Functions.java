package dev.terrace.tier2.ssa;

import dev.terrace.Config;
import dev.terrace.core.Feature;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.text.WatParser;
import dev.terrace.core.types.TypeRegistry;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.core.validate.Validator;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.ModuleCode;
import dev.terrace.runtime.Tiering;
import dev.terrace.runtime.gc.ObjectLayouts;
import dev.terrace.tier2.run.InstanceLayout;
import dev.terrace.tier2.ssa.build.SsaBuilder;
import dev.terrace.tier2.ssa.opt.Pass;
import dev.terrace.tier2.ssa.opt.Pipeline;
import java.util.List;

/** Functions in SSA form for tests, from WebAssembly text. */
public final class Functions {
    private final Config config;
    private final boolean signals;

    private Functions(Config config, boolean signals) {
        this.config = config;
        this.signals = signals;
    }

    /** Functions without polls; guarded memories. */
    public static Functions plain() {
        return of(Config.builder().interruptible(false).build());
    }

    /** Functions without polls, memories that are not guarded. */
    public static Functions checked() {
        return new Functions(Config.builder().interruptible(false).build(), false);
    }

    /** Functions for a configuration. */
    public static Functions of(Config config) {
        return new Functions(config, true);
    }

    private FunctionCode code(String wat) {
        byte[] binary = WatParser.parse(wat).binary();
        ValidModule valid =
                Validator.validate(BinaryDecoder.decode(binary, Feature.ALL), Feature.ALL, new TypeRegistry());
        ModuleCode code = new ModuleCode(valid, config, new Tiering(config, List.of()), new ObjectLayouts());
        return code.function(valid.importedFunctions());
    }

    private InstanceLayout layout(FunctionCode code) {
        return new InstanceLayout(code.module().valid(), signals);
    }

    /** Returns the first function that a module defines, as it is built. */
    public Function build(String wat) {
        FunctionCode code = code(wat);
        return verified(SsaBuilder.build(code, layout(code)));
    }

    /** Returns the text of the first function that a module defines, as it is built. */
    public String built(String wat) {
        return text(build(wat));
    }

    /** Returns the text of the first function of a module, entered at a loop. */
    public String builtLoop(String wat, int loop) {
        FunctionCode code = code(wat);
        return text(verified(SsaBuilder.buildLoop(code, layout(code), loop)));
    }

    /** Returns the text of the first function that a module defines, behind some passes. */
    public String after(String wat, String... passes) {
        FunctionCode code = code(wat);
        Function function = verified(SsaBuilder.build(code, layout(code)));
        for (String name : passes) {
            Pass pass = Pipeline.passes(Pipeline.MOST, layout(code)).stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            pass.apply(function);
            verified(function);
        }
        return text(function);
    }

    /** Returns the text of the first function that a module defines, behind all passes of a level. */
    public String optimised(String wat, int level) {
        FunctionCode code = code(wat);
        Function function = SsaBuilder.build(code, layout(code));
        Pipeline.run(function, layout(code), level);
        return text(verified(function));
    }

    private static Function verified(Function function) {
        Verifier.verify(function);
        return function;
    }

    /** Returns the text of a function without its first line and without offsets. */
    public static String text(Function function) {
        String text = Printer.print(function);
        return text.substring(text.indexOf('\n') + 1).replaceAll(" +; \\+\\d+\n", "\n");
    }
}
