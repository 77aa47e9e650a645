package dev.terrace.core.module;

import java.util.Map;

/**
 * What the custom section "name" says (specification, appendix, and the extended-name-section proposal). A malformed
 * name section is no error: what could be read before the fault is kept.
 *
 * @param module the module's name, or null
 * @param functions names by function index
 * @param locals names by local index, by function index
 * @param labels names by label number in the order of the blocks' beginnings, by function index
 * @param types names by type index
 * @param tables names by table index
 * @param memories names by memory index
 * @param globals names by global index
 * @param elements names by element segment index
 * @param data names by data segment index
 * @param fields names by field index, by type index
 * @param tags names by tag index
 */
public record NameSection(
        String module,
        Map<Integer, String> functions,
        Map<Integer, Map<Integer, String>> locals,
        Map<Integer, Map<Integer, String>> labels,
        Map<Integer, String> types,
        Map<Integer, String> tables,
        Map<Integer, String> memories,
        Map<Integer, String> globals,
        Map<Integer, String> elements,
        Map<Integer, String> data,
        Map<Integer, Map<Integer, String>> fields,
        Map<Integer, String> tags) {

    /** No names at all. */
    public static final NameSection EMPTY = new NameSection(
            null, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
            Map.of());
}
