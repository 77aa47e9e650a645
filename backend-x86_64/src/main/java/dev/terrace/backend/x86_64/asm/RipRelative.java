package dev.terrace.backend.x86_64.asm;

/**
 * The address a number of bytes above the end of the instruction (Intel SDM volume 2, section 2.2.1.6). It is what a
 * {@link LabelAddress} becomes, and what the decoder finds.
 */
public record RipRelative(int displacement) implements Memory {}
