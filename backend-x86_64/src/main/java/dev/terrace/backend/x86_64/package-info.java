/// The tier 2 backend for x86-64: [X86Backend][dev.terrace.backend.x86_64.X86Backend].
///
/// ```
///   Function (SSA)
///     | lower    chooses instructions, for virtual registers
///   MachineFunction
///     |          the register allocator of tier 2
///   Allocation
///     | code     frames, moves, jumps, what is known about places in the code
///     | asm      bytes
///   MachineCode
/// ```
///
/// The stubs between Java and compiled code are made by
/// [X86StubCompiler][dev.terrace.backend.x86_64.X86StubCompiler].
package dev.terrace.backend.x86_64;
