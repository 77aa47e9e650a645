/**
 * The one table of all instructions. Decoder, validator, text parser, printer and every tier read it, so an instruction
 * is described once.
 */
package dev.terrace.core.opcode;
