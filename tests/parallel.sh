#!/usr/bin/env bash
# parallel.sh PROGRAM DOCUMENTS: `extract` spread by GNU Parallel, as docs/scale.md shows it, writes the bytes of one process.
# Exit status 77 where GNU Parallel is missing.
set -euo pipefail
parallel --version 2>/dev/null | grep -q '^GNU parallel' || { echo "skipped: GNU Parallel is not installed"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" extract --as-is --threads 1 - <"$2" >"$folder/one.jsonl"
[ "$(wc -l <"$folder/one.jsonl")" -gt 1 ] || { echo "fewer than two records: nothing to spread"; exit 1; }
parallel --pipe -N1 --keep-order -j2 "$1" extract --as-is --threads 1 - <"$2" >"$folder/many.jsonl" 2>"$folder/said" || { cat "$folder/said"; exit 1; }
cmp "$folder/one.jsonl" "$folder/many.jsonl"
