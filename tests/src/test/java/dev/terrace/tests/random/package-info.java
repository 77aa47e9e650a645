/**
 * The test of all tiers against each other with random programs: a generator of valid modules, a runner that compares what
 * they do, and a reducer of those that do different things.
 */
package dev.terrace.tests.random;
