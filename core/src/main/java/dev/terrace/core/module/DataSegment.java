package dev.terrace.core.module;

/**
 * Bytes to be copied into a memory (specification, section 2.5.8).
 *
 * @param mode when it is copied
 * @param memory the memory of an active segment
 * @param offset the address in that memory; null unless active
 * @param start the offset in the module's bytes of the segment's first byte
 * @param length how many bytes there are
 */
public record DataSegment(SegmentMode mode, int memory, ConstExpr offset, int start, int length) {}
