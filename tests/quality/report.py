#!/usr/bin/env python3
"""Print how the scores spread over conflicts and outlets: the tables of docs/quality.md.

usage: report.py PROGRAM

Each row is one conflict or outlet of the shared gold scored alone; conflicts.tsv says which article belongs where. What is fitted on
the gold is left out by leave_out.py. Standard library only.
"""
import collections
import csv
import pathlib
import statistics
import sys
import tempfile

import annotated
import scoring


def scores_of(names: list[str], folder: pathlib.Path, records: pathlib.Path) -> dict:
    """The scores over the named gold articles only."""
    folder.mkdir()
    for name in names:
        for suffix in (".json", ".txt"):
            (folder / (name + suffix)).symlink_to(scoring.GOLD / (name + suffix))
    return scoring.score(folder, records)


def spread(rows: dict[str, dict]) -> str:
    """Per layer the mean over groups, their standard deviation, the lowest and the highest."""
    lines = ["| layer | mean of groups | deviation | lowest | highest |", "|---|---:|---:|---|---|"]
    for layer, field in scoring.LAYERS:
        values = {name: scores[layer][field] for name, scores in rows.items() if scores[layer].get("gold") != 0}
        low, high = min(values, key=values.get), max(values, key=values.get)
        lines.append(
            f"| {layer} | {statistics.mean(values.values()):.3f} | {statistics.pstdev(values.values()):.3f} "
            f"| {values[low]:.3f} {low} | {values[high]:.3f} {high} |"
        )
    return "\n".join(lines)


def groups_by(key: str) -> dict[str, list[str]]:
    """The gold articles of each conflict or outlet."""
    groups = collections.defaultdict(list)
    with open(scoring.HERE / "conflicts.tsv", encoding="utf-8", newline="") as lines:
        for article in csv.DictReader(lines, delimiter="\t"):
            groups[article[key]].append(article["article"])
    return groups


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        records = folder / "records.jsonl"
        scoring.run(program, scoring.GOLD, records)
        whole = {"shared gold": scoring.score(scoring.GOLD, records)}
        whole |= {f"annotated, {half}": annotated.score_half(program, half) for half in ("dev", "held")}
        print(scoring.table(whole, "articles of"), "\n")
        for key in ("conflict", "outlet"):
            groups = sorted(groups_by(key).items())
            rows = {group: scores_of(names, folder / f"{key}{at}", records) for at, (group, names) in enumerate(groups)}
            print(scoring.table(rows, key), "\n\n" + spread(rows), "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
