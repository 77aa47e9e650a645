package dev.terrace.tests.random;

import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.MemoryType;
import java.util.List;

/**
 * What the code of functions may refer to: decided before any of it is generated.
 *
 * @param functions the types of the module's functions
 * @param usesFuel which functions may be called by others
 * @param types the types that calls through tables name
 * @param globals their kinds, without the fuel
 * @param elements what is in the table of functions
 * @param data lengths of the data segments
 * @param atomics whether there are atomic accesses
 * @param exceptions whether exceptions are thrown and caught
 * @param references whether there are locals and parameters of reference types
 */
record ModulePlan(
        List<FuncType> functions,
        List<Boolean> usesFuel,
        List<FuncType> types,
        List<MemoryType> memories,
        List<Kind> globals,
        List<Integer> elements,
        List<Integer> data,
        boolean atomics,
        boolean exceptions,
        boolean references) {

    /** Returns the kind of addresses into a memory. */
    Kind address(int memory) {
        return memories.get(memory).address() == AddressType.I64 ? Kind.I64 : Kind.I32;
    }

    /** Returns the index by which a function of the module is called. */
    static int functionIndex(int function) {
        return HostFunction.values().length + function;
    }
}
