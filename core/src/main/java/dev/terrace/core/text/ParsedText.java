package dev.terrace.core.text;

/**
 * A module that was written as text, assembled to the binary format. It has been parsed, not validated.
 *
 * @param name the module's identifier without its {@code $}, or null
 * @param binary the binary module; its name section holds the identifiers of the text
 * @param map leads from offsets in the binary module to lines and columns of the text
 */
public record ParsedText(String name, byte[] binary, SourceMap map) {}
