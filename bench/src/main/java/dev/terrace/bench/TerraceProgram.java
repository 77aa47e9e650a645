package dev.terrace.bench;

import dev.terrace.Engine;
import dev.terrace.Instance;
import dev.terrace.LinkedModule;
import dev.terrace.Linker;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.UnknownImports;
import dev.terrace.wasi.Wasi;
import dev.terrace.wasi.WasiConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** A program in Terrace: module and imports are linked once, and each run has a store of its own. */
final class TerraceProgram implements LoadedProgram {
    private final Program program;
    private final Engine engine;
    private final LinkedModule linked;

    /** Loads a program into an engine, which is closed together with it. */
    TerraceProgram(Engine engine, Program program) {
        this.program = program;
        this.engine = engine;
        Linker linker = new Linker(engine).unknownImports(UnknownImports.DEFAULT);
        Wasi.addTo(linker);
        linked = linker.link(Module.fromBytes(engine, program.bytes()));
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public Guest instantiate() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        WasiConfig.Builder config = WasiConfig.builder()
                .args(program.commandLine())
                .input(program.inputBytes())
                .output(output);
        if (program.directory().isPresent()) {
            Program.Preopen directory = program.directory().get();
            config.readOnlyDirectory(directory.host(), directory.guest());
        }
        Store store = new Store(engine);
        Wasi.attach(store, config.build());
        return new TerraceGuest(store, linked.instantiate(store), output);
    }

    @Override
    public void close() {
        engine.close();
    }

    private record TerraceGuest(Store store, Instance instance, ByteArrayOutputStream stream) implements Guest {
        @Override
        public int start() {
            return Wasi.start(instance);
        }

        @Override
        public int call(String export, int... arguments) {
            Object[] results =
                    instance.func(export).call(Arrays.stream(arguments).boxed().toArray());
            return results.length == 0 ? 0 : (int) results[0];
        }

        @Override
        public byte[] read(int address, int length) {
            return instance.memory("memory").readBytes(address, length);
        }

        @Override
        public void write(int address, byte[] bytes) {
            instance.memory("memory").writeBytes(address, bytes);
        }

        @Override
        public byte[] output() {
            return stream.toByteArray();
        }

        @Override
        public void close() throws IOException {
            Wasi.detach(store);
            store.close();
        }
    }
}
