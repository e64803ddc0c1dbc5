#!/usr/bin/env python3
"""Score each conflict and each outlet of the shared gold by a program that has not learned from it.

usage: leave_out.py BUILD_FOLDER

The weights of data/events/acceptance.tsv, words.tsv and casting.tsv are all that is fitted on annotated articles. For each group they are
fitted again without its articles, a lexicon image is made of them, and the group is scored with that image. Everything else is
rules and tables, the same for all. Prints events, arguments and moves as shipped and left out. Standard library only.
"""
import collections
import pathlib
import sys
import tempfile

import annotated
import report
import scoring

ROOT = scoring.HERE.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from refit import Refit  # noqa: E402  (by the trainers of the shipped weights)

LAYERS = ("events", "arguments", "moves")


def row(name: str, pairs: list[tuple[float, float]]) -> str:
    return f"| {name} | " + " | ".join(f"{shipped:.3f} | {left:.3f}" for shipped, left in pairs) + " |"


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    build = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        more = folder / "annotated"
        more.mkdir()
        annotated.materialise("dev", more)
        refit = Refit(build, folder, [str(scoring.GOLD), str(more)])
        records = folder / "records.jsonl"
        scoring.run(refit.program, scoring.GOLD, records)
        for key in ("conflict", "outlet"):
            print(f"| {key} left out | " + " | ".join(f"{layer} | left out" for layer in LAYERS) + " |")
            print("|---|" + "---:|" * 2 * len(LAYERS))
            sums = collections.Counter()
            groups = report.groups_by(key)
            for at, (group, articles) in enumerate(sorted(groups.items())):
                gold = folder / f"{key}{at}"
                shipped = report.scores_of(articles, gold, records)
                scoring.run(refit.program, gold, folder / "left.jsonl", refit.image_without(articles))
                left = scoring.score(gold, folder / "left.jsonl")
                print(row(group, [(shipped[layer]["f1"], left[layer]["f1"]) for layer in LAYERS]), flush=True)
                for layer in LAYERS:
                    for kind, scores in (("shipped", shipped), ("left", left)):
                        sums[layer, kind] += scores[layer]["f1"] * scores[layer]["gold"]
                    sums[layer] += shipped[layer]["gold"]
            print(row("all, weighted", [(sums[layer, "shipped"] / sums[layer], sums[layer, "left"] / sums[layer]) for layer in LAYERS]), "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
