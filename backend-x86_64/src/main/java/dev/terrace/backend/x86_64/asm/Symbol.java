package dev.terrace.backend.x86_64.asm;

/**
 * An address outside the code that is known when the code is installed: a function, a stub, an object. It can be the
 * target of a jump or call, which must then be within 2 GiB, a 64-bit immediate, or a constant in memory.
 *
 * @param id the number that whoever assembles gives it
 */
public record Symbol(int id) implements Target {}
