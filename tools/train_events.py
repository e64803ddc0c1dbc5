#!/usr/bin/env python3
"""Fit the acceptance model of events (src/event/acceptance.h) and report it by leaving conflicts out.

usage: train_events.py CANDIDATES_PROGRAM DATA_DIR GOLD_FOLDER... [--write]

Each gold folder holds NAME.json and NAME.txt as in ../shared/gold/dev. A trigger is right when the gold has an event of its
type there. Logistic regression with L2, by stochastic descent in fixed order; standard library only. With --write the weights go to
DATA_DIR/events/acceptance.tsv, those of words to words.tsv; build the image and run again until the score stays, for each event is weighed
by those before it.
"""
import collections
import math
import pathlib
import subprocess
import sys
import tempfile

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared" / "tools"
sys.path.insert(0, str(SHARED))
import score  # noqa: E402  (the shared scorer reads the gold's spans)

L2 = 5.0
EPOCHS = 60
FOLDS = 8
WORD = "word "  # before the words among the features
SMALLEST = 0.02  # weights of words nearer to nothing are left out of the table


def candidates(program: str, folders: list[str]) -> list[tuple[str, bool, list[str]]]:
    """(document, is right, features) of all weighed triggers, and the number of gold events."""
    rows = []
    total = 0
    for folder in folders:
        lines = subprocess.run([sys.executable, str(SHARED / "gold_input.py"), folder], capture_output=True, text=True,
                               check=True).stdout
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.write(lines)
            file.flush()
            out = subprocess.run([program, file.name], capture_output=True, text=True, check=True).stdout
        gold = {}
        for path in sorted(pathlib.Path(folder).glob("*.json")):
            g = score.Gold(path.stem, folder)
            spans = [(g.span(e["trigger"]), e["type"]) for e in g.g.get("events", [])]
            text = g.text
            offsets = [0]
            for ch in text:
                offsets.append(offsets[-1] + len(ch.encode()))
            index = {b: i for i, b in enumerate(offsets)}
            gold[path.stem] = (g, [s for s in spans if s[0]], index)
            total += len(spans)
        for line in out.splitlines():
            doc, begin, end, kind, _, features, *words = line.split("\t")
            g, events, index = gold[doc]
            a, b = index.get(int(begin)), index.get(int(end))
            if a is None or b is None:
                continue
            span = (g.map[a], g.map[b])
            right = any(score.overlap(span, s) and t == kind for s, t in events)
            rows.append((doc, right, features.split() + [WORD + word for word in words]))
    return rows, total


def fit(rows: list[tuple[str, bool, list[str]]]) -> dict[str, float]:
    names = sorted({f for _, _, fs in rows for f in fs})
    index = {n: i for i, n in enumerate(names)}
    data = [([index[f] for f in fs], 1.0 if y else 0.0) for _, y, fs in rows]
    w = [0.0] * len(names)
    scale = 1.0  # the weights are w * scale: shrinking costs one multiplication
    bias = 0.0
    for epoch in range(EPOCHS):
        rate = 0.2 / (1 + 0.2 * epoch)
        shrink = 1 - rate * L2 / len(data)
        for fs, y in data:
            d = rate * (y - 1 / (1 + math.exp(-(bias + scale * sum(w[i] for i in fs)))))
            for i in fs:
                w[i] += d / scale
            bias += d
            scale *= shrink
    return {**{n: w[i] * scale for n, i in index.items()}, "bias": bias}


def probability(weights: dict[str, float], features: list[str]) -> float:
    return 1 / (1 + math.exp(-(weights["bias"] + sum(weights.get(f, 0.0) for f in features))))


def report(rows, total: int) -> None:
    docs = sorted({d for d, _, _ in rows})
    fold = {d: i % FOLDS for i, d in enumerate(docs)}
    predictions = []
    for k in range(FOLDS):
        weights = fit([r for r in rows if fold[r[0]] != k])
        predictions += [(probability(weights, fs), y) for d, y, fs in rows if fold[d] == k]
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        tp = sum(y for p, y in predictions if p >= threshold)
        n = sum(p >= threshold for p, _ in predictions)
        precision, recall = tp / max(n, 1), tp / total
        print(f"threshold {threshold:.2f}  p {precision:.3f}  r {recall:.3f}  f1 {2 * precision * recall / (precision + recall):.3f}")
    bins = collections.defaultdict(list)
    for p, y in predictions:
        bins[min(int(p * 10), 9)].append((p, y))
    error = sum(abs(sum(p - y for p, y in b)) for b in bins.values()) / len(predictions)
    print(f"{len(rows)} candidates, {sum(y for _, y, _ in rows)} right of {total} gold events; calibration error {error:.3f}")


def write(weights: dict[str, float], data: pathlib.Path) -> None:
    tables = {"acceptance": [], "words": []}
    for name, weight in sorted(weights.items()):
        if not name.startswith(WORD):
            tables["acceptance"].append(f"{name}\t{weight:.3f}")
        elif abs(weight) >= SMALLEST:
            tables["words"].append(f"{name.removeprefix(WORD)}\t{weight:.2f}")
    for table, key in (("acceptance", "feature"), ("words", "word")):
        lines = [f"{key}\tweight\tsource"] + [f"{line}\ttools/train_events.py" for line in tables[table]]
        (data / "events" / f"{table}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    arguments = [a for a in sys.argv[1:] if a != "--write"]
    program, data_dir, folders = arguments[0], arguments[1], arguments[2:]
    rows, total = candidates(program, folders)
    report(rows, total)
    if "--write" in sys.argv:
        write(fit(rows), pathlib.Path(data_dir))


if __name__ == "__main__":
    main()
