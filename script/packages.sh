# shellcheck shell=sh disable=SC2034 # sourced; the lists are used by those who source it
# SPDX-License-Identifier: GPL-3.0-or-later
# Debian packages by purpose, and a function that installs those that are missing. Sourced.

build_packages="gcc libc6-dev cmake ninja-build pkg-config libcsv-dev libgsl-dev
    libxlsxwriter-dev libinih-dev libgmp-dev libglpk-dev nettle-dev libexpat1-dev zlib1g-dev libjansson-dev"
test_packages="check g++ python3"
large_packages="clang clang-format clang-tidy libclang-rt-14-dev valgrind libreoffice-calc-nogui
    poppler-utils python3-jsonschema python3-openpyxl python3-scipy mandoc shellcheck strace"

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

is_installed() {
    dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'
}

# install_packages NAME...: asks for nothing, does nothing if all are there.
install_packages() {
    missing=
    for package in "$@"; do
        is_installed "$package" || missing="$missing $package"
    done
    [ -z "$missing" ] && return
    echo "Installing:$missing"
    as_root apt-get update -qq
    # shellcheck disable=SC2086 # a list of words
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        $missing >/dev/null
}
