package dev.terrace.tier1;

import dev.terrace.core.binary.InstructionReader;
import dev.terrace.core.module.ElementSegment;
import dev.terrace.core.module.Export;
import dev.terrace.core.module.SegmentMode;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.opcode.Opcode;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ExternKind;
import dev.terrace.core.types.TableType;
import dev.terrace.core.validate.ValidModule;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tables of a module that nobody can change: it defines them, does not export them, and has no instruction that would.
 * What compilers make of C's function pointers is one of these. They hold what the active element segments say, so a call
 * through such a table can choose among functions that are known.
 */
final class ConstantTables {
    private static final int NULL = -1;
    private static final int[] UNKNOWN = {};

    private final ValidModule valid;

    /** The functions in each table by their indices in it; null if it has not been asked for. */
    private final int[][] contents;

    ConstantTables(ValidModule valid) {
        this.valid = valid;
        this.contents = new int[valid.tables().size()][];
    }

    /**
     * Returns the functions of a type in a table, by their indices in it: none if the table can change, if there are more
     * than a number of them, or if one of them is imported.
     */
    SortedMap<Integer, Integer> functions(int table, DefType type, int most) {
        SortedMap<Integer, Integer> found = new TreeMap<>();
        int[] functions = contents(table);
        for (int i = 0; i < functions.length; i++) {
            int function = functions[i];
            if (function != NULL && valid.functions().get(function).isSubtypeOf(type)) {
                found.put(i, function);
                if (found.size() > most || function < valid.importedFunctions()) {
                    return new TreeMap<>();
                }
            }
        }
        return found;
    }

    private synchronized int[] contents(int table) {
        if (contents[table] == null) {
            contents[table] = read(table);
        }
        return contents[table];
    }

    private boolean isExported(int table) {
        for (Export export : valid.module().exports()) {
            if (export.kind() == ExternKind.TABLE && export.index() == table) {
                return true;
            }
        }
        return false;
    }

    private int[] read(int table) {
        WasmModule module = valid.module();
        TableType type = valid.tables().get(table);
        int defined = table - (valid.tables().size() - module.tables().size());
        boolean known = defined >= 0
                && type.address() == AddressType.I32
                && module.tables().get(defined).init() == null
                && !valid.changedTables().get(table)
                && !isExported(table);
        if (!known) {
            return UNKNOWN;
        }
        int[] functions = {};
        for (ElementSegment segment : module.elements()) {
            if (segment.mode() != SegmentMode.ACTIVE || segment.table() != table) {
                continue;
            }
            InstructionReader in = new InstructionReader(
                    module.bytes(), segment.offset().start(), segment.offset().end());
            Opcode op = in.next();
            long start = in.value();
            if (op != Opcode.I32_CONST || in.next() != Opcode.END || segment.functions() == null) {
                return UNKNOWN;
            }
            long end = (start & 0xFFFF_FFFFL) + segment.size();
            if (end > type.limits().min()) {
                // The module cannot be instantiated.
                return UNKNOWN;
            }
            if (end > functions.length) {
                int before = functions.length;
                functions = Arrays.copyOf(functions, (int) end);
                Arrays.fill(functions, before, (int) end, NULL);
            }
            for (int i = 0; i < segment.size(); i++) {
                functions[(int) start + i] = segment.functions().get(i);
            }
        }
        return functions;
    }
}
