package dev.terrace.core.text;

import dev.terrace.core.Position;
import java.util.List;

/**
 * A command of a test script: the extension of the text format that the official test suite is written in. Identifiers
 * are without their {@code $}. A message is what the reference interpreter's error message begins with.
 */
public sealed interface ScriptCommand {

    /** Returns where in the script the command begins. */
    Position.Text position();

    /**
     * Defines a module.
     *
     * @param module the module
     * @param definitionOnly whether it is only defined; otherwise it is instantiated too, under its own identifier
     */
    record DefineModule(Position.Text position, ScriptModule module, boolean definitionOnly) implements ScriptCommand {}

    /**
     * Instantiates a module that has been defined.
     *
     * @param instance the instance's identifier, or null
     * @param module the module's identifier, or null for the last one
     */
    record Instantiate(Position.Text position, String instance, String module) implements ScriptCommand {}

    /**
     * Makes an instance's exports available to the imports of modules that follow.
     *
     * @param name the module name of such imports
     * @param instance the identifier of the instance, or null for the last one
     */
    record Register(Position.Text position, String name, String instance) implements ScriptCommand {}

    /** Performs an action, which must succeed. */
    record Perform(Position.Text position, ScriptAction action) implements ScriptCommand {}

    /** Expects an action to succeed with results. */
    record AssertReturn(Position.Text position, ScriptAction action, List<ScriptResult> results)
            implements ScriptCommand {
        public AssertReturn {
            results = List.copyOf(results);
        }
    }

    /** Expects an action to trap. */
    record AssertTrap(Position.Text position, ScriptAction action, String message) implements ScriptCommand {}

    /** Expects the instantiation of a module to trap. */
    record AssertModuleTrap(Position.Text position, ScriptModule module, String message) implements ScriptCommand {}

    /** Expects an action to exhaust the call stack. */
    record AssertExhaustion(Position.Text position, ScriptAction action, String message) implements ScriptCommand {}

    /** Expects an action to throw an exception. */
    record AssertException(Position.Text position, ScriptAction action) implements ScriptCommand {}

    /** Expects a module not to follow the binary or the text format. */
    record AssertMalformed(Position.Text position, ScriptModule module, String message) implements ScriptCommand {}

    /** Expects a module not to be valid. */
    record AssertInvalid(Position.Text position, ScriptModule module, String message) implements ScriptCommand {}

    /** Expects a module whose annotations do not follow their format. */
    record AssertMalformedCustom(Position.Text position, ScriptModule module, String message)
            implements ScriptCommand {}

    /** Expects a module whose annotations stand where they mean nothing. */
    record AssertInvalidCustom(Position.Text position, ScriptModule module, String message) implements ScriptCommand {}

    /** Expects a module whose imports cannot be satisfied. */
    record AssertUnlinkable(Position.Text position, ScriptModule module, String message) implements ScriptCommand {}
}
