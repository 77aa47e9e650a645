package dev.terrace.bench;

import java.util.List;
import java.util.NoSuchElementException;

/** A runtime with an {@link InstanceModule} that is loaded and linked. Safe for use by several threads. */
interface InstanceMaker extends AutoCloseable {

    /** Makes an instance in a store of its own, and frees both. */
    void instantiate();

    /** Makes an instance in a store of its own, calls its function, and frees both. */
    void instantiateAndCall();

    @Override
    void close();

    /** Returns the names of all that there are. */
    static List<String> available() {
        return WasmtimeInstances.isAvailable()
                ? List.of("terrace", "terrace-pooled", "chicory-compiler", "wasmtime", "wasmtime-pooled")
                : List.of("terrace", "terrace-pooled", "chicory-compiler");
    }

    /**
     * Loads and links a module.
     *
     * @param name one of those that are {@link #available}
     */
    static InstanceMaker of(String name, InstanceModule module) {
        return switch (name) {
            case "terrace" -> new TerraceInstances(module, false);
            case "terrace-pooled" -> new TerraceInstances(module, true);
            case "chicory-compiler" -> new ChicoryInstances(module);
            case "wasmtime" -> new WasmtimeInstances(module, false);
            case "wasmtime-pooled" -> new WasmtimeInstances(module, true);
            default -> throw new NoSuchElementException("no runtime \"" + name + "\"; there are: " + available());
        };
    }
}
