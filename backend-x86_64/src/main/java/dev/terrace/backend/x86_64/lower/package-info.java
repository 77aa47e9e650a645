/// Instruction selection: from SSA to machine instructions with virtual registers.
///
/// [Lowering][dev.terrace.backend.x86_64.lower.Lowering] goes through the blocks; classes named after what they lower
/// choose the instructions.
package dev.terrace.backend.x86_64.lower;
