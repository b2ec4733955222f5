#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD SECONDS: each fuzz target for that long, two at a time, seeded with the samples. Inputs of fuzz_payroll are
# short, since a run takes as long as its rows: so it makes 500 runs a second and more.
set -eu
build=$1
seconds=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
here=$(dirname "$0")

fuzz() { # target longest-input seed...
    target=$1
    longest=$2
    shift 2
    mkdir -p "$folder/$target" "$folder/$target-seeds"
    for seed in "$@"; do
        case $seed in
        *.xlsx)
            if [ "$(wc -c <"$seed")" -lt 16000 ]; then
                cp "$seed" "$folder/$target-seeds"
            fi
            ;;
        *) head -c "$((longest < 3000 ? longest : 3000))" "$seed" >"$folder/$target-seeds/$(basename "$seed")" ;;
        esac
    done
    TMPDIR=$folder ASAN_OPTIONS=quarantine_size_mb=16:malloc_context_size=2 \
        "$build/tests/$target" -max_total_time="$seconds" -max_len="$longest" -rss_limit_mb=1024 -timeout=10 -entropic=0 \
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

data=$here/../data/corpus
fuzz fuzz_payroll 1000 samples/council/payroll.csv samples/houston/houston_employee.csv samples/exports/*.csv "$here"/seeds/payroll.csv &
first=$!
# shellcheck disable=SC2046 # a list of files without spaces
fuzz fuzz_reader 16384 samples/exports/*.csv samples/exports/*.xlsx samples/exports/*.txt $(find "$data/csv" "$data/xlsx" -type f ! -name "*.json" ! -name "*.md") &
second=$!
wait $first
wait $second
fuzz fuzz_people 4096 samples/workforce/people-2026.csv "$here"/seeds/people.csv &
first=$!
fuzz fuzz_events 4096 samples/workforce/events.csv "$here"/seeds/events.csv &
second=$!
wait $first
wait $second
fuzz fuzz_manifest 4096 "$here"/seeds/manifest.json &
first=$!
fuzz fuzz_previous 4096 "$here"/seeds/results.csv &
second=$!
wait $first
wait $second
fuzz fuzz_cells 4096 samples/council/payroll.csv samples/exports/canonical.csv &
first=$!
fuzz fuzz_config 4096 samples/council/paygap.ini samples/houston/paygap.ini &
second=$!
wait $first
wait $second
