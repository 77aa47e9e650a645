/// JMH benchmarks: how fast modules are decoded and validated, and how fast each tier runs a set of kernels, with
/// other runtimes for the JVM measured in the same run for comparison.
package dev.terrace.bench;
