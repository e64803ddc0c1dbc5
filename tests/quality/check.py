#!/usr/bin/env python3
"""Score the program against the shared gold and the held-back annotation and compare with floors.json.

usage: check.py PROGRAM [--write-lower "reason"]

The floors may rise by editing floors.json; lowering one needs a reason, which is kept beside it. The gold data is named by its
hash, so that a floor is never compared with other data. Exits 1 below a floor. Standard library only.
"""
import hashlib
import json
import pathlib
import sys

import annotated
import scoring


def gold_hash() -> str:
    digest = hashlib.sha256()
    for path in sorted(scoring.GOLD.iterdir()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def value_of(scores: dict, key: str) -> float:
    layer, _, field = key.partition("/")
    return scores[layer][field or "f1"]


def below_floor(data: str, scores: dict, floors: dict[str, float]) -> int:
    """Prints each score beside its floor; how many are below."""
    failed = 0
    for key, floor in floors.items():
        value = value_of(scores, key)
        failed += value < floor
        print(f"quality: {data:9} {key:28} {value:.3f}  floor {floor:.3f}{'  BELOW' if value < floor else ''}")
    return failed


def main() -> int:
    program = pathlib.Path(sys.argv[1]).resolve()
    floors = json.loads((scoring.HERE / "floors.json").read_text(encoding="utf-8"))
    if floors["gold"] != gold_hash():
        print(f"quality: the gold data is {gold_hash()}, the floors are for {floors['gold']}; set new floors first")
        return 1
    records = scoring.HERE.parent.parent / "build" / "quality.jsonl"
    records.parent.mkdir(exist_ok=True)
    scoring.run(program, scoring.GOLD, records)
    scores = scoring.score(scoring.GOLD, records)
    failed = below_floor("gold", scores, floors["floors"])
    failed += below_floor("held back", annotated.score_half(program, "held"), floors["held back"])
    print(f"quality: {len(floors['floors']) + len(floors['held back']) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
