package dev.terrace.core.validate;

import dev.terrace.core.module.WasmModule;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ExternType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;
import java.util.BitSet;
import java.util.List;

/**
 * A module that has passed validation, with canonical types. Unlike in {@link WasmModule}, lists cover whole index
 * spaces: imports first, then definitions.
 *
 * @param module the module as decoded
 * @param types the type section, one canonical definition an index
 * @param importTypes the types of the imports, canonical, in order
 * @param functions the types of all functions
 * @param tables the types of all tables
 * @param memories the types of all memories
 * @param globals the types of all globals
 * @param tags the types of all tags; each defines a function type
 * @param elements the types of the element segments
 * @param info what validation found out about the functions that the module defines, in the order of their bodies
 * @param changedTables the tables that some instruction of the module may change; not to be modified
 */
public record ValidModule(
        WasmModule module,
        List<DefType> types,
        List<ExternType> importTypes,
        List<DefType> functions,
        List<TableType> tables,
        List<MemoryType> memories,
        List<GlobalType> globals,
        List<DefType> tags,
        List<RefType> elements,
        List<FunctionInfo> info,
        BitSet changedTables) {

    /** Returns how many functions are imported: the index of the first one defined. */
    public int importedFunctions() {
        return functions.size() - info.size();
    }
}
