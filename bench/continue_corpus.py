#!/usr/bin/env python3
"""Continues a corpus of news in time, to measure what a large store costs.

    bench/continue_corpus.py ARTICLES.jsonl[.xz] COUNT [FIRST] > more.jsonl

Writes COUNT articles from number FIRST (0) on: those of the file again and again, each round later by the span of the corpus, and in each round the words exchanged among
those of like frequency (the 300 most frequent stay). So each round has the stories, copies and furniture of the corpus, and none of another round.
"""
import argparse
import collections
import datetime
import json
import lzma
import random
import re
import sys

WORD = re.compile(r"\w+")
PIECES = re.compile(r"\w+|\W+")
FREQUENT = 300
BAND = 64


def articles_of(path):
    opener = lzma.open if path.endswith(".xz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def exchange(pieces, words, seed):
    """What each piece is written as in a round: words as others, what stands between them as it is."""
    out = {p: p for p in pieces}
    if seed == 0:
        return out
    chance = random.Random(seed)
    for start in range(FREQUENT, len(words), BAND):
        band = words[start:start + BAND]
        others = band[:]
        chance.shuffle(others)
        out.update(zip(band, others))
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("count", type=int)
    parser.add_argument("first", type=int, nargs="?", default=0)
    args = parser.parse_args()
    articles = articles_of(args.articles)
    texts = [{f: [sys.intern(p) for p in PIECES.findall(a[f] or "")] for f in ("title", "text")} for a in articles]
    counts = collections.Counter(p for t in texts for f in t.values() for p in f)
    words = [w for w, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if WORD.match(w)]
    dates = sorted(a["published"][:10] for a in articles if a["published"])
    first, last = dates[len(dates) // 100], dates[-1 - len(dates) // 100]  # a few are of other years
    span = (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days + 1
    for n in range(args.first, args.first + args.count):
        article, turn = articles[n % len(articles)], n // len(articles)
        if n % len(articles) == 0 or n == args.first:
            table = exchange(counts, words, turn)
        written = dict(article, id=f"{article['id']}-{turn}" if turn else article["id"])
        for field, pieces in texts[n % len(articles)].items():
            written[field] = "".join([table[p] for p in pieces])
        if article["published"]:
            day = datetime.date.fromisoformat(article["published"][:10]) + datetime.timedelta(days=span * turn)
            written["published"] = day.isoformat() + article["published"][10:]
        sys.stdout.write(json.dumps(written, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
