#!/bin/sh
# Builds SQLite's shell for WASI as .terrace/modules/sqlite-shell.wasm at the repository root, from the amalgamation in
# the npm package `sqlite3`.
#
#   bench/build-sqlite.sh
#
# The version is pinned, and an amalgamation with another SHA-256 is refused. What was built from the same sources is
# left alone. Needs npm, which fetches and unpacks nothing but the package itself, and a compiler: Debian's packages
# clang, lld, wasi-libc and libclang-rt-dev-wasm32.
#
# The result is a program like any other:
#
#   ./terrace run --dir . .terrace/modules/sqlite-shell.wasm test.db 'select sqlite_version()'
set -eu

package=sqlite3@6.0.1
archive=package/deps/sqlite-autoconf-3520000.tar.gz
sha256=f6b50b0c103392af32a8be15b2b9d25959de9a00a70c3979128aafeaa5338b3f

packages='clang lld wasi-libc libclang-rt-dev-wasm32'

here=$(cd "$(dirname "$0")" && pwd)
target=$here/../.terrace/modules
module=$target/sqlite-shell.wasm

# The TLS model is for errno, which Debian's wasi-libc declares thread-local.
flags='--target=wasm32-wasi -O2 -ftls-model=local-exec -mbulk-memory -msign-ext -mnontrapping-fptoint
    -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_PROCESS_CLOCKS
    -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_NOHAVE_SYSTEM -DSQLITE_OMIT_POPEN'
libraries='-lwasi-emulated-signal -lwasi-emulated-getpid -lwasi-emulated-process-clocks'

fail() {
    echo "build-sqlite: $1" >&2
    exit 1
}

# What the module was built from, to know it again.
sources=$(cat "$0" "$here/sqlite/wasi.c" "$here/sqlite/wasi.h" | sha256sum | cut -d ' ' -f 1)
if [ -f "$module" ] && [ -f "$module.sources" ] && [ "$(cat "$module.sources")" = "$sources" ]; then
    echo "sqlite-shell: present"
    exit
fi

for tool in npm clang wasm-ld; do
    command -v $tool >/dev/null || fail "$tool not found; needs npm, $packages"
done
[ -f /usr/include/wasm32-wasi/stdio.h ] || fail "wasi-libc not found; needs npm, $packages"
mkdir -p "$target"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

npm pack --silent --ignore-scripts --pack-destination "$scratch" "$package" >/dev/null ||
    fail "npm could not fetch $package"
tar -xzf "$scratch"/*.tgz -C "$scratch" "$archive" || fail "$package holds no $archive"
[ "$(sha256sum "$scratch/$archive" | cut -d ' ' -f 1)" = "$sha256" ] || fail "$archive has another SHA-256"
mkdir "$scratch/sqlite"
tar -xzf "$scratch/$archive" -C "$scratch/sqlite" --strip-components=1

compile() { # SOURCE
    # shellcheck disable=SC2086 # flags are words
    clang $flags -include "$here/sqlite/wasi.h" -c "$1" -o "$scratch/$(basename "$1" .c).o"
}

compile "$scratch/sqlite/shell.c" &
shell=$!
compile "$scratch/sqlite/sqlite3.c"
compile "$here/sqlite/wasi.c"
wait $shell

# shellcheck disable=SC2086 # libraries are words
clang --target=wasm32-wasi -Wl,--strip-debug "$scratch"/*.o $libraries -o "$scratch/sqlite-shell.wasm"
mv "$scratch/sqlite-shell.wasm" "$module"
echo "$sources" >"$module.sources"
echo "sqlite-shell: $(wc -c <"$module") bytes from $package"
