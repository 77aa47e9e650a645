package dev.terrace.tier1;

import dev.terrace.core.types.DefType;

/** Where the method of each function of a module is, and what it is like. */
interface MethodNames {

    /** Returns the internal name of the class that has a function's method. */
    String owner(int function);

    /** Returns the name of the method that a call of a function is a call of. */
    String name(int function);

    /** Returns the name of the method that leaves a function's tail calls to its caller. */
    String bodyName(int function);

    /**
     * Returns the name of the method of a part of a function.
     *
     * @param start the offset in the module where the part begins
     * @param end the offset where it ends
     */
    String regionName(int function, int start, int end);

    /** Returns the signature of a function type. */
    Signature signature(DefType type);

    /** Returns whether there may be tail calls in a function; an imported one may make them as well. */
    boolean mayTailCall(int function);

    /** Returns what is known of the module's tables. */
    ConstantTables tables();
}
