/**
 * Calls of Linux, on x86-64 and AArch64. What differs between the two is behind {@link Machine}; it and the numbers come from
 * the generated bindings in {@code src/generated/java}, the functions are bound here so that their error numbers are kept.
 */
package dev.terrace.ffm.linux;
