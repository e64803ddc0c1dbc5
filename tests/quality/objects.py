#!/usr/bin/env python3
"""What the moves that were found are about, against the gold: the `object` of annotation.md, which score.py leaves out.

    tests/quality/objects.py [build/isnad] [--errors]

Counts the moves of gold/dev whose word the program has as a move too: how many have an object in the gold, how many got one,
and how many of these share half and more of the characters that either has. Standard library only.
"""
import argparse
import json
import pathlib
import tempfile

import scoring


def moves(gold, record, shift):
    """Pairs of a gold move and the record's move with the same word, spans in characters without spaces."""
    found = [(record.span(e["trigger"]), e) for e in record.r["events"] if e["move"]]
    for g in gold.g.get("events", []):
        trigger = gold.span(g["trigger"]) if g.get("move") else None
        if trigger is None:
            continue
        for (start, end), e in found:
            if start + shift < trigger[1] and trigger[0] < end + shift:
                yield g, e
                break


def shared(a, b):
    """Characters that both spans have, as a share of those that either has."""
    both = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return both / ((a[1] - a[0]) + (b[1] - b[0]) - both)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?", type=pathlib.Path, default=pathlib.Path("build/isnad"))
    parser.add_argument("--errors", action="store_true", help="print those that are missing, needless or far off")
    options = parser.parse_args()
    score = scoring.shared_score()
    total = wanted = given = both = good = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "records.jsonl"
        scoring.run(options.program, scoring.GOLD, path)
        for line in open(path, encoding="utf-8"):
            record = score.Record(json.loads(line))
            gold = score.Gold(record.r["document"]["id"], str(scoring.GOLD))
            shift = score.align(gold, record)
            for g, e in moves(gold, record, shift):
                want, got = gold.span(g.get("object")), record.span(e["object"])
                got = got and (got[0] + shift, got[1] + shift)
                total, wanted, given = total + 1, wanted + bool(want), given + bool(got)
                overlap = shared(want, got) if want and got else 0
                both, good = both + (overlap > 0), good + (overlap >= 0.5)
                if options.errors and (want or got) and overlap < 0.5:
                    cut = lambda span: gold.packed[span[0]:span[1]][:60] if span else None
                    print(g["move"], g["trigger"], "gold:", cut(want), "| got:", cut(got))
    print(f"moves {total}, with an object in the gold {wanted}; given {given}, overlapping {both}, by half and more {good}")


if __name__ == "__main__":
    main()
