package dev.terrace.examples;

import dev.terrace.Engine;
import dev.terrace.Global;
import dev.terrace.Instance;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.NumType;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads a module, gives it a function and a global of the host, calls it, and looks into its memory. Run it in the
 * repository's root, where {@code examples/imports.wat} is.
 */
public final class HelloEmbedding {
    private HelloEmbedding() {}

    public static void main(String[] args) throws IOException {
        run(Path.of("examples", "imports.wat"), System.out);
    }

    static void run(Path file, PrintStream out) throws IOException {
        try (Engine engine = Engine.create();
                Store store = new Store(engine)) {
            Module module = Module.fromFile(engine, file);

            Linker linker = new Linker(engine);
            FuncType log = new FuncType(List.of(NumType.I32, NumType.I32), List.of());
            linker.func("host", "log", log, (caller, arguments) -> {
                // The module passes the address and the length of a text in its own memory.
                out.println(caller.memory().readString((int) arguments[0], (int) arguments[1]));
                return null;
            });
            linker.define("host", "start", new Global(store, new GlobalType(NumType.I32, false), 7));

            Instance instance = linker.instantiate(store, module);
            instance.func("run").call(4);

            // What a module exports can be read and written from outside.
            Memory memory = instance.memory("memory");
            memory.writeString(0, "*counted: ");
            instance.func("run").call(1);
            out.println("count is " + instance.global("count").get());
            out.println("memory has " + memory.pages() + " page of 64 KiB");
        }
    }
}
