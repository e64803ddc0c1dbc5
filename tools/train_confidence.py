#!/usr/bin/env python3
"""Fit the confidence models (src/confidence/) and report how well they are calibrated.

usage: train_confidence.py FEATURES_PROGRAM GOLD_FOLDER... [--held FOLDER]... [--write]

FEATURES_PROGRAM is build/bench/isnad_confidence_features; a gold folder holds NAME.json and NAME.txt as in ../shared/gold/dev
(tests/quality/annotated.py --materialise makes one of the repository's own annotation). An item is right where the shared
score.py counts it: a mention with its actor, an attribution with its root, an event with its type. One logistic regression with L2 a
layer, by descent in fixed order; articles of the second and later gold folders, which the rules were less fitted to, count several
times in the layers where that matters (FRESH). Calibration is measured by cross-validation on documents, and on folders given by --held, which
are only measured. Events are rated by a probability whose weights are fitted on these articles too: they are read with images fitted without
them, a part at a time (refit.py). --write puts the weights into data/models/confidence.tsv and the tables into docs/confidence.md. Standard library only.
"""
import argparse
import collections
import json
import math
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "tools"
sys.dont_write_bytecode = True
sys.path.insert(0, str(SHARED))
import score  # noqa: E402  (the shared scorer reads the gold's spans and says what counts as found)
from refit import Refit  # noqa: E402

LAYERS = {"mentions": "mention", "attributions": "attribution", "events": "event"}
FOLDS = 8
EPOCHS = 80
RATE = 0.1
L2 = 0.5
BINS = 10
FRESH = {"mentions": 1, "attributions": 1, "events": 4}

Item = tuple[str, dict[str, float], bool]  # document, features, is right


class Article:
    """One gold article with the program's record and features, offsets of both in the scorer's packed text."""

    def __init__(self, folder: pathlib.Path, line: str) -> None:
        answer = json.loads(line)
        self.features = answer
        self.record = answer["record"]
        self.name = self.record["document"]["id"]
        self.gold = score.Gold(self.name, str(folder))
        self.system = score.Record(self.record)
        self.shift = score.align(self.gold, self.system)

    def span(self, item: dict) -> tuple[int, int]:
        begin, end = self.system.span(item)
        return begin + self.shift, end + self.shift

    def mentions(self) -> list[tuple[int, tuple[int, int], dict]]:
        return [(i, self.span(m), m) for i, m in enumerate(self.record["mentions"]) if m["type"] != "place" and m["actor"]]

    def matched_mentions(self):
        """(gold entity, index of the mention, mention), each mention once, as the scorer matches them."""
        used = set()
        for begin, end, entity in self.gold.mentions():
            for i, span, mention in self.mentions():
                if i not in used and score.overlap((begin, end), span) and score.iou([(begin, end)], [span]) >= 0.5:
                    used.add(i)
                    yield entity, i, mention
                    break

    def is_same_source(self, gold_id: str, system_id: str) -> bool:
        wanted = [self.gold.span(m) for s in self.gold.g["sources"] if s["id"] == gold_id for m in s["mentions"]]
        given = [self.span(m) for s in self.record["sources"] if s["id"] == system_id for m in s["mentions"]]
        return any(score.overlap(x, y) for x in wanted if x for y in given)

    def right_attributions(self) -> set[int]:
        gold = [(self.gold.span(a["cue"]), a) for a in self.gold.g["attributions"]]
        gold = [g for g in gold if g[0]]
        system = [(self.span(a["cue"]), a) for a in self.record["attributions"]]
        pairs = score.greedy_match(gold, system, lambda x, y: score.overlap(x[0], y[0]))
        return {s for g, s in pairs if self.is_same_source(gold[g][1]["chain"][-1], system[s][1]["chain"][-1])}

    def right_events(self) -> set[int]:
        gold = [(self.gold.span(e["trigger"]), e) for e in self.gold.g["events"]]
        gold = [g for g in gold if g[0]]
        system = [(self.span(e["trigger"]), e) for e in self.record["events"]]
        pairs = score.greedy_match(gold, system, lambda x, y: score.overlap(x[0], y[0]) and x[1]["type"] == y[1]["type"])
        return {s for _, s in pairs}


def articles_of(program: str, folder: pathlib.Path, image: tuple[pathlib.Path, ...] = ()) -> list[Article]:
    documents = subprocess.run([sys.executable, SHARED / "gold_input.py", folder], check=True, capture_output=True).stdout
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(documents)
        file.flush()
        out = subprocess.run([program, file.name, *image], check=True, capture_output=True, text=True).stdout
    return [Article(folder, line) for line in out.splitlines()]


def same_actors(articles: list[Article]) -> dict[str, str]:
    """Which actor of the program stands for which of the gold: each at most once, by greatest count."""
    votes = collections.Counter()
    for article in articles:
        for begin, end, entity in article.gold.mentions():
            for _, span, mention in article.mentions():
                if score.overlap((begin, end), span) and score.iou([(begin, end)], [span]) >= 0.5:
                    votes[entity, mention["actor"]] += 1
    to_gold, taken = {}, set()
    for (entity, actor), _ in votes.most_common():
        if entity not in taken and actor not in to_gold:
            to_gold[actor] = entity
            taken.add(entity)
    return to_gold


def features(names: list[str]) -> dict[str, float]:
    pairs = (name.partition("=") for name in names)
    return {name: float(value) if value else 1.0 for name, _, value in pairs}


def items_of(articles: list[Article]) -> dict[str, list[Item]]:
    to_gold = same_actors(articles)
    items = {layer: [] for layer in LAYERS}
    for article in articles:
        right = {i for entity, i, m in article.matched_mentions() if to_gold.get(m["actor"]) == entity}
        rows = article.features["mentions"]
        items["mentions"] += [(article.name, features(rows[i]), i in right) for i, _, _ in article.mentions()]
        for layer, right in (("attributions", article.right_attributions()), ("events", article.right_events())):
            items[layer] += [(article.name, features(row), i in right) for i, row in enumerate(article.features[layer])]
    return items


def folds_of(names) -> dict[str, int]:
    return {name: i % FOLDS for i, name in enumerate(sorted(set(names)))}


def events_left_out(program: str, folders: list[pathlib.Path]) -> list[Item]:
    """The events of each article as found by a program whose event weights have not seen it."""
    fold = folds_of(path.stem for folder in folders for path in folder.glob("*.json"))
    items = []
    with tempfile.TemporaryDirectory() as name:
        refit = Refit(pathlib.Path(program).resolve().parents[1], pathlib.Path(name), [str(folder) for folder in folders])
        for k in range(FOLDS):
            image = refit.image_without([article for article in fold if fold[article] == k])
            articles = [a for folder in folders for a in articles_of(program, folder, (image,))]
            items += items_of([a for a in articles if fold[a.name] == k])["events"]
    return items


def probability(weights: dict[str, float], row: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in row.items())))


def fit(rows: list[Item], counts: dict[str, int]) -> dict[str, float]:
    """Gradient descent over all items at once, with steps that shrink a feature (Adagrad); `counts` by document, else once."""
    weights, seen = collections.defaultdict(float), collections.defaultdict(lambda: 1e-6)
    for _ in range(EPOCHS):
        gradient = collections.defaultdict(float)
        for name, row, is_right in rows:
            error = (probability(weights, row) - is_right) * counts.get(name, 1)
            for feature, value in row.items():
                gradient[feature] += error * value
        for name in sorted(gradient):
            slope = gradient[name] + (L2 * weights[name] if name != "bias" else 0.0)
            seen[name] += slope * slope
            weights[name] -= RATE * 4 * slope / math.sqrt(seen[name])
    return dict(weights)


def cross_validated(rows: list[Item], counts: dict[str, int]) -> list[tuple[float, bool]]:
    fold = folds_of(name for name, _, _ in rows)
    out = []
    for k in range(FOLDS):
        weights = fit([r for r in rows if fold[r[0]] != k], counts)
        out += [(probability(weights, row), is_right) for name, row, is_right in rows if fold[name] == k]
    return out


def bins_of(rated: list[tuple[float, bool]]) -> list[list[tuple[float, bool]]]:
    bins = [[] for _ in range(BINS)]
    for p, is_right in rated:
        bins[min(BINS - 1, int(p * BINS))].append((p, is_right))
    return bins


def mean(values) -> float:
    values = list(values)
    return sum(values) / len(values)


def calibration_error(rated: list[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins of equal width."""
    return sum(len(b) * abs(mean(p for p, _ in b) - mean(r for _, r in b)) for b in bins_of(rated) if b) / len(rated)


def curve(rated: list[tuple[float, bool]]) -> list[str]:
    lines = ["| confidence | items | mean confidence | right |", "|---|---|---|---|"]
    for k, b in enumerate(bins_of(rated)):
        if b:
            lines.append(f"| {k / BINS:.1f} to {(k + 1) / BINS:.1f} | {len(b)} | {mean(p for p, _ in b):.2f} | {mean(r for _, r in b):.2f} |")
    return lines


def thresholds(rated: list[tuple[float, bool]]) -> list[str]:
    total = sum(r for _, r in rated)
    lines = ["| `--min-confidence` | kept | right of those kept | right ones kept |", "|---|---|---|---|"]
    for threshold in (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95):
        kept = [r for p, r in rated if p >= threshold]
        if kept:
            lines.append(f"| {threshold:.2f} | {len(kept) / len(rated):.2f} | {mean(kept):.3f} | {sum(kept) / total:.2f} |")
    return lines


def report(layer: str, rated: list[tuple[float, bool]], held: list[tuple[float, bool]]) -> list[str]:
    said = f"expected calibration error {calibration_error(rated):.3f} over {len(rated)} items, {mean(r for _, r in rated):.3f} of them right"
    if held:
        said += f"; on the articles held back {calibration_error(held):.3f} over {len(held)}"
    return [f"## {layer.capitalize()}", "", f"Cross-validation: {said}.", "", *curve(rated), "", *thresholds(rated), ""]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("gold", nargs="+", type=pathlib.Path)
    parser.add_argument("--held", action="append", default=[], type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    by_folder = [articles_of(arguments.program, folder) for folder in arguments.gold]
    items = items_of([a for articles in by_folder for a in articles])
    items["events"] = events_left_out(arguments.program, arguments.gold)
    fresh = [a.name for articles in by_folder[1:] for a in articles]
    held = items_of([a for folder in arguments.held for a in articles_of(arguments.program, folder)])
    table, text = [], []
    for layer, short in LAYERS.items():
        counts = dict.fromkeys(fresh, FRESH[layer])
        weights = fit(items[layer], counts)
        table += [f"{short}\t{name}\t{weight:.3f}\ttools/train_confidence.py" for name, weight in weights.items()]
        text += report(layer, cross_validated(items[layer], counts), [(probability(weights, row), r) for _, row, r in held[layer]])
    print("\n".join(text))
    if arguments.write:
        (ROOT / "data/models/confidence.tsv").write_text("\n".join(["layer\tfeature\tweight\tsource", *sorted(table)]) + "\n", encoding="utf-8")
        docs = ROOT / "docs/confidence.md"
        head = docs.read_text(encoding="utf-8").partition("<!-- by tools/train_confidence.py -->\n")
        docs.write_text(head[0] + head[1] + "\n" + "\n".join(text), encoding="utf-8")
    return 0


sys.exit(main())
