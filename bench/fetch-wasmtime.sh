#!/bin/sh
# Fetches Wasmtime's shared library from its package for Python into .terrace/wasmtime/libwasmtime.so at the repository root.
# Does nothing if it is there with the right checksum. Needs pip and unzip, and Linux on x86-64.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
target=$here/../.terrace/wasmtime
version=49.0.0
sha256=9594714d3c73c3087ab3d42d9614cf72973b25c181b8625ffcc46a8a75972d7e

fail() {
    echo "fetch-wasmtime: $1" >&2
    exit 1
}

has_checksum() { # FILE
    [ -f "$1" ] && [ "$(sha256sum "$1" | cut -d ' ' -f 1)" = "$sha256" ]
}

has_checksum "$target/libwasmtime.so" && exit 0
[ "$(uname -sm)" = "Linux x86_64" ] || fail "the checksum here is that of Linux on x86-64"
command -v python3 >/dev/null || fail "python3 not found (Debian: apt-get install python3-pip)"
command -v unzip >/dev/null || fail "unzip not found (Debian: apt-get install unzip)"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m pip download --quiet --no-deps --dest "$scratch" "wasmtime==$version" || fail "pip could not fetch wasmtime $version"
unzip -qo "$scratch/"*.whl wasmtime/linux-x86_64/_libwasmtime.so -d "$scratch" || fail "the package holds no library"
has_checksum "$scratch/wasmtime/linux-x86_64/_libwasmtime.so" || fail "the library has another SHA-256 than expected"
mkdir -p "$target"
mv "$scratch/wasmtime/linux-x86_64/_libwasmtime.so" "$target/libwasmtime.so"
echo "wasmtime: version $version"
