#!/bin/sh
# Builds the benchmarks and runs a group of them, then prints a report.
#
#   bench/run.sh kernels [--quick]    small programs, in every tier and in other runtimes
#   bench/run.sh programs [--quick]   whole programs that use WASI, warm and as processes of their own
#   bench/run.sh compile [--quick]    compiling large modules to JVM bytecode and machine code
#   bench/run.sh modules [--quick]    decoding and validating large modules
#   bench/run.sh calls [--quick]      calls between Java and WebAssembly, exceptions, instantiation
#   bench/run.sh blocking [--quick]   a thousand guests that block in the host at once
#   bench/run.sh instances [--quick]  making and dropping instances, on one thread and on two
#   bench/run.sh wasi [--quick]       calls of WASI's clocks and random bytes
#   bench/run.sh copy [--quick]       `cat` of a file of 1 GiB by a guest, against the same in Java
#   bench/run.sh kernels --help       what else can be chosen
#
# The other runtimes are Chicory's interpreter and compiler, and Node.js if "node" is on the PATH.
#
# Leave the machine alone meanwhile. On two processors kernels and programs take about half an hour, the others five to
# fifteen minutes, and a few minutes with --quick.
#
#   TERRACE_JAVA_HOME   the JDK to run on, instead of the first one found that is new enough
#   TERRACE_JAVA_OPTS   further options for the JVMs
set -eu

bench=$(cd "$(dirname "$0")" && pwd -P)
root=$(dirname "$bench")

die() {
    printf 'bench/run.sh: %s\n' "$*" >&2
    exit 1
}

. "$root/bin/find-java.sh"
find_java
command -v mvn > /dev/null || die "Maven (mvn) is not on the PATH"

printf 'building ... ' >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
(cd "$root" && JAVA_HOME=$java_home mvn -B -Dmaven.test.skip=true package -pl bench -am < /dev/null) > "$log" 2>&1 || {
    grep -E '^\[(ERROR|WARNING)\] .' "$log" >&2
    die "cannot build"
}
rm "$log"
printf 'done\n' >&2

case ${1:-} in
    modules | compile) "$bench/fetch-modules.sh" >&2 ;;
    instances)
        # Needs pip; without it the report leaves Wasmtime out.
        "$bench/fetch-wasmtime.sh" >&2 || printf 'bench/run.sh: Wasmtime cannot be fetched\n' >&2
        ;;
    programs)
        "$bench/fetch-modules.sh" quickjs >&2
        # Needs a C compiler for WebAssembly; without one the report leaves SQLite out.
        "$bench/build-sqlite.sh" >&2 || printf 'bench/run.sh: SQLite cannot be built\n' >&2
        ;;
esac

# The JVMs that JMH starts get the same options. JMH itself uses Unsafe, which the JVM would warn of.
# shellcheck disable=SC2086 # options are words
exec "$java_home/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dterrace.root="$root" ${TERRACE_JAVA_OPTS:-} \
    -cp "$bench/target/classes:$bench/target/lib/*" dev.terrace.bench.Main "$@"
