package dev.terrace.bench;

import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.wasi.WasiExitException;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.Parser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs a WASI command with Chicory and this process's own streams: what {@code terrace run} is for Terrace. */
final class ChicoryCommand {
    private static final int NAME = 3;

    private ChicoryCommand() {}

    /** Takes the name of the peer, the module's file, a directory as HOST::GUEST or "-", and the command line. */
    public static void main(String[] arguments) throws IOException {
        ChicoryPeer peer = new ChicoryPeer(arguments[0].equals(new ChicoryPeer(true).name()));
        WasiOptions.Builder options = WasiOptions.builder()
                .withArguments(Arrays.asList(arguments).subList(NAME, arguments.length))
                .withStdin(System.in, false)
                .withStdout(System.out, false)
                .withStderr(System.err, false);
        String[] directory = arguments[2].split("::", 2);
        if (directory.length == 2) {
            options.withDirectory(directory[1], Path.of(directory[0]));
        }
        int code = 0;
        try (WasiPreview1 wasi =
                WasiPreview1.builder().withOptions(options.build()).build()) {
            peer.prepare(Parser.parse(Path.of(arguments[1])))
                    .withImportValues(ImportValues.builder()
                            .addFunction(wasi.toHostFunctions())
                            .build())
                    .build();
        } catch (WasiExitException exit) {
            code = exit.exitCode();
        }
        System.out.flush();
        System.exit(code);
    }
}
