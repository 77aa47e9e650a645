package dev.terrace.runtime;

/** A function that a module defines, in one instance of it. */
public final class WasmFunction extends FunctionInstance {
    private final ModuleInstance instance;
    private final FunctionCode code;

    WasmFunction(ModuleInstance instance, FunctionCode code) {
        super(code.info().type());
        this.instance = instance;
        this.code = code;
    }

    /** Returns the instance that the function runs in. */
    public ModuleInstance instance() {
        return instance;
    }

    /** Returns the function's code, which all instances of its module share. */
    public FunctionCode code() {
        return code;
    }

    @Override
    public void call(ModuleInstance caller, ExecutionStack stack, int base) {
        FunctionInstance next = code.entry().enter(this, stack, base);
        if (next != null) {
            continueWith(next, instance, stack, base);
        }
    }

    @Override
    public String toString() {
        return code + " " + type().comp();
    }
}
