#!/bin/sh
# Measures the time of a whole process that runs a small program, and prints the median in milliseconds.
#
#   bench/startup.sh [RUNS]          ./terrace run examples/hello.wat; 20 runs unless told otherwise
#   bench/startup.sh RUNS COMMAND    any other command
#
# Uses hyperfine if it is there, else a loop.
set -eu

runs=${1:-20}
[ $# -eq 0 ] || shift
root=$(cd "$(dirname "$0")/.." && pwd -P)
[ $# -gt 0 ] || set -- "$root/terrace" run "$root/examples/hello.wat"

fail() {
    echo "bench/startup.sh: $1" >&2
    exit 1
}

case $runs in
    '' | *[!0-9]* | 0) fail "the number of runs must be a positive number, not '$runs'" ;;
esac

# Not measured: builds if something has changed, and brings files into the page cache.
"$@" > /dev/null || fail "'$*' fails"

if command -v hyperfine > /dev/null; then
    results=$(mktemp)
    trap 'rm -f "$results"' EXIT
    quoted=
    for word; do
        quoted="$quoted '$word'"
    done
    hyperfine -N --style none --runs "$runs" --export-json "$results" "${quoted# }" > /dev/null
    median=$(awk -F '[:,]' '/"median"/ { printf "%.0f", $2 * 1000; exit }' "$results")
else
    case $(date +%N) in
        *[!0-9]*) fail "needs hyperfine, or a date command that knows nanoseconds (%N)" ;;
    esac
    median=$(
        i=0
        while [ $((i += 1)) -le "$runs" ]; do
            started=$(date +%s%N)
            "$@" > /dev/null
            echo $(($(date +%s%N) - started))
        done | sort -n | awk '{ time[NR] = $1 } END { printf "%.0f", (time[int((NR + 1) / 2)] + time[int(NR / 2) + 1]) / 2e6 }'
    )
fi
echo "$*: median of $runs runs: $median ms"
