#!/usr/bin/env bash
# web.sh NODE WEB_FOLDER PROGRAM SAMPLES: makes a store of the samples with the program and walks its page in a browser.
# Exit status 77 where there is no browser or no built page. PICTURES in the environment keeps a screenshot of each view there.
set -euo pipefail
[ -d "$2/node_modules/playwright-core" ] || { echo "skipped: the page was not built"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$3" analyze "$4" --db "$folder/isnad.db" >/dev/null
cd "$2"
"$1" browser_test.mjs "$3" "$folder/isnad.db" ${PICTURES:+"$PICTURES"}
