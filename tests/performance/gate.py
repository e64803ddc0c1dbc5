#!/usr/bin/env python3
"""Count the instructions that each stage of `isnad extract` takes, and compare with instructions.json.

usage: gate.py PROGRAM [--rebase]

Articles are spliced from the sentences of samples/ (bench/bench.py), so that most words are known after the first of them. Counts
are valgrind's: they do not depend on what else the machine does. A stage that takes over 5 % more than the figure kept fails; one
that takes less by as much is named, so that the figure is lowered. `--rebase` writes the figures anew: commit them with the reason.
Without valgrind, or with another compiler than that of the figures, nothing is compared. Standard library only.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "bench"))
import bench  # noqa: E402

ARTICLES = 300
TOLERANCE = 0.05
FIGURES = HERE / "instructions.json"
# The function whose calls are a stage; what it calls is counted in.
STAGES = {
    "ingest": "isnad::ingest::read_document(",
    "tokenize": "isnad::token::tokenize(",
    "match": "isnad::token::match_phrases(",
    "morph": "isnad::morph::Morph::analyse(",
    "actor": "isnad::actor::find_actors(",
    "time": "isnad::time::TimeFinder::find(",
    "attribution": "isnad::attribution::attribute(",
    "event": "isnad::event::find_events(",
    "confidence": "isnad::confidence::rate(",
    "record": "isnad::write_record(",
    "all": "PROGRAM TOTALS",
}


def compiler():
    return subprocess.run(["c++", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]


def count(program):
    with tempfile.TemporaryDirectory() as folder:
        articles, profile = pathlib.Path(folder, "articles.jsonl"), pathlib.Path(folder, "profile")
        bench.generate(articles, ARTICLES)
        run = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", program, "extract", "--as-is", "--threads", "1", articles]
        subprocess.run([str(r) for r in run], check=True, capture_output=True)
        lines = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", profile], capture_output=True, text=True, check=True).stdout
    counts = {}
    for line in lines.splitlines():
        number = re.match(r"\s*([\d,]+) \(", line)
        for stage, function in STAGES.items():
            if number and stage not in counts and function in line:
                counts[stage] = int(number.group(1).replace(",", ""))
    return counts


def main():
    if not shutil.which("valgrind"):
        print("gate: skipped, valgrind is not installed")
        return 0
    program = pathlib.Path(sys.argv[1]).resolve()
    if "--rebase" in sys.argv:
        FIGURES.write_text(json.dumps({"compiler": compiler(), "instructions": dict(sorted(count(program).items(), key=lambda kv: list(STAGES).index(kv[0])))}, indent=1) + "\n", encoding="utf-8")
        print(f"gate: wrote {FIGURES.relative_to(ROOT)}")
        return 0
    kept = json.loads(FIGURES.read_text(encoding="utf-8"))
    if kept["compiler"] != compiler():
        print(f"gate: skipped, the figures are for {kept['compiler']}, this is {compiler()}")
        return 0
    counts, failed = count(program), 0
    print(f"{'stage':12} {'kept':>14} {'now':>14} {'ratio':>7}")
    for stage, before in kept["instructions"].items():
        ratio = counts.get(stage, 0) / before
        verdict = "" if abs(ratio - 1) <= TOLERANCE else "  more than 5 % above" if ratio > 1 else "  below: lower the figure with --rebase"
        failed += ratio > 1 + TOLERANCE or stage not in counts
        print(f"{stage:12} {before:>14,} {counts.get(stage, 0):>14,} {ratio:>7.3f}{verdict}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
