package dev.terrace.cli;

import dev.terrace.Engine;
import dev.terrace.LimitException;
import dev.terrace.LinkException;
import dev.terrace.Module;
import dev.terrace.core.WasmFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A module's file that the user named: what goes wrong with it is reported with its name in front. */
final class ModuleFile {
    private ModuleFile() {}

    /** What is done with a file. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Loads a module in the binary or the text format. */
    static Module load(Engine engine, Path file) throws IOException {
        return about(file, () -> Module.fromFile(engine, file));
    }

    /** Does something with a file, or with the module in it. */
    static <T> T about(Path file, Work<T> work) throws IOException {
        requireFile(file);
        try {
            return work.run();
        } catch (WasmFormatException | LinkException | LimitException e) {
            throw new Failures.CommandException(file + ": " + e.getMessage());
        }
    }

    /** Refuses a directory: the error of reading one would not name it. */
    static void requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new Failures.CommandException(file + ": is a directory, not a module");
        }
    }
}
