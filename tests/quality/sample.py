#!/usr/bin/env python3
"""Draw sentences of the shared corpus for reading by eye, with what the program says of each.

usage: sample.py PROGRAM [--seed N] [--count N]   sentences with attributions, mentions, events and times, to read and judge
       sample.py --table                          counts the failure kinds of judged.tsv, as a Markdown table

The sentences come from news of politics and conflict in all five outlets, one of an article, never of an annotated article. judged.tsv
holds the judgement: the number of the sentence in the sample of seed 3, layer, effect and kind of failure, and whether it still fails
(as of the commit that docs/quality.md names). Standard library only.
"""
import argparse
import collections
import csv
import json
import lzma
import pathlib
import random
import re
import subprocess
import sys

import scoring

JUDGED = scoring.HERE / "judged.tsv"
TOPIC = re.compile(r"مفاوض|محادث|اتفاق|هدنة|وساط|مبعوث|قتل|قصف|هجوم|عقوبات|رئيس|وزير|مجلس الأمن|متمرد|قوات|احتجاج|انتخاب|معارض")
SENTENCE = re.compile(r"[^\n]+?(?:[.؟!](?=\s)|$)", re.M)


def annotated_articles() -> set[str]:
    folders = [scoring.GOLD, scoring.HERE / "annotated" / "dev", scoring.HERE / "annotated" / "held"]
    return {path.stem for folder in folders for path in folder.glob("*.json")}


def draw(seed: int, count: int) -> list[tuple[dict, int, int]]:
    """`count` articles with the bounds of one sentence each, in title, blank line, text."""
    taken = annotated_articles()
    candidates = []
    with lzma.open(scoring.NEWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            section = article["id"].split("-")[1]
            if article["id"] not in taken and section in ("middleEast", "internationalNews") and len(TOPIC.findall(article["text"])) >= 5:
                candidates.append(article)
    chance = random.Random(seed)
    drawn = []
    for article in chance.sample(candidates, count):
        text = (article["title"] or "").strip() + "\n\n" + article["text"].strip()
        sentences = [m.span() for m in SENTENCE.finditer(text) if 8 <= len(m.group().split()) <= 60]
        if sentences:
            drawn.append((article, *chance.choice(sentences)))
    return drawn


def records_of(program: pathlib.Path, articles: list[dict]) -> list[dict]:
    source = "\n".join(json.dumps(article, ensure_ascii=False) for article in articles).encode()
    done = subprocess.run([program, "extract", "--as-is", "-"], input=source, capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def lines_of(record: dict, start: int, end: int) -> list[str]:
    """The items of one record whose head lies in [start, end)."""
    text = record["document"]["text"]
    names = {source["id"]: source.get("name") for source in record["sources"]}

    def here(span):
        return start <= span["start"] < end

    def part(span):
        return text[span["start"]:span["end"]]

    lines = []
    for item in record["attributions"]:
        if here(item["cue"]):
            chain = " < ".join(str(names[source]) for source in item["chain"])
            content = " / ".join(f"{part(span)[:25]} … {part(span)[-25:]}" for span in item["content"])
            lines.append(f"  A {part(item['cue'])} | {chain} | {content} | {item['act']} {item['stance']} {item['quote']}")
    mentions = [f"{part(m)}={m.get('actor') or m.get('type')}" for m in record["mentions"] if here(m)]
    lines.append("  M " + "; ".join(mentions))
    for item in record["events"]:
        if here(item["trigger"]):
            third = ",".join(f"{t['role']}:{t['actor']}" for t in item.get("third") or [])
            roles = f"{','.join(item['actors'])} > {','.join(item['recipients'])} {third}"
            lines.append(f"  E {part(item['trigger'])} {item['type']} {item['status']} {item.get('move') or ''} | {roles}")
    times = [f"{part(t)}={t['value']}" for t in record["times"] if here(t)]
    return lines + (["  T " + "; ".join(times)] if times else [])


def show(program: pathlib.Path, seed: int, count: int) -> None:
    drawn = draw(seed, count)
    records = records_of(program, [article for article, _, _ in drawn])
    for number, ((article, start, end), record) in enumerate(zip(drawn, records), 1):
        text = (article["title"] or "").strip() + "\n\n" + article["text"].strip()
        at = record["document"]["text"].find(text[start:end])
        print(f"{number} {article['id']} {article['published']}: {text[start:end].strip()}")
        print("\n".join(lines_of(record, at, at + end - start)) if at >= 0 else "  (moved)")


def tabulate() -> None:
    with open(JUDGED, encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    failures = collections.defaultdict(list)
    for row in rows:
        failures[row["layer"], row["effect"], row["kind"]].append(row["now"])
    print("| layer | effect | failure kind | failures | still |\n|---|---|---|---:|---:|")
    for (layer, effect, kind), states in sorted(failures.items(), key=lambda item: -len(item[1])):
        print(f"| {layer} | {effect} | {kind} | {len(states)} | {states.count('fails')} |")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--table", action="store_true")
    arguments = parser.parse_args()
    if arguments.table:
        tabulate()
    elif arguments.program:
        show(arguments.program.resolve(), arguments.seed, arguments.count)
    else:
        parser.print_help()
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
