/**
 * The text format (specification, chapter 6): the parser from modules in text to the binary format, the parser of test
 * scripts, and the printer.
 */
package dev.terrace.core.text;
