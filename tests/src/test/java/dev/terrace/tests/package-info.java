/// Tests that need more than one module: the official WebAssembly test suite in every tier, tests that compare tiers
/// with each other, and tests that run the `terrace` command from end to end.
///
/// A module's own unit tests live in that module.
package dev.terrace.tests;
