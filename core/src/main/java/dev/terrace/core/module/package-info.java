/**
 * A module as it was decoded (specification, section 2.5): its syntax, before any rule has been checked. Function bodies
 * and constant expressions stay bytes; {@link dev.terrace.core.binary.InstructionReader} walks them.
 */
package dev.terrace.core.module;
