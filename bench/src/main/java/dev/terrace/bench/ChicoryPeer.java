package dev.terrace.bench;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ValType;
import dev.terrace.core.Feature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Chicory, set up as its documentation recommends for speed on OpenJDK: with memories of byte arrays. What its compiler
 * finds too large for a method it leaves to its interpreter, which it says on stderr.
 *
 * @param compiles whether it is its compiler to JVM bytecode, at run time, or its interpreter
 */
record ChicoryPeer(boolean compiles) implements JvmPeer {

    @Override
    public String name() {
        return compiles ? "chicory-compiler" : "chicory-interp";
    }

    /** Of Chicory's release in Maven Central, nothing has SIMD: the module that adds it is not published. */
    @Override
    public boolean runs(Workload workload) {
        return !workload.features().contains(Feature.SIMD);
    }

    /** Prepares a module for instances, as many as wanted: compiles it if this is the compiler. */
    Instance.Builder prepare(WasmModule module) {
        Instance.Builder builder = Instance.builder(module).withMemoryFactory(ByteArrayMemory::new);
        return compiles ? builder.withMachineFactory(MachineFactoryCompiler.compile(module)) : builder;
    }

    @Override
    public LoadedKernel load(Kernel kernel) {
        Instance instance = prepare(Parser.parse(kernel.bytes())).build();
        ExportFunction function = instance.export(kernel.export());
        boolean narrow =
                instance.exportType(kernel.export()).returns().getFirst().equals(ValType.I32);
        return argument -> {
            long result = function.apply(argument)[0];
            return narrow ? (int) result : result;
        };
    }

    @Override
    public LoadedProgram load(Program program) {
        return new ChicoryProgram(this, program);
    }

    @Override
    public Object compile(byte[] bytes) {
        return prepare(Parser.parse(bytes));
    }

    @Override
    public List<String> command(Program program) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ChicoryCommand.class.getName(),
                name(),
                program.module().toString(),
                program.directory().map(Program.Preopen::toString).orElse("-")));
        command.addAll(program.commandLine());
        return command;
    }
}
