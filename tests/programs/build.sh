#!/bin/sh
# Compiles the C programs in src/ to bin/*.wasm and makes expected/*.out by running native builds of the same programs.
#
#   tests/programs/build.sh             compile everything, write the expected outputs
#   tests/programs/build.sh --check     compile nothing for WebAssembly; compare native outputs with the expected ones
#   tests/programs/build.sh --install   install the tools first (Debian or Ubuntu, as root)
#
# The list of cases is programs.tsv. Binaries and expected outputs are committed, so tests need none of these tools.
set -eu
LC_ALL=C.UTF-8
export LC_ALL

packages='clang lld wasi-libc libclang-rt-dev-wasm32'
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tab=$(printf '\t')

# Features that every current engine has; the -O0 variants go without and use the first version's instructions only.
features='-mbulk-memory -msign-ext -mnontrapping-fptoint'
# Contraction of a*b+c to one rounding would make native results differ from WebAssembly's on some machines.
common='-std=gnu11 -ffp-contract=off'
# The TLS model is for errno, which Debian's wasi-libc declares thread-local.
wasm='--target=wasm32-wasi -Wall -Wextra -Werror -ftls-model=local-exec'

# Modules made from a source of another name, or with other flags: module source flags
variants="
json-O0 json -O0
compress-O0 compress -O0
format-O0 format -O0
matrix-simd matrix -O2 $features -msimd128
sha256-simd sha256 -O2 $features -msimd128
simd_bytes simd_bytes -O2 $features -msimd128
simd_lanes simd_lanes -O2 $features -msimd128
simd_mandelbrot simd_mandelbrot -O2 $features -msimd128
"

fail() {
    echo "build.sh: $1" >&2
    exit 1
}

require_tools() {
    missing=
    command -v clang >/dev/null || missing="$missing clang"
    command -v wasm-ld >/dev/null || missing="$missing lld"
    [ -f /usr/include/wasm32-wasi/stdio.h ] || missing="$missing wasi-libc"
    [ -n "$missing" ] ||
        [ -f "$(clang --target=wasm32-wasi -print-libgcc-file-name)" ] || missing=' libclang-rt-dev-wasm32'
    [ -z "$missing" ] || fail "not installed:$missing (apt-get install $packages, or build.sh --install)"
}

# Compiling and linking apart, and linking without -O, keeps clang from passing the result through wasm-opt where that
# happens to be installed: it would drop the name section, and the binaries would differ from machine to machine.
compile() { # MODULE SOURCE FLAGS...
    module=$1
    source=$2
    shift 2
    clang $wasm $common "$@" -c "$here/src/$source.c" -o "$scratch/$module.o"
    clang --target=wasm32-wasi -Wl,--strip-debug "$scratch/$module.o" -o "$here/bin/$module.wasm"
}

compile_all() {
    require_tools
    mkdir -p "$here/bin"
    rm -f "$here"/bin/*.wasm
    for file in "$here"/src/*.c; do
        name=$(basename "$file" .c)
        if ! echo "$variants" | grep -q "^$name "; then
            compile "$name" "$name" -O2 $features
        fi
    done
    echo "$variants" | while read -r module source flags; do
        [ -z "$module" ] || compile "$module" "$source" $flags
    done
    chmod 644 "$here"/bin/*.wasm
    echo "$(ls "$here"/bin | wc -l) modules, $(cat "$here"/bin/*.wasm | wc -c) bytes"
}

# Runs one case natively: its standard output goes to the file $scratch/out, its exit code to $scratch/code.
run_native() { # SOURCE ARGUMENTS ENV STDIN
    native=$scratch/native-$1
    [ -x "$native" ] || "${CC:-cc}" $common -w -O2 "$here/src/$1.c" -o "$native" -lm
    [ "$2" = - ] && arguments= || arguments=$(echo "$2" | sed "s#/inputs/#$here/inputs/#g")
    [ "$3" = - ] && environment= || environment=$3
    [ "$4" = - ] && input=/dev/null || input=$here/inputs/$4
    rm -rf "$scratch/work"
    mkdir "$scratch/work"
    code=0
    { # The inner braces' 2> catches what the shell says about a program that a signal killed.
        (cd "$scratch/work" && ulimit -c 0 && exec env -i $environment "$native" $arguments <"$input" >../out 2>../err)
    } 2>/dev/null || code=$?
    echo "$code" >"$scratch/code"
}

run_all() { # write | compare
    mkdir -p "$here/expected"
    [ "$1" = compare ] || rm -f "$here"/expected/*.out
    grep -v '^#' "$here/programs.tsv" >"$scratch/cases"
    failures=0
    while IFS=$tab read -r case module arguments environment input directory exit stdout; do
        source=$(echo "$variants" | awk -v module="$module" '$1 == module { print $2 }')
        run_native "${source:-$module}" "$arguments" "$environment" "$input"
        code=$(cat "$scratch/code")
        case $exit in
            trap*) [ "$code" -ge 128 ] || fail "$case: exit code $code, but a signal was expected" ;;
            *) [ "$code" -eq "$exit" ] || fail "$case: exit code $code instead of $exit: $(cat "$scratch/out")" ;;
        esac
        expected=$here/expected/$stdout.out
        if [ "$1" = write ] && [ ! -f "$expected" ]; then
            cp "$scratch/out" "$expected"
        elif ! cmp -s "$scratch/out" "$expected"; then
            echo "$case: native output differs from expected/$stdout.out" >&2
            failures=$((failures + 1))
        fi
    done <"$scratch/cases"
    [ "$failures" -eq 0 ] || fail "$failures cases differ"
    echo "$(wc -l <"$scratch/cases") cases agree with their native builds"
}

case ${1:-} in
    '')
        compile_all
        run_all write
        ;;
    --check) run_all compare ;;
    --install)
        apt-get update
        apt-get install -y $packages
        compile_all
        run_all write
        ;;
    *) fail "unknown option $1" ;;
esac
