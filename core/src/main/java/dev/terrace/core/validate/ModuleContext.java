package dev.terrace.core.validate;

import dev.terrace.core.FeatureGate;
import dev.terrace.core.InvalidException;
import dev.terrace.core.MalformedException;
import dev.terrace.core.Position;
import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What instructions are validated against (specification, section 3.1.1): the module's index spaces, and the one reader
 * that walks its instructions, whose place goes into every error.
 */
final class ModuleContext {
    final WasmModule module;
    final FeatureGate gate;
    final InstructionReader in;
    final ModuleTypes types;
    final TypeCodes codes;

    /** The type indices of all functions and tags. */
    final List<Integer> functions = new ArrayList<>();

    final List<Integer> tags = new ArrayList<>();
    final List<TableType> tables = new ArrayList<>();

    /** The tables that some instruction may change. */
    final BitSet changedTables = new BitSet();

    final List<MemoryType> memories = new ArrayList<>();
    final List<GlobalType> globals = new ArrayList<>();
    final List<RefType> elements = new ArrayList<>();

    /** The functions that occur outside of bodies: what {@code ref.func} in a body may refer to. */
    final BitSet declared = new BitSet();

    ModuleContext(WasmModule module, FeatureGate gate, List<DefType> types) {
        this.module = module;
        this.gate = gate;
        this.in = new InstructionReader(module.bytes(), 0, 0);
        this.types = new ModuleTypes(types, this);
        this.codes = this.types.codes;
    }

    /** Makes an offset the place of problems, until the next instruction is read. */
    void at(int offset) {
        in.window(offset, offset);
    }

    /** Returns the exception for a problem of the instruction that was read last. */
    InvalidException invalid(String problem) {
        return new InvalidException(problem, new Position.Binary(in.offset()));
    }

    /** Returns the exception for bytes that cannot stand where the instruction that was read last stands. */
    MalformedException malformed(String problem) {
        return malformed(problem, in.offset());
    }

    MalformedException malformed(String problem, int offset) {
        return new MalformedException(problem, new Position.Binary(offset));
    }

    /** Returns the type index of a function. */
    int function(int index) {
        return get(functions, index, "function");
    }

    /** Returns the type index of a tag. */
    int tag(int index) {
        return get(tags, index, "tag");
    }

    TableType table(int index) {
        return get(tables, index, "table");
    }

    /** Returns the type of a table that the instruction may change. */
    TableType changedTable(int index) {
        TableType table = table(index);
        changedTables.set(index);
        return table;
    }

    MemoryType memory(int index) {
        return get(memories, index, "memory");
    }

    GlobalType global(int index) {
        return get(globals, index, "global");
    }

    /** Returns the type of an element segment. */
    RefType element(int index) {
        return get(elements, index, "elem segment");
    }

    /** Checks that there is a data segment, and that the data count section said so before the code. */
    void requireData(int index) {
        if (index < 0 || index >= module.data().size()) {
            throw unknown("data segment", index);
        }
        if (module.dataCount() < 0) {
            throw malformed("data count section required");
        }
    }

    private <T> T get(List<T> space, int index, String kind) {
        if (index < 0 || index >= space.size()) {
            throw unknown(kind, index);
        }
        return space.get(index);
    }

    InvalidException unknown(String kind, int index) {
        return invalid("unknown " + kind + " " + Integer.toUnsignedString(index));
    }
}
