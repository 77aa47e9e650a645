#!/bin/sh
# Builds the embedding examples and runs one: a class in src/main/java/dev/terrace/examples, with its arguments.
#
#   examples/run.sh HelloEmbedding
#   examples/run.sh QuickJs '[1, 2, 3].map(x => x * x).join()'
#   examples/run.sh Server 8080
#
#   TERRACE_JAVA_HOME   the JDK to run on, instead of the first one found that is new enough
#   TERRACE_JAVA_OPTS   further options for the JVM
set -eu

examples=$(cd "$(dirname "$0")" && pwd -P)
root=$(dirname "$examples")

die() {
    printf 'examples/run.sh: %s\n' "$*" >&2
    exit 1
}

[ $# -gt 0 ] && [ -f "$examples/src/main/java/dev/terrace/examples/$1.java" ] || {
    echo "usage: examples/run.sh NAME [ARGS...], where NAME is one of:" >&2
    grep -l 'void main(' "$examples"/src/main/java/dev/terrace/examples/*.java |
        sed 's|.*/\(.*\)\.java|    \1|' >&2
    exit 2
}

. "$root/bin/find-java.sh"
find_java
command -v mvn > /dev/null || die "Maven (mvn) is not on the PATH"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
(cd "$root" && mvn -B -Dmaven.test.skip=true package -pl examples -am < /dev/null) > "$log" 2>&1 || {
    grep -E '^\[(ERROR|WARNING)\] .' "$log" >&2
    die "cannot build"
}
rm "$log"

name=$1
shift
cd "$root"
# shellcheck disable=SC2086 # options are words
exec "$java_home/bin/java" --enable-native-access=ALL-UNNAMED ${TERRACE_JAVA_OPTS:-} \
    -cp "$examples/target/classes:$examples/target/lib/*" "dev.terrace.examples.$name" "$@"
