#!/bin/sh
# Compiles receipt.c to receipt.wasm, which is committed, so that the example needs no C compiler.
set -eu
cd "$(dirname "$0")"

missing=
command -v clang > /dev/null || missing="$missing clang"
command -v wasm-ld > /dev/null || missing="$missing lld"
[ -z "$missing" ] || {
    echo "build.sh: not installed:$missing (Debian and Ubuntu: apt-get install clang lld)" >&2
    exit 1
}

# One page of memory: a stack of 16 KiB, and the variables.
clang --target=wasm32 -std=gnu11 -O2 -Wall -Wextra -Werror -ffreestanding -nostdlib -c receipt.c -o receipt.o
wasm-ld --no-entry --strip-debug -z stack-size=16384 --initial-memory=65536 receipt.o -o receipt.wasm
rm receipt.o
chmod 644 receipt.wasm
echo "receipt.wasm: $(wc -c < receipt.wasm) bytes"
