package dev.terrace.tier2.backend;

import dev.terrace.TrapKind;

/** What code refers to that is elsewhere, where it is installed. */
public sealed interface CodeSymbol {
    /** The slot with the address of the code of a function that the module defines, by its index. */
    record FunctionSlot(int function) implements CodeSymbol {}

    /** The stub that ends in a trap, called from where it happens. */
    record TrapStub(TrapKind kind) implements CodeSymbol {}

    /** The stub that leaves to poll, called. */
    record PollStub() implements CodeSymbol {}

    /** The stub that leaves for a runtime function, jumped to with the address to go on at pushed. */
    record RuntimeExit() implements CodeSymbol {}
}
