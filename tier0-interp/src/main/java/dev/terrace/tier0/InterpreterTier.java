package dev.terrace.tier0;

import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.CompiledFunction;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.runtime.Tier;
import java.util.List;

/** The lowest tier: translates a function to register code when it is called first, and interprets that. */
public final class InterpreterTier implements Tier {

    /** Creates the tier; for {@link java.util.ServiceLoader}. */
    public InterpreterTier() {}

    @Override
    public String name() {
        return "interp";
    }

    @Override
    public int level() {
        return 0;
    }

    @Override
    public void checkSupport(ValidModule module) {
        FrameLimit.check(module);
    }

    @Override
    public CompiledFunction compile(FunctionCode function) {
        FrameLimit.check(function.index(), function.info());
        Training.start(function.module().tiering().memoryPlacement());
        InterpretedFunction translated = Translator.translate(function, counts(function));
        InterpretedModule module = translated.module;
        return module.define(function.index() - module.imported(), translated);
    }

    private boolean counts(FunctionCode function) {
        return function.module().tiering().counts(this);
    }

    @Override
    public List<String> forms() {
        return List.of("code");
    }

    @Override
    public String print(FunctionCode function, String form) {
        return CodePrinter.print(Translator.translate(function, counts(function)));
    }
}
