#!/usr/bin/env python3
"""Fit the stance model (src/link/stance.h) and report it by cross-validation.

usage: train_stance.py STANCE_PROGRAM TRAIN_CSV [--write DATA_DIR]

TRAIN_CSV has the columns s1, s2, stance (agree, disagree, other), as ../shared/data/claims/ans-stance-train.csv. Two logistic
regressions with L2, by stochastic descent in fixed order: `unrelated` over the measures (other or not), `opposed` over the names
(disagree or agree, of the pairs about one matter). Pairs that share a sentence stay in one fold. With --write the weights of all
pairs go to DATA_DIR/models/stance.tsv. Standard library only.
"""
import csv
import math
import pathlib
import subprocess
import sys

FOLDS = 5
CLASSES = ("agree", "disagree", "other")
SMALLEST = 0.02  # weights nearer to nothing are left out of the table
LEAST_PAIRS = 2  # names seen in fewer pairs are not weighed
# Probability from which on a pair is unrelated, or opposed: chosen by cross-validation.
UNRELATED, OPPOSED = 0.3, 0.55


class Pair:
    def __init__(self, row: dict[str, str], line: str):
        cells = line.split("\t")
        self.sentences = [" ".join(row[k].split()) for k in ("s1", "s2")]
        self.stance = row["stance"]
        split = next((i for i, c in enumerate(cells) if "=" not in c or ":" in c.split("=")[0] or ">" in c), len(cells))
        self.measures = [(n, float(v)) for n, v in (c.split("=") for c in cells[:split])]
        self.names = cells[split:]


def run(program: str, rows: list[dict[str, str]], *options: str) -> list[str]:
    text = "".join(" ".join(r["s1"].split()) + "\t" + " ".join(r["s2"].split()) + "\n" for r in rows)
    return subprocess.run([program, *options], input=text, capture_output=True, text=True, check=True).stdout.splitlines()


def read(path: str) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_pairs(program: str, path: str) -> list[Pair]:
    rows = read(path)
    return [Pair(r, line) for r, line in zip(rows, run(program, rows, "--features"), strict=True)]


def folds_of(pairs: list[Pair]) -> list[int]:
    """A fold for each pair, by turns; pairs that share a sentence have the same."""
    parent = list(range(len(pairs)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    first: dict[str, int] = {}
    for i, p in enumerate(pairs):
        for s in p.sentences:
            a, b = find(i), find(first.setdefault(s, i))
            parent[max(a, b)] = min(a, b)
    turn: dict[int, int] = {}
    return [turn.setdefault(find(i), len(turn)) % FOLDS for i in range(len(pairs))]


def fit(rows: list[tuple[list[tuple[int, float]], float]], size: int, l2: float, epochs: int, rate: float) -> list[float]:
    w = [0.0] * size
    scale = 1.0  # the weights are w * scale: shrinking costs one multiplication
    for epoch in range(epochs):
        step = rate / (1 + 0.3 * epoch)
        shrink = 1 - step * l2 / len(rows)
        for features, y in rows:
            s = 0.0
            for i, v in features:
                s += w[i] * v
            d = step * (y - 1 / (1 + math.exp(-max(-30.0, min(30.0, s * scale))))) / scale
            for i, v in features:
                w[i] += d * v
            scale *= shrink
    return [x * scale for x in w]


def bias_at(threshold: float) -> float:
    """What to take off the bias so that 0 is the score of a pair with this probability."""
    return math.log(threshold / (1 - threshold))


def fit_unrelated(pairs: list[Pair]) -> dict[str, float]:
    """Weights of the measures as they are; fitted on measures of mean 0 and deviation 1."""
    names = [n for n, _ in pairs[0].measures]
    columns = list(zip(*([v for _, v in p.measures] for p in pairs)))
    means = [sum(c) / len(c) for c in columns]
    deviations = [math.sqrt(sum((v - m) ** 2 for v in c) / len(c)) or 1.0 for c, m in zip(columns, means)]
    rows = []
    for p in pairs:
        scaled = [(i, (v - means[i]) / deviations[i]) for i, (_, v) in enumerate(p.measures)]
        rows.append((scaled + [(len(names), 1.0)], 1.0 if p.stance == "other" else 0.0))
    w = fit(rows, len(names) + 1, 3.0, 60, 0.05)
    out = {n: w[i] / deviations[i] for i, n in enumerate(names)}
    out["bias"] = w[-1] - sum(w[i] * means[i] / deviations[i] for i in range(len(names))) - bias_at(UNRELATED)
    return out


def fit_opposed(pairs: list[Pair]) -> dict[str, float]:
    pairs = [p for p in pairs if p.stance != "other"]
    counts: dict[str, int] = {}
    for p in pairs:
        for n in p.names:
            counts[n] = counts.get(n, 0) + 1
    names = ["bias"] + sorted(n for n, c in counts.items() if c >= LEAST_PAIRS)
    index = {n: i for i, n in enumerate(names)}
    rows = [([(0, 1.0)] + [(index[n], 1.0) for n in p.names if n in index], 1.0 if p.stance == "disagree" else 0.0) for p in pairs]
    w = fit(rows, len(names), 5.0, 30, 0.05)
    out = dict(zip(names, w))
    out["bias"] -= bias_at(OPPOSED)
    return out


def stance_of(unrelated: dict[str, float], opposed: dict[str, float], pair: Pair) -> str:
    if unrelated["bias"] + sum(unrelated[n] * v for n, v in pair.measures) > 0:
        return "other"
    return "disagree" if opposed["bias"] + sum(opposed.get(n, 0.0) for n in pair.names) > 0 else "agree"


def f1_scores(gold: list[str], found: list[str]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of each class."""
    out = {}
    for c in CLASSES:
        right = sum(g == f == c for g, f in zip(gold, found))
        precision = right / max(found.count(c), 1)
        recall = right / max(gold.count(c), 1)
        out[c] = (precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))
    return out


def table(gold: list[str], found: list[str]) -> str:
    scores = f1_scores(gold, found)
    lines = [f"  {c:9} {gold.count(c):5}   p {p:.3f}  r {r:.3f}  f1 {f:.3f}" for c, (p, r, f) in scores.items()]
    right = sum(g == f for g, f in zip(gold, found)) / len(gold)
    macro = sum(f for _, _, f in scores.values()) / len(CLASSES)
    return "\n".join(lines) + f"\n  macro-F1 {macro:.3f}   accuracy {right:.3f}"


def write(unrelated: dict[str, float], opposed: dict[str, float], data: pathlib.Path) -> None:
    lines = [f"opposed\t{n}\t{w:.2f}" for n, w in sorted(opposed.items()) if abs(w) >= SMALLEST]
    lines += [f"unrelated\t{n}\t{w:.4f}" for n, w in sorted(unrelated.items())]
    text = "question\tfeature\tweight\tsource\n" + "".join(line + "\ttools/train_stance.py\n" for line in lines)
    (data / "models" / "stance.tsv").write_text(text, encoding="utf-8")


def main() -> None:
    pairs = read_pairs(sys.argv[1], sys.argv[2])
    folds = folds_of(pairs)
    found = [""] * len(pairs)
    for k in range(FOLDS):
        rest = [p for p, f in zip(pairs, folds) if f != k]
        models = fit_unrelated(rest), fit_opposed(rest)
        for i, f in enumerate(folds):
            if f == k:
                found[i] = stance_of(*models, pairs[i])
    print(f"{len(pairs)} pairs, each by a model of the other {FOLDS - 1} parts\n{table([p.stance for p in pairs], found)}")
    if len(sys.argv) > 4 and sys.argv[3] == "--write":
        write(fit_unrelated(pairs), fit_opposed(pairs), pathlib.Path(sys.argv[4]))


if __name__ == "__main__":
    main()
