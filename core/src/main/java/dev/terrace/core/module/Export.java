package dev.terrace.core.module;

import dev.terrace.core.types.ExternKind;

/**
 * Something that a module gives away (specification, section 2.5.9).
 *
 * @param name its name
 * @param kind what it is
 * @param index which one, in the index space of its kind
 */
public record Export(String name, ExternKind kind, int index) {}
