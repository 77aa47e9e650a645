package dev.terrace.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Fetches QuickJS from npm, once. */
final class QuickJsModule {
    private QuickJsModule() {}

    /**
     * Returns the module, after fetching it if it is not there yet.
     *
     * @param root the repository's root
     * @throws IOException if it cannot be fetched; the message says why
     */
    static Path fetch(Path root) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "bench/fetch-modules.sh", "quickjs")
                .directory(root.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("cannot fetch QuickJS: " + output.strip());
        }
        return root.resolve(".terrace/modules/quickjs.wasm");
    }
}
