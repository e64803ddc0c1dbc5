#!/usr/bin/env python3
"""Sources are ASCII: Arabic lives in data/ and tests/, single letters have named code points. Exits 1 and names each line."""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main() -> int:
    bad = []
    for folder in ("include", "src", "apps"):
        for source in sorted((ROOT / folder).rglob("*.[hc]*")):
            for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
                code = line.split("//", 1)[0]
                if not code.isascii():
                    bad.append(f"{source.relative_to(ROOT)}:{number}: not ASCII outside a comment")
    print("\n".join(bad) or "ascii: sources are ASCII")
    return 1 if bad else 0


sys.exit(main())
