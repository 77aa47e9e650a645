package dev.terrace.tier1;

import dev.terrace.runtime.DirectEntry;
import dev.terrace.runtime.ExecutionStack;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.LinearMemory;
import dev.terrace.runtime.ModuleInstance;
import dev.terrace.tier1.support.Context;
import dev.terrace.tier1.support.Traps;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.objectweb.asm.Type;

/** Names of classes and descriptors as class files have them. */
final class Names {
    static final String OBJECT = "java/lang/Object";
    static final String CONTEXT = Type.getInternalName(Context.class);
    static final String CONTEXT_DESCRIPTOR = Type.getDescriptor(Context.class);
    static final String INSTANCE_DESCRIPTOR = Type.getDescriptor(ModuleInstance.class);
    static final String FUNCTION = Type.getInternalName(FunctionInstance.class);
    static final String FUNCTION_DESCRIPTOR = Type.getDescriptor(FunctionInstance.class);
    static final String STACK = Type.getInternalName(ExecutionStack.class);
    static final String STACK_DESCRIPTOR = Type.getDescriptor(ExecutionStack.class);
    static final String MEMORY = Type.getInternalName(LinearMemory.class);
    static final String MEMORY_DESCRIPTOR = Type.getDescriptor(LinearMemory.class);
    static final String SEGMENT_DESCRIPTOR = Type.getDescriptor(MemorySegment.class);
    static final String METHOD_HANDLE = Type.getInternalName(MethodHandle.class);
    static final String DIRECT_ENTRY = Type.getInternalName(DirectEntry.class);

    static final String TRAPS = Type.getInternalName(Traps.class);

    /** The package of generated classes that belong to no module. */
    static final String SIGNATURE_PACKAGE = "dev/terrace/tier1/signatures/";

    /** The packages of modules; a number follows. */
    static final String MODULE_PACKAGE = "wasm/m";

    private Names() {}

    /** Returns the internal name of a class. */
    static String of(Class<?> type) {
        return Type.getInternalName(type);
    }

    /** Returns a class's name as Java's reflection has it. */
    static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }
}
