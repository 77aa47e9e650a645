#!/bin/sh
# Compiles the kernels in src/ to *.wasm beside this script. Each exports run(n) and imports nothing; what it must
# return is in kernels.tsv, which check-with-node.mjs verifies. Debian packages: clang lld wasi-libc wabt (the C kernels
# use no library; wasi-libc is for the headers that wasm_simd128.h includes).
set -eu
cd "$(dirname "$0")"

for tool in clang wasm-ld wat2wasm; do
    command -v "$tool" >/dev/null || {
        echo "build.sh: $tool not found (apt-get install clang lld wasi-libc wabt)" >&2
        exit 1
    }
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# wabt has no garbage collection: those modules are assembled by Terrace itself, which has to be compiled for that.
for file in src/*.wat; do
    name=$(basename "$file" .wat)
    case $name in
        hashmap | listsort | queens | refsort | rows | swarm | trees) java -cp ../../core/target/classes Assemble.java "$file" "$name.wasm" ;;
        *) wat2wasm --debug-names "$file" -o "$name.wasm" ;;
    esac
done

# Compiled and linked apart: otherwise clang passes the result through wasm-opt where that happens to be installed.
for file in src/*.c; do
    name=$(basename "$file" .c)
    case $name in
        *_simd) simd=-msimd128 ;;
        *) simd= ;;
    esac
    clang --target=wasm32-wasi -std=gnu11 -Wall -Wextra -Werror -O2 -fno-builtin -mbulk-memory $simd \
        -c "$file" -o "$scratch/$name.o"
    wasm-ld --no-entry -z stack-size=65536 "$scratch/$name.o" -o "$name.wasm"
    chmod 644 "$name.wasm"
done
