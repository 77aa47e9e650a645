package dev.terrace.tests.random;

import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.ValType;
import java.util.List;

/**
 * A module and what is done with it. It exports its functions as {@code f0}, {@code f1} ..., its memories as {@code m0} ...,
 * its globals as {@code g0} ..., its tables as {@code t0} and {@code t1}, and {@code fuel} and {@code
 * hash}.
 *
 * @param seed what it was generated from
 * @param types the types that calls through tables and references name, by index
 * @param globals constants: the initial values of mutable globals
 * @param tableSize how many elements both tables have; that of functions is the first, that of external references the
 *     second
 * @param elements the functions in the first table, or -1 for null; also a passive segment
 * @param data passive segments
 * @param calls what the host does, in order
 */
record Program(
        long seed,
        List<FuncType> types,
        List<Function> functions,
        List<MemoryType> memories,
        List<Node> globals,
        int tableSize,
        List<Integer> elements,
        List<byte[]> data,
        List<Call> calls) {

    /** The tag of exceptions. */
    static final FuncType TAG = new FuncType(List.of(Kind.I32.type(), Kind.I64.type()), List.of());

    /**
     * A function of the module.
     *
     * @param locals the types of the locals behind the parameters
     * @param usesFuel whether it uses up fuel when it is called, and gives zeros when there is none. Only these call others,
     *     so that every program ends
     */
    record Function(FuncType type, List<ValType> locals, boolean usesFuel, List<Node> body) {
        Function withBody(List<Node> newBody) {
            return new Function(type, locals, usesFuel, newBody);
        }
    }

    /**
     * A call by the host.
     *
     * @param function the number of the function among those that the module defines
     * @param arguments values as the embedding interface has them; for a function reference its {@link FunctionArgument}
     */
    record Call(int function, List<Object> arguments) {
        /** Returns the call with every bit of its arguments. */
        @Override
        public String toString() {
            return "f" + function + "(" + Values.text(arguments.toArray()) + ")";
        }
    }

    /** A reference to a function of the module, or null if the number is negative. */
    record FunctionArgument(int function) {}

    Program withFunctions(List<Function> newFunctions) {
        return new Program(seed, types, newFunctions, memories, globals, tableSize, elements, data, calls);
    }

    Program withCalls(List<Call> newCalls) {
        return new Program(seed, types, functions, memories, globals, tableSize, elements, data, newCalls);
    }
}
