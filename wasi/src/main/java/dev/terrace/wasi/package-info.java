/// WASI preview 1: the system interface that C, C++, Rust and other programs are compiled against, as host functions
/// for a [dev.terrace] linker.
///
/// A program sees only what its embedder grants: arguments, environment variables, standard streams and preopened
/// directories. No path reaches the host before it is resolved inside a preopened directory.
package dev.terrace.wasi;
