package dev.terrace.core.module;

/**
 * A section that the specification gives no meaning (section 5.5.3).
 *
 * @param name its name
 * @param after the number of the last non-custom section before it, 0 if there is none: where it stands in the module
 * @param start the offset in the module's bytes of what follows the name
 * @param length how many bytes follow the name
 */
public record CustomSection(String name, int after, int start, int length) {}
