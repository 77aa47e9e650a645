/// Runs scripts in the extended text format of the official test suite: modules, actions and assertions.
package dev.terrace.cli.wast;
