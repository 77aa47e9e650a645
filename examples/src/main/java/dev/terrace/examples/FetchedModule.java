package dev.terrace.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Modules that are fetched from npm, or built from sources fetched from there, once. */
final class FetchedModule {
    private FetchedModule() {}

    /**
     * Returns QuickJS.
     *
     * @param root the repository's root
     * @throws IOException if it cannot be fetched; the message says why
     */
    static Path quickJs(Path root) throws IOException, InterruptedException {
        return make(root, "quickjs", "bench/fetch-modules.sh", "quickjs");
    }

    /**
     * Returns SQLite's shell, which takes npm and a compiler for WebAssembly the first time.
     *
     * @param root the repository's root
     * @throws IOException if it cannot be built; the message says why
     */
    static Path sqliteShell(Path root) throws IOException, InterruptedException {
        return make(root, "sqlite-shell", "bench/build-sqlite.sh");
    }

    /** Runs a script that makes a module unless it is there, and returns the module. */
    private static Path make(Path root, String name, String... script) throws IOException, InterruptedException {
        String[] command = new String[script.length + 1];
        command[0] = "sh";
        System.arraycopy(script, 0, command, 1, script.length);
        Process process = new ProcessBuilder(command)
                .directory(root.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("cannot get " + name + ": " + output.strip());
        }
        return root.resolve(".terrace/modules/" + name + ".wasm");
    }
}
