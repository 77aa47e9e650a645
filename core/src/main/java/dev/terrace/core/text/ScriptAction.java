package dev.terrace.core.text;

import java.util.List;

/** Something that a script does with an instance. */
public sealed interface ScriptAction {

    /** Returns the identifier of the instance, or null for the last one. */
    String instance();

    /** Returns the name of the export. */
    String export();

    /**
     * Calls an exported function.
     *
     * @param instance the identifier of the instance, or null for the last one
     * @param export the function's name
     * @param arguments the arguments
     */
    record Invoke(String instance, String export, List<ScriptValue> arguments) implements ScriptAction {
        public Invoke {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Reads an exported global.
     *
     * @param instance the identifier of the instance, or null for the last one
     * @param export the global's name
     */
    record Get(String instance, String export) implements ScriptAction {}
}
