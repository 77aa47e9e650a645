/// Tier 0: the interpreter. It runs every function at first, needs no compilation but a fast translation of the
/// function body into a compact internal code, and counts calls and loop iterations so that the tier controller can
/// promote what is hot.
package dev.terrace.tier0;
