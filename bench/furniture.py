#!/usr/bin/env python3
"""How much of what outlets repeat goes: paragraphs of 60 letters and more that stand in differently titled articles.

    bench/furniture.py [--program build/isnad] [--corpus ../shared/data/news/ant-2018-02-to-07.jsonl.xz] [--sample 100] [--seed 1]

Learns furniture from the corpus, reads it with and without, and prints for each outlet how many such paragraphs there are,
how many are left, and a sample of lines that went, to be judged by eye. Most repeated paragraphs are content (updates of an
article, the background of a story), so that the number that is left is no fault by itself.
"""
import argparse
import collections
import json
import lzma
import pathlib
import random
import subprocess
import tempfile

SHORTEST = 60


def lines_of(text):
    return {" ".join(line.split()) for line in text.split("\n")}


def texts_of(program, corpus, *options):
    """Title and lines of each document as the program reads it, by id."""
    run = subprocess.Popen([program, "extract", corpus, *options], stdout=subprocess.PIPE, text=True)
    out = {}
    for line in run.stdout:
        document = json.loads(line)["document"]
        out[document["id"]] = lines_of(document["text"])
    run.wait()
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="build/isnad")
    parser.add_argument("--corpus", default="../shared/data/news/ant-2018-02-to-07.jsonl.xz")
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = str(pathlib.Path(folder) / "furniture.tsv")
        subprocess.run([options.program, "furniture", "learn", options.corpus, "-o", table], check=True)
        learned = [row.split("\t")[:3] for row in open(table, encoding="utf-8").read().splitlines()[1:]]
        left = texts_of(options.program, options.corpus, "--furniture", table)
    articles = [json.loads(line) for line in lzma.open(options.corpus, "rt", encoding="utf-8")]
    where = collections.defaultdict(set)  # outlet, paragraph -> articles
    titles = collections.defaultdict(set)
    for a in articles:
        for paragraph in lines_of(a["text"]):
            if len(paragraph) >= SHORTEST:
                where[a["outlet"], paragraph].add(a["id"])
                titles[a["outlet"], paragraph].add(" ".join(a["title"].split()))
    repeated = {key: ids for key, ids in where.items() if len(titles[key]) > 1}
    still = collections.Counter(outlet for (outlet, p), ids in repeated.items() if any(p in left.get(i, ()) for i in ids))
    print("outlet, repeated paragraphs, of these left")
    for outlet, count in sorted(collections.Counter(outlet for outlet, _ in repeated).items()):
        print(f"{outlet:12} {count:6} {still[outlet]:6}")
    print(f"learned: {collections.Counter(why for _, _, why in learned)}")
    for outlet, text, why in random.Random(options.seed).sample(learned, min(options.sample, len(learned))):
        print(outlet, why, text, sep="\t")


main()
