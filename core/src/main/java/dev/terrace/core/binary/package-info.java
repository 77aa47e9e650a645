/**
 * The binary format (specification, chapter 5): readers of bytes, instructions, types and whole modules, and the writer
 * that the text format's parser uses.
 */
package dev.terrace.core.binary;
