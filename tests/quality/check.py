#!/usr/bin/env python3
"""Score the program against the shared gold, the held-back annotation and pairs of headlines and compare with floors.json.

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

sys.path.insert(0, str(scoring.HERE.parents[1] / "tools"))
import train_stance  # noqa: E402


def gold_hash() -> str:
    digest = hashlib.sha256()
    for path in sorted(scoring.GOLD.iterdir()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def value_of(scores: dict, key: str) -> float:
    layer, _, field = key.partition("/")
    return scores[layer][field or "f1"]


def stance_scores(program: pathlib.Path) -> dict:
    """F1 of each class of claims/ans-stance-dev.csv and their mean."""
    path = scoring.GOLD.parents[1] / "data" / "claims" / "ans-stance-dev.csv"
    rows = train_stance.read(str(path))
    found = [line.split("\t")[0] for line in train_stance.run(str(program.parent / "bench" / "isnad_stance"), rows)]
    scores = {c: {"f1": f} for c, (_, _, f) in train_stance.f1_scores([r["stance"] for r in rows], found).items()}
    return {**scores, "macro": {"f1": sum(x["f1"] for x in scores.values()) / len(scores)}}


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
    failed += below_floor("stance", stance_scores(program), floors["stance"])
    print(f"quality: {sum(len(floors[k]) for k in ('floors', 'held back', 'stance')) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
