package dev.terrace.core.module;

import dev.terrace.core.types.ExternType;

/**
 * Something that a module wants to be given (specification, section 2.5.10).
 *
 * @param module the first part of its name
 * @param name the second part of its name
 * @param type what it must be
 */
public record Import(String module, String name, ExternType type) {}
