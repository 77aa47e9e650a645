package dev.terrace.core.types;

/** What a reference points to (specification, section 2.3.3): an abstract class of things, or a defined type. */
public sealed interface HeapType permits AbsHeapType, TypeIndex, DefType {}
