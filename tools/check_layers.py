#!/usr/bin/env python3
"""A folder of src/ includes only folders that stand before it in ARCHITECTURE.md's order. Exits 1 and names each breach."""
import pathlib
import re
import sys

ORDER = ["text", "lexicon", "token", "morph", "ner", "actor", "time", "quote", "attribution", "event", "confidence", "record", "correct",
         "engine", "ingest", "fetch", "link", "dossier", "export", "store", "queue"]
ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^#include "([a-z_]+)/')


def main() -> int:
    breaches = []
    for source in sorted((ROOT / "src").rglob("*.[hc]*")):
        folder = source.relative_to(ROOT / "src").parts[0]
        if folder not in ORDER:
            breaches.append(f"{source.relative_to(ROOT)}: folder {folder} has no place in the order")
            continue
        for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if not match or match[1] == "isnad":
                continue
            if match[1] not in ORDER or ORDER.index(match[1]) > ORDER.index(folder):
                breaches.append(f"{source.relative_to(ROOT)}:{number}: {folder} must not include {match[1]}")
    print("\n".join(breaches) or f"layers: {len(ORDER)} folders in order")
    return 1 if breaches else 0


sys.exit(main())
