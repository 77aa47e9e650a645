package dev.terrace.runtime;

/** Code of a tier that the host can call without slots of a stack: see {@link Tier#directCall}. */
public interface DirectCode extends CompiledFunction {}
