package dev.terrace.bench;

import com.dylibso.chicory.wasm.Parser;
import dev.terrace.core.Feature;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.types.TypeRegistry;
import dev.terrace.core.validate.ValidModule;
import dev.terrace.core.validate.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Decoding and validating a whole module, by Terrace and by Chicory. */
@State(Scope.Benchmark)
public class ModuleBenchmark {
    /** The file of the module. */
    @Param(".terrace/modules/esbuild.wasm")
    public String file;

    private byte[] bytes;

    /** Reads the file. */
    @Setup
    public void read() throws IOException {
        bytes = Files.readAllBytes(Path.of(file));
    }

    /** A module that is decoded before it is measured how it is validated. */
    @State(Scope.Benchmark)
    public static class Decoded {
        private WasmModule module;

        /** Decodes the module. */
        @Setup
        public void decode(ModuleBenchmark benchmark) {
            module = benchmark.decode();
        }
    }

    /** Decodes. */
    @Benchmark
    public WasmModule decode() {
        return BinaryDecoder.decode(bytes, Feature.WASM3);
    }

    /** Validates what has been decoded. */
    @Benchmark
    public ValidModule validate(Decoded decoded) {
        return validate(decoded.module);
    }

    /** Decodes and validates. */
    @Benchmark
    public ValidModule decodeAndValidate() {
        return validate(decode());
    }

    private static ValidModule validate(WasmModule module) {
        return Validator.validate(module, Feature.WASM3, new TypeRegistry());
    }

    /** Decodes and validates with Chicory, which does both at once. */
    @Benchmark
    public Object chicoryDecodeAndValidate() {
        return Parser.parse(bytes);
    }
}
