/// The `terrace` command: runs, validates and prints WebAssembly modules, and runs specification test scripts.
///
/// Each subcommand is a class of its own. Exit codes: that of the program that was run, 134 after a trap, 2 for a file
/// or an option that cannot be used.
package dev.terrace.cli;
