#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD SECONDS: each fuzz target for that long, two at a time, seeded with the samples.
set -eu
build=$1
seconds=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
here=$(dirname "$0")

fuzz() { # target seed...
    target=$1
    shift
    mkdir -p "$folder/$target" "$folder/$target-seeds"
    for seed in "$@"; do
        head -c 3000 "$seed" >"$folder/$target-seeds/$(basename "$seed")"
    done
    "$build/tests/$target" -max_total_time="$seconds" -max_len=4096 -rss_limit_mb=1024 -timeout=10 \
        -dict="$here/payroll.dict" -print_final_stats=1 -artifact_prefix="$folder/$target-" \
        "$folder/$target" "$folder/$target-seeds" >"$folder/$target.log" 2>&1 || {
        tail -n 40 "$folder/$target.log"
        for found in "$folder/$target"-crash-* "$folder/$target"-timeout-* "$folder/$target"-oom-*; do
            [ -e "$found" ] && base64 "$found"
        done
        return 1
    }
    echo "$target: $(grep -o 'number_of_executed_units: [0-9]*' "$folder/$target.log")"
}

fuzz fuzz_payroll samples/council/payroll.csv samples/houston/houston_employee.csv &
first=$!
fuzz fuzz_cells samples/council/payroll.csv &
second=$!
wait $first
wait $second
fuzz fuzz_config samples/council/paygap.ini samples/houston/paygap.ini
