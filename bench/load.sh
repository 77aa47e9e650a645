#!/bin/sh
# Loads the example server with wrk: requests that a fresh instance of a WebAssembly module answers, against the same work
# in plain Java.
#
#   bench/load.sh [--requests N] [--connections N] [--seconds N] [--warmup N]
#
# First it warms up both for some seconds each. Then it counts: so many requests (10,000) over so many connections (100), in
# ten portions, each of whose responses is checked; after each it prints the resident memory of the server. Last it measures
# requests a second of both, for so many seconds each, three times in turn. The exit code is 1 if a response was wrong.
#
# The server's heap has a fixed size, so that what grows is something else. Needs wrk, on the PATH; the server and wrk share
# the processors, so compare only what one run has measured.
#
#   TERRACE_JAVA_HOME   the JDK to run on, instead of the first one found that is new enough
#   TERRACE_JAVA_OPTS   further options for the server's JVM
set -eu

bench=$(cd "$(dirname "$0")" && pwd -P)
root=$(dirname "$bench")
requests=10000
connections=100
seconds=10
warmup=10
rounds=3

die() {
    printf 'bench/load.sh: %s\n' "$*" >&2
    exit 2
}

while [ $# -gt 0 ]; do
    case $1 in
        -h | --help)
            sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '$d'
            exit 0
            ;;
    esac
    [ $# -gt 1 ] || die "$1 needs a number; see --help"
    case $2 in
        '' | *[!0-9]*) die "$1 needs a number, not '$2'" ;;
    esac
    case $1 in
        --requests) requests=$2 ;;
        --connections) connections=$2 ;;
        --seconds) seconds=$2 ;;
        --warmup) warmup=$2 ;;
        *) die "unknown option $1; see --help" ;;
    esac
    shift 2
done
portion=$((requests / 10))
[ "$portion" -ge "$connections" ] || die "--requests must be at least ten times --connections"
command -v wrk > /dev/null || die "wrk is not on the PATH (Debian and Ubuntu: apt-get install wrk; macOS: brew install wrk)"

scratch=$(mktemp -d)
server=
stop() {
    [ -z "$server" ] || kill "$server" 2> /dev/null || true
    rm -rf "$scratch"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

query='item=apple&count=3&item=green%20tea'
cat > "$scratch/check.lua" << 'LUA'
-- Stops after a number of responses, and counts those that are wrong. Each thread of wrk has an interpreter of its own; wrk
-- itself sleeps until its time is over, or a signal ends it.
local ffi = require("ffi")
ffi.cdef("int getpid(void); int kill(int pid, int signal);")
local SIGINT = 2
local expected = '{"lines":[{"item":"apple","count":3,"sum":360},' ..
    '{"item":"green tea","count":1,"sum":499}],"total":859}'
local threads = {}
responses, wrong = 0, 0

function setup(thread)
    table.insert(threads, thread)
end

function init(args)
    limit = tonumber(args[1])
end

function response(status, headers, body)
    if responses < limit then
        responses = responses + 1
        if status ~= 200 or body ~= expected then
            wrong = wrong + 1
        end
        if responses == limit then
            wrk.thread:stop()
            ffi.C.kill(ffi.C.getpid(), SIGINT)
        end
    end
end

function done(summary, latency)
    local counted, bad = 0, 0
    for _, thread in ipairs(threads) do
        counted = counted + thread:get("responses")
        bad = bad + thread:get("wrong")
    end
    local e = summary.errors
    print(string.format("counted %d %d", counted, bad + e.connect + e.read + e.write + e.timeout))
end
LUA

# The heap: touched at once and never resized.
TERRACE_JAVA_OPTS="-Xms256m -Xmx256m -XX:+AlwaysPreTouch ${TERRACE_JAVA_OPTS:-}" \
    "$root/examples/run.sh" Server > "$scratch/server.out" 2> "$scratch/server.err" &
server=$!
printf 'building and starting the server ... ' >&2
until grep -q '^listening on' "$scratch/server.out"; do
    kill -0 "$server" 2> /dev/null || {
        cat "$scratch/server.err" >&2
        server=
        die "the server does not start"
    }
    sleep 0.2
done
printf 'done\n' >&2
url=$(sed -n 's|^listening on \(.*\)/receipt$|\1|p' "$scratch/server.out")

resident() {
    ps -o rss= -p "$server" | tr -d ' '
}

# Prints requests a second.
measure() { # PATH SECONDS
    wrk -t 1 -c "$connections" -d "$2" "$url/$1?$query" > "$scratch/wrk.out"
    ! grep -E 'Socket errors|Non-2xx' "$scratch/wrk.out" >&2 || failed=1
    sed -n 's/^Requests\/sec: *//p' "$scratch/wrk.out"
}

failed=0
printf 'warming up ... ' >&2
measure plain "$warmup" > "$scratch/rate"
measure receipt "$warmup" > "$scratch/rate"
printf 'done\n\n' >&2

echo "$requests requests over $connections connections, each answered by a fresh instance:"
echo
printf '%10s %8s %12s\n' requests errors 'resident KiB'
total=0
errors=0
first=
for tenth in 1 2 3 4 5 6 7 8 9 10; do
    wrk -t 1 -c "$connections" -d 600 -s "$scratch/check.lua" "$url/receipt?$query" -- "$portion" > "$scratch/wrk.out"
    counted=$(sed -n 's/^counted \([0-9]*\) .*/\1/p' "$scratch/wrk.out")
    bad=$(sed -n 's/^counted [0-9]* //p' "$scratch/wrk.out")
    total=$((total + counted))
    errors=$((errors + bad))
    last=$(resident)
    [ "$tenth" -gt 1 ] || first=$last
    printf '%10d %8d %12d\n' "$total" "$errors" "$last"
done
echo
echo "growth over the last nine tenths: $((last - first)) KiB"
[ "$errors" = 0 ] && [ "$total" -ge $((portion * 10)) ] || failed=1

echo
printf '%-24s' 'requests a second'
for round in $(seq $rounds); do printf '%10s' "$round."; done
printf '\n'
for round in $(seq $rounds); do
    measure receipt "$seconds" >> "$scratch/receipt"
    measure plain "$seconds" >> "$scratch/plain"
done
printf '%-24s' 'instance per request'
tr '\n' ' ' < "$scratch/receipt" | xargs -n 1 printf '%10.0f'
printf '\n%-24s' 'plain Java'
tr '\n' ' ' < "$scratch/plain" | xargs -n 1 printf '%10.0f'
printf '\n'
exit "$failed"
