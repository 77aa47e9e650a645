package dev.terrace.bench;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Instances of Wasmtime, a native runtime, through its C API. The five calls of that API for an instance take some 50 ns
 * together from Java.
 */
final class WasmtimeInstances implements InstanceMaker {
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    /** More than a {@code wasmtime_instance_t}, {@code wasmtime_extern_t} or {@code wasmtime_func_t} takes. */
    private static final long STRUCT_BYTES = 64;

    /** Where the value of a {@code wasmtime_extern_t} begins. */
    private static final long EXTERN_VALUE = 8;

    private static final byte KIND_I32 = 0;

    /** What the pool restores instead of giving it back: of the sizes tried, the one with the best figures. */
    private static final long KEPT_RESIDENT = 64 << 10;

    /** What each thread passes results in: the instance, the export, and a trap. */
    private static final ThreadLocal<MemorySegment> SCRATCH =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(3 * STRUCT_BYTES, Long.BYTES));

    private final Arena arena = Arena.ofShared();
    private final Api api;
    private final MemorySegment engine;
    private final MemorySegment linker;
    private final MemorySegment module;
    private final MemorySegment prepared;
    private final MemorySegment exportName;

    WasmtimeInstances(InstanceModule module, boolean pooled) {
        this.api = new Api(SymbolLookup.libraryLookup(library(), Arena.global()));
        try {
            MemorySegment config =
                    (MemorySegment) api.find("wasm_config_new", POINTER).invoke();
            if (pooled) {
                MemorySegment pool = (MemorySegment) api.find("wasmtime_pooling_allocation_config_new", POINTER)
                        .invoke();
                api.find(
                                "wasmtime_pooling_allocation_config_linear_memory_keep_resident_set",
                                null,
                                POINTER,
                                ValueLayout.JAVA_LONG)
                        .invoke(pool, KEPT_RESIDENT);
                api.find("wasmtime_pooling_allocation_strategy_set", null, POINTER, POINTER)
                        .invoke(config, pool);
            }
            this.engine = (MemorySegment)
                    api.find("wasm_engine_new_with_config", POINTER, POINTER).invoke(config);
            this.module = load(module);
            this.linker = (MemorySegment)
                    api.find("wasmtime_linker_new", POINTER, POINTER).invoke(engine);
            define(module.imports());
            MemorySegment out = arena.allocate(POINTER);
            require((MemorySegment) api.find("wasmtime_linker_instantiate_pre", POINTER, POINTER, POINTER, POINTER)
                    .invoke(linker, this.module, out));
            this.prepared = out.get(POINTER, 0);
            this.exportName = arena.allocateFrom("touch");
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** The functions of the C API that are called over and over, and a way to find the others. */
    private static final class Api {
        private final SymbolLookup library;
        private final MethodHandle newStore;
        private final MethodHandle context;
        private final MethodHandle instantiate;
        private final MethodHandle export;
        private final MethodHandle call;
        private final MethodHandle deleteStore;

        Api(SymbolLookup library) {
            this.library = library;
            this.newStore = find("wasmtime_store_new", POINTER, POINTER, POINTER, POINTER);
            this.context = find("wasmtime_store_context", POINTER, POINTER);
            this.instantiate = find("wasmtime_instance_pre_instantiate", POINTER, POINTER, POINTER, POINTER, POINTER);
            this.export = find(
                    "wasmtime_instance_export_get",
                    ValueLayout.JAVA_BOOLEAN,
                    POINTER,
                    POINTER,
                    POINTER,
                    ValueLayout.JAVA_LONG,
                    POINTER);
            this.call = find(
                    "wasmtime_func_call_unchecked", POINTER, POINTER, POINTER, POINTER, ValueLayout.JAVA_LONG, POINTER);
            this.deleteStore = find("wasmtime_store_delete", null, POINTER);
        }

        /** Returns a function of the library; its result is null if it has none. */
        MethodHandle find(String name, MemoryLayout result, MemoryLayout... parameters) {
            FunctionDescriptor type =
                    result == null ? FunctionDescriptor.ofVoid(parameters) : FunctionDescriptor.of(result, parameters);
            return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
        }
    }

    /** Returns whether the library is there: see {@code bench/fetch-wasmtime.sh}. */
    static boolean isAvailable() {
        return Files.isReadable(library());
    }

    private static Path library() {
        return Repository.root().resolve(".terrace/wasmtime/libwasmtime.so");
    }

    private MemorySegment load(InstanceModule module) throws Throwable {
        byte[] bytes = module.bytes();
        MemorySegment wasm = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
        MemorySegment out = arena.allocate(POINTER);
        require((MemorySegment)
                api.find("wasmtime_module_new", POINTER, POINTER, POINTER, ValueLayout.JAVA_LONG, POINTER)
                        .invoke(engine, wasm, (long) bytes.length, out));
        return out.get(POINTER, 0);
    }

    private void define(int imports) throws Throwable {
        MethodHandle define = api.find(
                "wasmtime_linker_define_func_unchecked",
                POINTER,
                POINTER,
                POINTER,
                ValueLayout.JAVA_LONG,
                POINTER,
                ValueLayout.JAVA_LONG,
                POINTER,
                POINTER,
                POINTER,
                POINTER);
        // A function that does nothing and returns zero, which means no trap: calls into Java would be measured
        // instead.
        MemorySegment nothing = Linker.nativeLinker().defaultLookup().findOrThrow("pthread_mutexattr_destroy");
        MemorySegment host = arena.allocateFrom("host");
        MethodHandle newType = api.find("wasm_functype_new", POINTER, POINTER, POINTER);
        for (int i = 0; i < imports; i++) {
            String name = "f" + i;
            MemorySegment type = (MemorySegment) newType.invoke(types(2), types(1));
            require((MemorySegment) define.invoke(
                    linker,
                    host,
                    host.byteSize() - 1,
                    arena.allocateFrom(name),
                    (long) name.length(),
                    type,
                    nothing,
                    MemorySegment.NULL,
                    MemorySegment.NULL));
        }
    }

    /** Returns a {@code wasm_valtype_vec_t} of some i32. */
    private MemorySegment types(int count) throws Throwable {
        MethodHandle newType = api.find("wasm_valtype_new", POINTER, ValueLayout.JAVA_BYTE);
        MemorySegment types = arena.allocate(POINTER, count);
        for (int i = 0; i < count; i++) {
            types.setAtIndex(POINTER, i, (MemorySegment) newType.invoke(KIND_I32));
        }
        MemorySegment vector = arena.allocate(2L * Long.BYTES, Long.BYTES);
        api.find("wasm_valtype_vec_new", null, POINTER, ValueLayout.JAVA_LONG, POINTER)
                .invoke(vector, (long) count, types);
        return vector;
    }

    private static void require(MemorySegment error) {
        if (error.address() != 0) {
            throw new IllegalStateException("Wasmtime reports an error");
        }
    }

    private static RuntimeException unexpected(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> throw new AssertionError(thrown);
        };
    }

    private MemorySegment instantiate(MemorySegment store, MemorySegment scratch) throws Throwable {
        MemorySegment context = (MemorySegment) api.context.invokeExact(store);
        require((MemorySegment) api.instantiate.invokeExact(
                prepared, context, scratch, scratch.asSlice(2 * STRUCT_BYTES, STRUCT_BYTES)));
        return context;
    }

    private MemorySegment newStore() throws Throwable {
        return (MemorySegment) api.newStore.invokeExact(engine, MemorySegment.NULL, MemorySegment.NULL);
    }

    @Override
    public void instantiate() {
        try {
            MemorySegment store = newStore();
            instantiate(store, SCRATCH.get());
            api.deleteStore.invokeExact(store);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public void instantiateAndCall() {
        try {
            MemorySegment scratch = SCRATCH.get();
            MemorySegment store = newStore();
            MemorySegment context = instantiate(store, scratch);
            MemorySegment export = scratch.asSlice(STRUCT_BYTES, STRUCT_BYTES);
            if (!(boolean) api.export.invokeExact(context, scratch, exportName, exportName.byteSize() - 1, export)) {
                throw new IllegalStateException("the module has no export");
            }
            require((MemorySegment) api.call.invokeExact(
                    context,
                    export.asSlice(EXTERN_VALUE),
                    MemorySegment.NULL,
                    0L,
                    scratch.asSlice(2 * STRUCT_BYTES, STRUCT_BYTES)));
            api.deleteStore.invokeExact(store);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public void close() {
        try {
            api.find("wasmtime_instance_pre_delete", null, POINTER).invoke(prepared);
            api.find("wasmtime_linker_delete", null, POINTER).invoke(linker);
            api.find("wasmtime_module_delete", null, POINTER).invoke(module);
            api.find("wasm_engine_delete", null, POINTER).invoke(engine);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        arena.close();
    }
}
