package dev.terrace.runtime;

import dev.terrace.WasmFrame;
import dev.terrace.core.module.NameSection;
import dev.terrace.core.validate.ValidModule;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A validated module with the code that the tiers have made of it so far. Shared by all its instances. */
public final class ModuleCode {
    private final ValidModule valid;
    private final Tier firstTier;
    private final List<FunctionCode> functions;

    /**
     * Creates the code of a module; nothing is compiled yet.
     *
     * @param valid the module
     * @param firstTier the tier that functions start in
     */
    public ModuleCode(ValidModule valid, Tier firstTier) {
        this.valid = valid;
        this.firstTier = firstTier;
        int imported = valid.importedFunctions();
        this.functions = IntStream.range(0, valid.info().size())
                .mapToObj(i -> new FunctionCode(this, imported + i, valid.info().get(i)))
                .toList();
    }

    /** Returns the module. */
    public ValidModule valid() {
        return valid;
    }

    /** Returns the tier that functions start in. */
    Tier firstTier() {
        return firstTier;
    }

    /**
     * Returns the code of a function that the module defines.
     *
     * @param index the function's index, imports included
     */
    public FunctionCode function(int index) {
        return functions.get(index - valid.importedFunctions());
    }

    /** Returns the frame of a backtrace for a place in a function. */
    public WasmFrame frame(int functionIndex, int moduleOffset) {
        NameSection names = valid.module().names();
        return new WasmFrame(
                Optional.ofNullable(names.module()),
                functionIndex,
                Optional.ofNullable(names.functions().get(functionIndex)),
                moduleOffset);
    }
}
