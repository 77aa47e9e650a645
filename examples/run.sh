#!/bin/sh
# Builds the embedding examples and runs one: a class in src/main/java/dev/terrace/examples, with its arguments.
#
#   examples/run.sh HelloEmbedding
#   examples/run.sh QuickJs '[1, 2, 3].map(x => x * x).join()'
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

class_path=
for module in core ffm runtime tier0-interp wasi examples; do
    class_path=$class_path$root/$module/target/classes:
done
name=$1
shift
cd "$root"
exec "$java_home/bin/java" --enable-native-access=ALL-UNNAMED -cp "$class_path" "dev.terrace.examples.$name" "$@"
