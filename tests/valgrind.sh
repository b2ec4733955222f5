#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# valgrind.sh BUILD: no error and no leak in the program on the samples and in the unit tests.
set -eu
build=$1
memcheck="valgrind --quiet --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,possible --errors-for-leak-kinds=definite,possible"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

$memcheck "$build/paygap" report samples/council/payroll.csv -c samples/council/paygap.ini -o "$out" -q
$memcheck "$build/paygap" report samples/houston/houston_employee.csv -c samples/houston/paygap.ini -q
status=0
$memcheck "$build/paygap" report samples/houston/houston_employee.csv -q 2>"$out/error" || status=$?
test "$status" -eq 2
for stage in base source table schema config population pay stats measures characteristics emit; do
    $memcheck "$build/tests/check_$stage" >"$out/log" || { cat "$out/log"; exit 1; }
    tail -n 1 "$out/log"
done
