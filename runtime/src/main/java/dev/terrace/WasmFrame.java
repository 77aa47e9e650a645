package dev.terrace;

import java.util.Optional;

/**
 * A WebAssembly function that was active when a trap or an exception was thrown.
 *
 * @param module the module's name, if it has one
 * @param functionIndex the function's index in its module
 * @param functionName the function's name from the name section, if it has one
 * @param moduleOffset the offset in the module's bytes of the instruction that was executing
 */
public record WasmFrame(Optional<String> module, int functionIndex, Optional<String> functionName, int moduleOffset) {

    /** Returns the frame as backtraces print it, for example {@code app!main (func 7) @ 0x1a2}. */
    @Override
    public String toString() {
        return module.map(name -> name + "!").orElse("")
                + functionName
                        .map(name -> name + " (func " + functionIndex + ")")
                        .orElse("func " + functionIndex)
                + " @ 0x" + Integer.toHexString(moduleOffset);
    }
}
