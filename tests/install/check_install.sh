#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_install.sh BUILD: installs into a folder of its own, runs the program from there and
# compiles and runs the program of docs/library.md against the installed library.
set -eu
build=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

cmake --install "$build" --prefix "$root" >/dev/null
"$root/bin/paygap" --version
"$root/bin/paygap" report samples/council/payroll.csv -c samples/council/paygap.ini -o "$root/out" -q
test -s "$root/out/publish/report.xlsx"
test -s "$root/share/man/man1/paygap.1"
test -s "$root/share/paygap/results.schema.json"

# No link of an installed document leads nowhere.
find "$root/share/doc" -name '*.md' | while read -r document; do
    grep -o '](\([^):]*\))' "$document" | sed 's/^](//; s/)$//; s/#.*//; s/ .*//' | while read -r link; do
        [ -z "$link" ] || [ -e "$(dirname "$document")/$link" ] || echo "$document: $link"
    done
done >"$root/dead"
if [ -s "$root/dead" ]; then
    echo "these links lead nowhere:" >&2
    cat "$root/dead" >&2
    exit 1
fi

PKG_CONFIG_PATH=$(dirname "$(find "$root" -name paygap.pc)")
export PKG_CONFIG_PATH
# shellcheck disable=SC2016 # the fence of a code block, no expansion
sed -n '/^```c$/,/^```$/p' docs/library.md | sed '/^```/d' >"$root/program.c"
# shellcheck disable=SC2046 # a list of flags
cc -std=c17 -Wall -Wextra -Werror "$root/program.c" -o "$root/program" $(pkg-config --cflags --libs paygap)
LD_LIBRARY_PATH=$(pkg-config --variable=libdir paygap)
export LD_LIBRARY_PATH
printed=$("$root/program" samples/council/payroll.csv)
echo "the program of docs/library.md prints: $printed"
echo "$printed" | grep -q '7\.6'

# Nothing but the promised names leaves the shared library.
if nm -D --defined-only "$LD_LIBRARY_PATH/libpaygap.so" | awk '{print $3}' | grep -vE '^(paygap_|__bss_start$|_edata$|_end$|_init$|_fini$)'; then
    echo "these names should be hidden" >&2
    exit 1
fi
echo "installation: passed"
