package dev.terrace.core.types;

/** A composite type: what a type definition describes (specification, section 2.3.10). */
public sealed interface CompType permits FuncType, StructType, ArrayType {}
