package dev.terrace.core.text;

import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.ArrayType;
import dev.terrace.core.types.CompType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ExternType;
import dev.terrace.core.types.FieldType;
import dev.terrace.core.types.FuncExternType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.StorageType;
import dev.terrace.core.types.StructType;
import dev.terrace.core.types.SubType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.types.TagType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.ValType;
import java.util.List;
import java.util.function.IntFunction;

/** Writes a module's types in the text format (specification, section 6.5), with its identifiers. */
final class TypePrinter {
    private final Identifiers ids;

    TypePrinter(Identifiers ids) {
        this.ids = ids;
    }

    String storage(StorageType type) {
        return type instanceof RefType ref ? reference(ref) : type.toString();
    }

    String reference(RefType type) {
        if (type.heap() instanceof AbsHeapType) {
            return type.toString();
        }
        return "(ref " + (type.nullable() ? "null " : "") + heap(type.heap()) + ")";
    }

    String heap(HeapType type) {
        return switch (type) {
            case TypeIndex(int index) -> ids.types().use(index);
            case AbsHeapType abs -> abs.toString();
            case DefType _ -> throw new IllegalArgumentException("not a type of a decoded module: " + type);
        };
    }

    /** Returns the definition with an index, without its surrounding {@code (type ...)}. */
    String definition(SubType type, int index) {
        String comp = comp(type.comp(), index);
        if (type.isFinal() && type.supers().isEmpty()) {
            return comp;
        }
        StringBuilder out = new StringBuilder("(sub ");
        if (type.isFinal()) {
            out.append("final ");
        }
        for (HeapType parent : type.supers()) {
            out.append(heap(parent)).append(' ');
        }
        return out.append(comp).append(')').toString();
    }

    private String comp(CompType type, int index) {
        return switch (type) {
            case FuncType function -> "(func" + signature(function, null) + ")";
            case ArrayType(FieldType element) -> "(array " + field(element) + ")";
            case StructType(List<FieldType> fields) -> {
                Identifiers.Space names = ids.fields(index);
                yield "(struct" + list("field", fields.size(), names, 0, i -> field(fields.get(i))) + ")";
            }
        };
    }

    private String field(FieldType field) {
        String storage = storage(field.storage());
        return field.mutable() ? "(mut " + storage + ")" : storage;
    }

    /**
     * Returns a use of a function type, by index and written out.
     *
     * @param parameters the names of the parameters, or null
     */
    String use(int index, Identifiers.Space parameters) {
        String number = "(type " + ids.types().use(index) + ")";
        return ids.definition(index) instanceof FuncType function ? number + signature(function, parameters) : number;
    }

    private String signature(FuncType type, Identifiers.Space parameters) {
        List<ValType> params = type.params();
        return list("param", params.size(), parameters, 0, i -> storage(params.get(i))) + results(type.results());
    }

    /** Returns {@code " (result t...)"}, or nothing for no types. */
    String results(List<ValType> types) {
        return list("result", types.size(), null, 0, i -> storage(types.get(i)));
    }

    /**
     * Returns {@code " (keyword t t...)"} for the types of consecutive things, but a parenthesis of its own for each that
     * has a name. Their indices count from {@code first}.
     */
    private static String list(
            String keyword, int count, Identifiers.Space names, int first, IntFunction<String> text) {
        StringBuilder out = new StringBuilder();
        boolean open = false;
        for (int i = 0; i < count; i++) {
            boolean named = names != null && names.hasBinding(first + i);
            if (named && open) {
                out.append(')');
                open = false;
            }
            if (!open) {
                out.append(" (").append(keyword);
            }
            out.append(named ? names.binding(first + i) : "").append(' ').append(text.apply(i));
            open = !named;
            if (named) {
                out.append(')');
            }
        }
        return out.append(open ? ")" : "").toString();
    }

    /** Returns the declarations of a function's locals, of which {@code first} parameters come before. */
    String locals(List<ValType> types, int first, Identifiers.Space names) {
        return list("local", types.size(), names, first, i -> storage(types.get(i)));
    }

    /** Returns what follows the keyword, and the binding, of an external. */
    String external(ExternType type) {
        return switch (type) {
            case FuncExternType(TypeIndex(int index)) -> use(index, null);
            case TagType(TypeIndex(int index)) -> use(index, null);
            case FuncExternType _, TagType _ ->
                throw new IllegalArgumentException("not a type of a decoded module: " + type);
            case GlobalType global -> field(new FieldType(global.value(), global.mutable()));
            case TableType table ->
                address(table.address().toString()) + table.limits() + " " + reference(table.element());
            case MemoryType memory -> memory(memory);
        };
    }

    private static String address(String type) {
        return type.equals("i32") ? "" : type + " ";
    }

    private static String memory(MemoryType type) {
        return address(type.address().toString())
                + type.limits()
                + (type.shared() ? " shared" : "")
                + (type.pageSizeLog2() == MemoryType.DEFAULT_PAGE_SIZE_LOG2
                        ? ""
                        : " (pagesize " + Long.toUnsignedString(1L << type.pageSizeLog2()) + ")");
    }
}
