package dev.terrace.core.module;

import dev.terrace.core.types.ExternKind;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RecType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.types.TagType;
import java.util.List;

/**
 * A decoded module (specification, section 2.5.1). Index spaces start with the imports of their kind; the lists here hold
 * only what the module itself defines.
 *
 * @param bytes the binary form; every range in here counts from its start. It must not be changed.
 * @param types the type section, by recursion groups
 * @param imports the imports, in order
 * @param functions the types of the functions defined, as indices into the type section
 * @param tables the tables defined
 * @param memories the memories defined
 * @param tags the tags defined
 * @param globals the globals defined
 * @param exports the exports, in order
 * @param start the function to run at instantiation, or -1
 * @param elements the element segments
 * @param dataCount the number of data segments that the data count section announces, or -1 without one
 * @param bodies the bodies of the functions defined
 * @param data the data segments
 * @param customs the custom sections, in order
 * @param names what the name section says
 * @param offsets where the items of the sections begin
 */
public record WasmModule(
        byte[] bytes,
        List<RecType> types,
        List<Import> imports,
        List<Integer> functions,
        List<TableDefinition> tables,
        List<MemoryType> memories,
        List<TagType> tags,
        List<GlobalDefinition> globals,
        List<Export> exports,
        int start,
        List<ElementSegment> elements,
        int dataCount,
        List<FunctionBody> bodies,
        List<DataSegment> data,
        List<CustomSection> customs,
        NameSection names,
        ItemOffsets offsets) {

    /** Returns how many imports of a kind there are: the index of the first definition of that kind. */
    public int importCount(ExternKind kind) {
        int count = 0;
        for (Import imported : imports) {
            if (imported.type().kind() == kind) {
                count++;
            }
        }
        return count;
    }

    /**
     * A table that the module defines.
     *
     * @param type its type
     * @param init the first value of every element, or null if that is the null reference
     */
    public record TableDefinition(TableType type, ConstExpr init) {}

    /**
     * A global that the module defines.
     *
     * @param type its type
     * @param init its first value
     */
    public record GlobalDefinition(GlobalType type, ConstExpr init) {}
}
