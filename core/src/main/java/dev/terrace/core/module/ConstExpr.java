package dev.terrace.core.module;

/**
 * A constant expression: instructions that end with {@code end} (specification, section 2.5.4).
 *
 * @param start the offset in the module's bytes of the first instruction
 * @param end the offset behind the final {@code end}
 */
public record ConstExpr(int start, int end) {}
