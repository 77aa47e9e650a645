/**
 * What numeric and vector instructions compute (specification, section 4.3): pure functions on {@code int}, {@code
 * long}, {@code float} and {@code double} that every tier in Java calls, so that all tiers agree on each bit.
 *
 * <ul>
 *   <li>{@link dev.terrace.runtime.numeric.Ints} and {@link dev.terrace.runtime.numeric.Floats}: scalars, where Java's
 *       own operators and library do not already mean the same;
 *   <li>{@code I8x8}, {@code I16x4}, {@code I32x2}, {@code I64x1}, {@code F32x2}, {@code F64x1}: vectors, a half of a
 *       v128 at a time. A v128 is two {@code long}s; nearly every vector instruction treats them independently, so a
 *       half is all that a function needs to take and to give, without an object or an array;
 *   <li>{@link dev.terrace.runtime.numeric.VectorOps}: the vector instructions by opcode, on slots of a frame.
 * </ul>
 */
package dev.terrace.runtime.numeric;
