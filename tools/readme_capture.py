#!/usr/bin/env python3
"""Puts what the program prints for the sample articles into README.md, between the lines `<!-- capture -->` and `<!-- end -->`.

usage: tools/readme_capture.py [PROGRAM]
"""
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- capture -->\n", "<!-- end -->\n"


def main() -> None:
    program = sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "isnad"
    with tempfile.TemporaryDirectory() as folder:
        printed = subprocess.run([program, "analyze", "samples", "--db", f"{folder}/isnad.db"], cwd=ROOT, check=True,
                                 capture_output=True, text=True).stdout.replace(f" --db {folder}/isnad.db", "")
    readme = ROOT / "README.md"
    head, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    tail = rest.partition(END)[2]
    readme.write_text(f"{head}{BEGIN}```\n$ isnad analyze samples\n{printed.rstrip()}\n```\n{END}{tail}", encoding="utf-8")


main()
