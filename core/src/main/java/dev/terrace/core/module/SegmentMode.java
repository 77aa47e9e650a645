package dev.terrace.core.module;

/** When a segment is copied to its memory or table (specification, sections 2.5.7 and 2.5.8). */
public enum SegmentMode {
    /** At instantiation, to a given place. */
    ACTIVE,
    /** When an instruction says so. */
    PASSIVE,
    /** Never: an element segment that only declares which functions may be referred to. */
    DECLARATIVE
}
