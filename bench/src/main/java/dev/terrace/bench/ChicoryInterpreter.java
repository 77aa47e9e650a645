package dev.terrace.bench;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.ValType;
import dev.terrace.core.Feature;

/** Chicory's interpreter. */
record ChicoryInterpreter() implements Peer {

    @Override
    public String name() {
        return "chicory-interp";
    }

    /** Of Chicory's release in Maven Central, the interpreter has no SIMD: the module that adds it is not published. */
    @Override
    public boolean runs(Kernel kernel) {
        return !kernel.features().contains(Feature.SIMD);
    }

    @Override
    public LoadedKernel load(Kernel kernel) {
        Instance instance = Instance.builder(Parser.parse(kernel.bytes())).build();
        ExportFunction function = instance.export(kernel.export());
        boolean narrow =
                instance.exportType(kernel.export()).returns().getFirst().equals(ValType.I32);
        return argument -> {
            long result = function.apply(argument)[0];
            return narrow ? (int) result : result;
        };
    }
}
