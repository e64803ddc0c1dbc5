#!/usr/bin/env python3
"""Fit the casting model of events (src/event/casting.h) and report it by leaving articles out.

usage: train_casting.py CANDIDATES_PROGRAM DATA_DIR GOLD_FOLDER... [--write]

Each gold folder holds NAME.json and NAME.txt as in ../shared/gold/dev. Names are weighed at triggers that are events of the gold;
one is right for a part when the gold has its actor there. Logistic regression with L2, by stochastic descent in fixed order;
standard library only. With --write the weights go to DATA_DIR/events/casting.tsv; then fit the acceptance model again.
"""
import collections
import json
import math
import pathlib
import subprocess
import sys
import tempfile

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared" / "tools"
sys.path.insert(0, str(SHARED))
import score  # noqa: E402  (the shared scorer reads the gold's spans)

L2 = 60.0
EPOCHS = 30
FOLDS = 6
SMALLEST = 0.02  # weights nearer to nothing are left out of the table
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)


class Article:
    """A gold article: its events, and which gold actor stands where."""

    def __init__(self, stem: str, folder: str):
        gold = score.Gold(stem, folder)
        self.map = gold.map
        offsets = [0]
        for ch in gold.text:
            offsets.append(offsets[-1] + len(ch.encode()))
        self.index = {b: i for i, b in enumerate(offsets)}
        self.mentions = gold.mentions()
        self.events = [(gold.span(e["trigger"]), e) for e in gold.g.get("events", [])]
        self.events = [(span, e) for span, e in self.events if span]

    def event_at(self, begin: int, end: int, kind: str):
        a, b = self.index.get(begin), self.index.get(end)
        if a is None or b is None:
            return None
        return next((e for s, e in self.events if e["type"] == kind and score.overlap((self.map[a], self.map[b]), s)), None)


def run(arguments: list[str]) -> str:
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout


def to_gold(articles: dict, records: str) -> dict[str, str]:
    """Gold id of each actor of the program, by the mentions that both have."""
    votes = collections.Counter()
    for line in records.splitlines():
        record = json.loads(line)
        article = articles[record["document"]["id"]]
        at = {i: x for a, b, x in article.mentions for i in range(a, b)}
        for m in record["mentions"]:
            gold = at.get(article.map[m["start"]])
            if gold:
                votes[gold, m["actor"]] += 1
    mapping, taken = {}, set()
    for (gold, actor), _ in votes.most_common():
        if gold not in taken and actor not in mapping:
            taken.add(gold)
            mapping[actor] = gold
    return mapping


def candidates(program: str, folders: list[str]):
    """(document, event key, role, is right, features) of all names weighed at events of the gold."""
    rows, total = [], 0
    isnad = str(pathlib.Path(program).resolve().parents[1] / "isnad")
    for folder in folders:
        lines = run([sys.executable, str(SHARED / "gold_input.py"), folder])
        articles = {p.stem: Article(p.stem, folder) for p in sorted(pathlib.Path(folder).glob("*.json"))}
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.write(lines)
            file.flush()
            out = run([program, "--names", file.name])
            mapping = to_gold(articles, run([isnad, "extract", "--as-is", file.name]))
        for line in out.splitlines():
            document, begin, end, kind, actor, part, sets, features = line.split("\t")
            event = articles[document].event_at(int(begin), int(end), kind)
            if event is None:
                continue
            right = mapping.get(actor, actor) in event["actors" if part == "actor" else "recipients"]
            names = features.split()
            keys = [part + " " + kind, part + " bias"] + [s + " bias" for s in sets.split()]
            keys += [s + " " + n for s in [part, *sets.split()] for n in names]
            rows.append((document, (document, begin, kind), part, right, keys, "given" in names, actor))
        total += sum(len(e.get("actors", [])) + len(e.get("recipients", [])) for a in articles.values() for _, e in a.events)
    return rows, total


def fit(rows) -> dict[str, float]:
    names = sorted({k for r in rows for k in r[4]})
    index = {n: i for i, n in enumerate(names)}
    data = [([index[k] for k in r[4]], 1.0 if r[3] else 0.0) for r in rows]
    w = [0.0] * len(names)
    scale = 1.0  # the weights are w * scale: shrinking costs one multiplication
    for epoch in range(EPOCHS):
        rate = 0.08 / (1 + 0.3 * epoch)
        shrink = 1 - rate * L2 / len(data)
        for keys, y in data:
            s = 0.0
            for i in keys:
                s += w[i]
            d = rate * (y - 1 / (1 + math.exp(-max(-30.0, min(30.0, s * scale))))) / scale
            for i in keys:
                w[i] += d
            scale *= shrink
    return {n: w[i] * scale for n, i in index.items()}


def probability(weights, keys) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights.get(k, 0.0) for k in keys)))))


def report(rows) -> None:
    documents = sorted({r[0] for r in rows})
    fold = {d: i % FOLDS for i, d in enumerate(documents)}
    weighed = []
    for k in range(FOLDS):
        weights = fit([r for r in rows if fold[r[0]] != k])
        weighed += [(probability(weights, r[4]), r) for r in rows if fold[r[0]] == k]
    for part in ("actor", "recipient"):
        mine = [(p, r) for p, r in weighed if r[2] == part]
        total = sum(r[3] for _, r in mine)
        given = [r for _, r in mine if r[5]]
        right = sum(r[3] for r in given)
        print(f"{part}: {len(mine)} weighed, {total} right; the rules gave {len(given)}, {right} of them right")
        for threshold in THRESHOLDS:
            chosen = [r for p, r in mine if p >= threshold]
            tp = sum(r[3] for r in chosen)
            precision, recall = tp / max(len(chosen), 1), tp / max(total, 1)
            print(f"  threshold {threshold:.2f}  chosen {len(chosen)}  right {tp}  p {precision:.3f}  r {recall:.3f}  "
                  f"f1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}")


def write(weights: dict[str, float], data: pathlib.Path) -> None:
    lines = [k.replace(" ", "\t") + f"\t{w:.2f}\ttools/train_casting.py" for k, w in sorted(weights.items()) if abs(w) >= SMALLEST]
    (data / "events" / "casting.tsv").write_text("set\tfeature\tweight\tsource\n" + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    program, data_dir, folders = arguments[0], arguments[1], arguments[2:]
    rows, total = candidates(program, folders)
    print(f"{len(rows)} rows; {total} actors and recipients in the gold")
    report(rows)
    if "--write" in sys.argv:
        write(fit(rows), pathlib.Path(data_dir))


if __name__ == "__main__":
    main()
