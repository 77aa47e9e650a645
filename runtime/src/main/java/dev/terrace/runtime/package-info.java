/// What runs under the embedding API: instances and their memories, tables, globals and objects, traps, limits, and
/// the tier controller that decides which function is executed by which tier.
///
/// Tiers are found with [java.util.ServiceLoader] through the interface that this package defines, so that a build
/// without a tier lacks that tier and nothing else. Applications use [dev.terrace] instead; this package may change
/// with any version.
package dev.terrace.runtime;
