package dev.terrace.backend.x86_64.asm;

/** A place in memory. How many bytes of it are used is said by the instruction's row in the table. */
public sealed interface Memory extends Operand permits Address, RipRelative, LabelAddress, SymbolAddress {}
