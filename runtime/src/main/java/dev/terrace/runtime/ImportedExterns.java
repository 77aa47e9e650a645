package dev.terrace.runtime;

/**
 * What an instance imports, by kind, in the order of the imports. Where an element is null, every instance gets a new one
 * of the declared type, which is zero, null or empty; functions are never null.
 *
 * @param functions the functions
 * @param tables the tables
 * @param memories the memories
 * @param globals the globals
 * @param tags the tags
 */
public record ImportedExterns(
        FunctionInstance[] functions,
        TableInstance[] tables,
        LinearMemory[] memories,
        GlobalInstance[] globals,
        TagInstance[] tags) {}
