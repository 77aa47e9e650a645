package dev.terrace.backend.x86_64.asm;

/** The address of a label, plus a number of bytes: a constant, a table of jumps, or code. */
public record LabelAddress(Label label, int offset) implements Memory {}
