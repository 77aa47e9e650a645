package dev.terrace.tests.random;

import dev.terrace.core.binary.BinaryWriter;
import dev.terrace.core.binary.TypeWriter;
import dev.terrace.core.module.Section;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.NumType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes a random program as a module. */
final class ProgramEncoder {
    /** The name that the host's functions are imported from. */
    static final String HOST = "host";

    /** The global that counts how much longer the program runs. */
    static final int FUEL_GLOBAL = 0;

    /** The global that code makes a hash of its values in. */
    static final int HASH_GLOBAL = 1;

    /** The first of the program's own globals. */
    static final int FIRST_GLOBAL = 2;

    private static final int FUNC_TYPE = 0x60;
    private static final int FUNCTION = 0;
    private static final int TABLE = 1;
    private static final int MEMORY = 2;
    private static final int GLOBAL = 3;
    private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

    /** Every module may grow its tables so far. */
    private static final int TABLE_MAX = 40;

    private final Program program;
    private final BinaryWriter out = new BinaryWriter();
    private final Map<FuncType, Integer> types = new LinkedHashMap<>();

    private ProgramEncoder(Program program) {
        this.program = program;
        program.types().forEach(this::index);
    }

    /**
     * Returns a program's module.
     *
     * @throws IllegalStateException if a branch's block is missing, or the type of a call
     */
    static byte[] encode(Program program) {
        return new ProgramEncoder(program).module();
    }

    private int index(FuncType type) {
        Integer index = types.putIfAbsent(type, types.size());
        return index == null ? types.size() - 1 : index;
    }

    private byte[] module() {
        BinaryWriter code = new BinaryWriter();
        BinaryWriter imports = new BinaryWriter();
        BinaryWriter functions = new BinaryWriter();
        for (HostFunction function : HostFunction.values()) {
            imports.name(HOST);
            imports.name(function.text());
            imports.u8(FUNCTION);
            imports.u32(index(function.type()));
        }
        int tag = index(Program.TAG);
        for (Program.Function function : program.functions()) {
            functions.u32(index(function.type()));
            code.vector(new FunctionEncoder(function, this::index).encode());
        }
        out.bytes(HEADER);
        section(
                Section.TYPE,
                types.size(),
                section -> types.keySet().forEach(type -> {
                    section.u8(FUNC_TYPE);
                    TypeWriter.valTypes(section, type.params());
                    TypeWriter.valTypes(section, type.results());
                }));
        section(Section.IMPORT, HostFunction.values().length, section -> section.append(imports));
        section(Section.FUNCTION, program.functions().size(), section -> section.append(functions));
        section(Section.TABLE, 2, section -> {
            Limits limits = Limits.of(program.tableSize(), TABLE_MAX);
            TypeWriter.tableType(section, new TableType(AddressType.I32, limits, RefType.FUNCREF));
            TypeWriter.tableType(section, new TableType(AddressType.I32, limits, RefType.EXTERNREF));
        });
        section(Section.MEMORY, program.memories().size(), section -> {
            for (MemoryType memory : program.memories()) {
                TypeWriter.memoryType(section, memory);
            }
        });
        section(Section.TAG, 1, section -> {
            section.u8(0);
            section.u32(tag);
        });
        section(Section.GLOBAL, FIRST_GLOBAL + program.globals().size(), this::globals);
        exports();
        section(Section.ELEMENT, 2, section -> {
            section.u32(4); // active, in the first table, expressions
            section.u8(Opcode.I32_CONST.code());
            section.s64(0);
            section.u8(Opcode.END.code());
            elements(section);
            section.u32(5); // passive, expressions
            TypeWriter.storageType(section, RefType.FUNCREF);
            elements(section);
        });
        section(Section.DATA_COUNT, program.data().size(), _ -> {});
        section(Section.CODE, program.functions().size(), section -> section.append(code));
        section(Section.DATA, program.data().size(), section -> {
            for (byte[] data : program.data()) {
                section.u32(1); // passive
                section.vector(data);
            }
        });
        return out.toByteArray();
    }

    private void section(Section section, int count, Consumer<BinaryWriter> content) {
        BinaryWriter bytes = new BinaryWriter();
        bytes.u32(count);
        content.accept(bytes);
        out.u8(section.id());
        out.vector(bytes);
    }

    private void globals(BinaryWriter section) {
        global(section, FunctionEncoder.zero(NumType.I32));
        global(section, FunctionEncoder.zero(NumType.I64));
        program.globals().forEach(global -> global(section, global));
    }

    private void global(BinaryWriter section, Node init) {
        TypeWriter.storageType(section, init.results().getFirst());
        section.u8(1);
        section.append(FunctionEncoder.constant(init, this::index));
    }

    private void exports() {
        int count = program.functions().size()
                + program.memories().size()
                + program.globals().size()
                + 4;
        section(Section.EXPORT, count, section -> {
            exports(section, "f", FUNCTION, HostFunction.values().length, program.functions());
            exports(section, "m", MEMORY, 0, program.memories());
            exports(section, "g", GLOBAL, FIRST_GLOBAL, program.globals());
            exports(section, "t", TABLE, 0, List.of(RefType.FUNCREF, RefType.EXTERNREF));
            export(section, "fuel", GLOBAL, FUEL_GLOBAL);
            export(section, "hash", GLOBAL, HASH_GLOBAL);
        });
    }

    private static void exports(BinaryWriter section, String prefix, int kind, int first, List<?> items) {
        for (int i = 0; i < items.size(); i++) {
            export(section, prefix + i, kind, first + i);
        }
    }

    private static void export(BinaryWriter section, String name, int kind, int index) {
        section.name(name);
        section.u8(kind);
        section.u32(index);
    }

    private void elements(BinaryWriter section) {
        section.u32(program.elements().size());
        for (int function : program.elements()) {
            if (function < 0) {
                section.u8(Opcode.REF_NULL.code());
                section.u8(AbsHeapType.FUNC.code());
            } else {
                section.u8(Opcode.REF_FUNC.code());
                section.u32(HostFunction.values().length + function);
            }
            section.u8(Opcode.END.code());
        }
    }
}
