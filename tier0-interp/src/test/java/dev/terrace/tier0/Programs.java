package dev.terrace.tier0;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Store;
import dev.terrace.core.Feature;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.text.WatParser;
import dev.terrace.core.types.TypeRegistry;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.core.validate.Validator;
import dev.terrace.runtime.ModuleCode;
import dev.terrace.runtime.Tiering;
import dev.terrace.runtime.gc.ObjectLayouts;
import java.util.List;

/** Small programs in the text format for the tests. */
final class Programs {

    private Programs() {}

    /** Returns the register code of the first function that a module defines, without the line that introduces it. */
    static String code(String wat) {
        return code(wat, Config.builder().interruptible(false).build());
    }

    /** Returns the code of the first function that a module defines, for a configuration. */
    static String code(String wat, Config config) {
        byte[] binary = WatParser.parse(wat).binary();
        ValidModule valid =
                Validator.validate(BinaryDecoder.decode(binary, Feature.ALL), Feature.ALL, new TypeRegistry());
        InterpreterTier tier = new InterpreterTier();
        ModuleCode code = new ModuleCode(valid, config, new Tiering(config, List.of(tier)), new ObjectLayouts());
        String text = tier.print(code.function(valid.importedFunctions()), "code");
        return text.substring(text.indexOf('\n') + 1);
    }

    /** Returns an instance of a module without imports, in a store of its own. */
    static Instance instance(String wat) {
        Engine engine = Engine.create();
        return new Linker(engine).instantiate(new Store(engine), dev.terrace.Module.fromWat(engine, wat));
    }

    /** Calls the export {@code f} of a module without imports, and returns its one result. */
    static Object call(String wat, Object... arguments) {
        return instance(wat).func("f").call(arguments)[0];
    }
}
