package dev.terrace.bench;

import org.openjdk.jmh.annotations.Fork;

/**
 * A benchmark that runs with a heap of one size that was touched before. Otherwise code that allocates much is given memory
 * again and again that the system has to find first, and on a virtual machine that can take longer than all else, or not.
 */
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
public abstract class SteadyHeapBenchmark {}
