package dev.terrace.cli.wast;

import dev.terrace.Global;
import dev.terrace.Linker;
import dev.terrace.Memory;
import dev.terrace.Store;
import dev.terrace.Table;
import dev.terrace.core.Feature;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.types.ValType;
import java.util.List;

/**
 * The module {@code spectest} that scripts import from: functions that print (here: nowhere), globals, tables and
 * memories, as the reference interpreter defines them.
 */
final class SpecTestModule {
    private static final String NAME = "spectest";
    private static final int NUMBER = 666;
    private static final double FRACTION = 666.6;
    private static final Limits TABLE_LIMITS = Limits.of(10, 20);
    private static final Limits MEMORY_LIMITS = Limits.of(1, 2);

    private SpecTestModule() {}

    static void addTo(Linker linker, Store store) {
        print(linker, "print");
        print(linker, "print_i32", NumType.I32);
        print(linker, "print_i64", NumType.I64);
        print(linker, "print_f32", NumType.F32);
        print(linker, "print_f64", NumType.F64);
        print(linker, "print_i32_f32", NumType.I32, NumType.F32);
        print(linker, "print_f64_f64", NumType.F64, NumType.F64);
        global(linker, store, "global_i32", NumType.I32, NUMBER);
        global(linker, store, "global_i64", NumType.I64, (long) NUMBER);
        global(linker, store, "global_f32", NumType.F32, (float) FRACTION);
        global(linker, store, "global_f64", NumType.F64, FRACTION);
        table(linker, store, "table", AddressType.I32);
        table(linker, store, "table64", AddressType.I64);
        linker.define(NAME, "memory", new Memory(store, new MemoryType(MEMORY_LIMITS)));
        if (linker.engine().config().features().contains(Feature.THREADS)) {
            MemoryType shared = new MemoryType(AddressType.I32, MEMORY_LIMITS, true, MemoryType.DEFAULT_PAGE_SIZE_LOG2);
            linker.define(NAME, "shared_memory", new Memory(store, shared));
        }
    }

    private static void print(Linker linker, String name, ValType... params) {
        linker.func(NAME, name, new FuncType(List.of(params), List.of()), (caller, arguments) -> null);
    }

    private static void global(Linker linker, Store store, String name, ValType type, Object value) {
        linker.define(NAME, name, new Global(store, new GlobalType(type, false), value));
    }

    private static void table(Linker linker, Store store, String name, AddressType address) {
        linker.define(NAME, name, new Table(store, new TableType(address, TABLE_LIMITS, RefType.FUNCREF), null));
    }
}
