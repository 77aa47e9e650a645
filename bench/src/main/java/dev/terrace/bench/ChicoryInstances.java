package dev.terrace.bench;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.List;

/** Instances of Chicory with its compiler. It has no stores, and an instance is garbage when nobody refers to it. */
final class ChicoryInstances implements InstanceMaker {
    private final Instance.Builder builder;

    ChicoryInstances(InstanceModule module) {
        ImportValues.Builder imports = ImportValues.builder();
        FunctionType type = FunctionType.of(List.of(ValType.I32, ValType.I32), List.of(ValType.I32));
        for (int i = 0; i < module.imports(); i++) {
            ImportFunction function = new HostFunction(
                    "host", "f" + i, type, (_, arguments) -> new long[] {(int) arguments[0] + (int) arguments[1]});
            imports.addFunction(function);
        }
        this.builder =
                new ChicoryPeer(true).prepare(Parser.parse(module.bytes())).withImportValues(imports.build());
    }

    @Override
    public void instantiate() {
        builder.build();
    }

    @Override
    public void instantiateAndCall() {
        builder.build().export("touch").apply();
    }

    @Override
    public void close() {}
}
