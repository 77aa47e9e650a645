package dev.terrace.core.types;

/** The type of something that a module imports or exports (specification, section 2.3.16). */
public sealed interface ExternType permits FuncExternType, TableType, MemoryType, GlobalType, TagType {

    /** Returns which kind of external this is the type of. */
    ExternKind kind();
}
