package dev.terrace.tier0;

import dev.terrace.core.types.AddressType;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.runtime.ModuleCode;
import java.util.function.Function;

/** What the register code of a module's functions has in common. */
final class InterpretedModule {
    /**
     * The functions that the module defines, by their number among them; null until they are called first. They stay here
     * when they climb to another tier, for the frames that are still active.
     */
    final InterpretedFunction[] functions;

    private final int imported;
    private final boolean[] memories64;
    private final boolean[] tables64;

    private InterpretedModule(ValidModule module) {
        this.functions = new InterpretedFunction[module.info().size()];
        this.imported = module.importedFunctions();
        this.memories64 = new boolean[module.memories().size()];
        for (int i = 0; i < memories64.length; i++) {
            memories64[i] = module.memories().get(i).address() == AddressType.I64;
        }
        this.tables64 = new boolean[module.tables().size()];
        for (int i = 0; i < tables64.length; i++) {
            tables64[i] = module.tables().get(i).address() == AddressType.I64;
        }
    }

    /** Returns what the functions of a module have in common. */
    static InterpretedModule of(ModuleCode code) {
        return code.shared(InterpretedModule.class, new Function<>() {
            @Override
            public InterpretedModule apply(ModuleCode missing) {
                return new InterpretedModule(missing.valid());
            }
        });
    }

    /** Adds the code of a function, unless another thread has added some; returns the code that counts. */
    synchronized InterpretedFunction define(int number, InterpretedFunction translated) {
        if (functions[number] == null) {
            functions[number] = translated;
        }
        return functions[number];
    }

    /** Returns how many functions are imported: the index of the first one in {@link #functions}. */
    int imported() {
        return imported;
    }

    /** Returns an address into a memory, or a number of its bytes, from the bits of its slot. */
    long address(int memory, long bits) {
        return memories64[memory] ? bits : bits & 0xFFFF_FFFFL;
    }

    /** Returns an index into a table, or a number of its elements, from the bits of its slot. */
    long tableIndex(int table, long bits) {
        return tables64[table] ? bits : bits & 0xFFFF_FFFFL;
    }
}
