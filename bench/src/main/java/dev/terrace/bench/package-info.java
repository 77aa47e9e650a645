/// JMH benchmarks: how fast modules are decoded and validated, how fast each tier runs a set of kernels, and what calls
/// cost, with other runtimes for the JVM measured in the same run for comparison.
///
/// [dev.terrace.bench.Main] runs a group of benchmarks and prints a report of it; `bench/run.sh` builds and starts it.
/// The `...Benchmark` classes are what JMH runs, each in a JVM of its own. The `...Report` classes say which of them
/// are run, and make a table of what they measured.
package dev.terrace.bench;
