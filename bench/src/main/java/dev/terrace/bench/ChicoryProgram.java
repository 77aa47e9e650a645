package dev.terrace.bench;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasi.WasiExitException;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program in Chicory: the module is parsed and compiled once, and each run has an instance and a WASI of its own. */
final class ChicoryProgram implements LoadedProgram {
    private static final String WASI = "wasi_snapshot_preview1";

    private final Program program;
    private final Instance.Builder builder;
    private final List<ImportFunction> others;

    /** Loads a program with Chicory's interpreter or compiler. */
    ChicoryProgram(ChicoryPeer peer, Program program) {
        this.program = program;
        WasmModule module = Parser.parse(program.bytes());
        builder = peer.prepare(module);
        others = doNothing(module);
    }

    /** Returns functions that return zeros for what a module imports besides WASI. */
    private static List<ImportFunction> doNothing(WasmModule module) {
        return module.importSection().stream()
                .filter(FunctionImport.class::isInstance)
                .map(FunctionImport.class::cast)
                .filter(wanted -> !wanted.module().equals(WASI))
                .map(wanted -> {
                    FunctionType type = module.typeSection().getType(wanted.typeIndex());
                    long[] results = new long[type.returns().size()];
                    return (ImportFunction) new HostFunction(wanted.module(), wanted.name(), type, (_, _) -> results);
                })
                .toList();
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public Guest instantiate() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        WasiOptions.Builder options = WasiOptions.builder()
                .withArguments(program.commandLine())
                .withStdin(new ByteArrayInputStream(program.inputBytes()), false)
                .withStdout(output, false)
                .withStderr(new ByteArrayOutputStream(), false);
        program.directory().ifPresent(directory -> options.withDirectory(directory.guest(), directory.host()));
        WasiPreview1 wasi = WasiPreview1.builder().withOptions(options.build()).build();
        List<ImportFunction> imports = new ArrayList<>(others);
        imports.addAll(Arrays.asList(wasi.toHostFunctions()));
        Instance instance = builder.withImportValues(
                        ImportValues.builder().withFunctions(imports).build())
                .withStart(false)
                .build();
        return new ChicoryGuest(wasi, instance, output);
    }

    private record ChicoryGuest(WasiPreview1 wasi, Instance instance, ByteArrayOutputStream stream) implements Guest {
        @Override
        public int start() {
            try {
                instance.export("_start").apply();
                return 0;
            } catch (WasiExitException exit) {
                return exit.exitCode();
            }
        }

        @Override
        public int call(String export, int... arguments) {
            long[] results = instance.export(export)
                    .apply(Arrays.stream(arguments).asLongStream().toArray());
            return results == null || results.length == 0 ? 0 : (int) results[0];
        }

        @Override
        public byte[] read(int address, int length) {
            return instance.memory().readBytes(address, length);
        }

        @Override
        public void write(int address, byte[] bytes) {
            instance.memory().write(address, bytes);
        }

        @Override
        public byte[] output() {
            return stream.toByteArray();
        }

        @Override
        public void close() {
            wasi.close();
        }
    }
}
