package dev.terrace.backend.x86_64.asm;

/** The address of a symbol, which must be within 2 GiB: a word outside the code, to be read or jumped through. */
public record SymbolAddress(Symbol symbol) implements Memory {}
