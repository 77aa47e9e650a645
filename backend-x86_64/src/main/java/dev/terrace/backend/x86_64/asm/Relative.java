package dev.terrace.backend.x86_64.asm;

/**
 * The code a number of bytes above the end of the jump or call. It is what a {@link Label} becomes, and what the decoder
 * finds.
 */
public record Relative(int displacement) implements Target {}
