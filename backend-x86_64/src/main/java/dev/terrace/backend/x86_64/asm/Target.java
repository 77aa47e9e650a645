package dev.terrace.backend.x86_64.asm;

/** Where a jump or a call goes to. */
public sealed interface Target extends Operand permits Label, Symbol, Relative {}
