/**
 * Register allocation: linear scan on SSA form, with holes in lifetimes and splitting of intervals.
 *
 * <pre>
 *   Lifetimes       where each virtual register lives, is used, and which physical registers are taken at fixed places
 *   LinearScan      gives each interval a register, or splits and spills it
 *   SplitPositions  finds the cheapest place for a split
 *   Resolver        makes the moves between split parts and along edges, and places stores to spill slots
 *   SpillSlots      gives spilled registers their slots
 *   ParallelMoves   puts moves that happen at once in an order
 *   AllocationChecker   checks a result, without knowing how it was made
 * </pre>
 *
 * <p>The method is that of Wimmer and Mössenböck, "Optimized Interval Splitting in a Linear Scan Register Allocator" (2005),
 * and Wimmer and Franz, "Linear Scan Register Allocation on SSA Form" (2010).
 */
package dev.terrace.tier2.regalloc;
