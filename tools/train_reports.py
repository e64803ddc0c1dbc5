#!/usr/bin/env python3
"""Fit the model that tells reports of violence and protest from mere mentions (src/event/reports.h), and report it by cross-validation.

usage: train_reports.py CANDIDATES_PROGRAM DATA_DIR SENTENCES_FOLDER [--write]

The folder holds assault-sentences.csv and protest-sentences.csv of the Arabic event gold standard of the Open Event Data Alliance:
sentences with the votes of several readers. A sentence counts as voted: yes, no, and with half the weight what lies between. Logistic
regression with L2, by stochastic descent in fixed order; folds are of whole documents; standard library only. With --write the
weights go to DATA_DIR/events/reports.tsv.
"""
import collections
import csv
import json
import math
import pathlib
import subprocess
import sys
import tempfile

KINDS = ("ASSAULT", "PROTEST")
L2 = 0.03
EPOCHS = 25
FOLDS = 5
RAREST = 2  # sentences of the kind in which a word must stand
SMALLEST = 0.05  # weights nearer to nothing are left out of the table
VOTES = {"yes": (1.0, 1.0), "easy no": (0.0, 1.0), "ambiguous": (0.6, 0.5), "difficult no": (0.2, 0.5)}  # target, weight

# One sentence: its label, its document, and the features of those of its parts that have a trigger of the kind.
Sentence = collections.namedtuple("Sentence", "label document parts")


def sentences(program: str, folder: pathlib.Path, kind: str) -> list[Sentence]:
    with open(folder / f"{kind.lower()}-sentences.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": str(i), "text": r["text"]}, ensure_ascii=False) + "\n" for i, r in enumerate(rows))
        file.flush()
        out = subprocess.run([program, "--reports", file.name], capture_output=True, text=True, check=True).stdout
    parts = collections.defaultdict(list)
    for line in out.splitlines():
        document, of, *features = line.split("\t")
        if of == kind:
            parts[int(document)].append(features)
    return [Sentence(r["label"], r["id"].rsplit("-", 1)[0], parts[i]) for i, r in enumerate(rows)]


def fit(rows: list[Sentence]) -> dict[str, float]:
    seen = collections.Counter(f for r in rows for part in r.parts for f in part)
    names = sorted(f for f, n in seen.items() if n >= RAREST)
    index = {n: i for i, n in enumerate(names)}
    data = [([index[f] for f in part if f in index], *VOTES[r.label]) for r in rows for part in r.parts]
    data.sort(key=lambda row: hash_of(row[0]))  # in no order of the file
    w = [0.0] * len(names)
    bias = -2.0
    for epoch in range(EPOCHS):
        rate = 0.09 / (1 + 0.2 * epoch)
        for features, target, weight in data:
            d = weight * (target - 1 / (1 + math.exp(-max(-30.0, min(30.0, bias + sum(w[i] for i in features))))))
            for i in features:
                w[i] += rate * (d - L2 * w[i])
            bias += rate * d / 3
    return {**dict(zip(names, w)), "<bias>": bias}


def hash_of(features: list[int]) -> int:
    h = 17
    for i in features:
        h = (h * 1000003 + i) % 2147483647
    return h


def probability(weights: dict[str, float], sentence: Sentence) -> float:
    sums = [weights["<bias>"] + sum(weights.get(f, 0.0) for f in part) for part in sentence.parts]
    return max((1 / (1 + math.exp(-max(-30.0, min(30.0, s)))) for s in sums), default=0.0)


def folds(rows: list[Sentence]) -> dict[str, int]:
    """Fold of each document."""
    documents = sorted({r.document for r in rows}, key=lambda d: hash_of([ord(c) for c in d]))
    return {d: i % FOLDS for i, d in enumerate(documents)}


def report(kind: str, rows: list[Sentence]) -> None:
    fold = folds(rows)
    weighed = []
    for k in range(FOLDS):
        weights = fit([r for r in rows if fold[r.document] != k])
        weighed += [(probability(weights, r), r.label) for r in rows if fold[r.document] == k]
    count = collections.Counter(r.label for r in rows)
    print(f"{kind}: " + ", ".join(f"{n} {label}" for label, n in sorted(count.items())))
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4):
        chosen = collections.Counter(label for p, label in weighed if p >= threshold)
        row = f"  threshold {threshold:.2f}"
        for other in ("easy no", "difficult no"):
            p, r = chosen["yes"] / max(chosen["yes"] + chosen[other], 1), chosen["yes"] / count["yes"]
            row += f"   against {other}: p {p:.3f}  r {r:.3f}  f1 {2 * p * r / max(p + r, 1e-9):.3f}"
        print(row)


def write(fitted: dict[str, dict[str, float]], data: pathlib.Path) -> None:
    words = sorted({w for weights in fitted.values() for w, x in weights.items() if abs(x) >= SMALLEST}, key=lambda w: w.encode())
    cells = [(w, *(fitted[kind].get(w, 0.0) for kind in KINDS)) for w in words]
    lines = [f"{w}\t{assault:.2f}\t{protest:.2f}\ttools/train_reports.py" for w, assault, protest in cells]
    (data / "events" / "reports.tsv").write_text("word\tassault\tprotest\tsource\n" + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    program, data_dir, folder = arguments[0], pathlib.Path(arguments[1]), pathlib.Path(arguments[2])
    fitted = {}
    for kind in KINDS:
        rows = sentences(program, folder, kind)
        report(kind, rows)
        fitted[kind] = fit(rows)
    if "--write" in sys.argv:
        write(fitted, data_dir)


if __name__ == "__main__":
    main()
