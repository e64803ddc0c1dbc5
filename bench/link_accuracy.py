#!/usr/bin/env python3
"""Measures stories, copies and claims against annotated days of news, with two baselines for stories beside them.

    bench/link_accuracy.py [--program build/isnad] [--shared ../shared]

Baselines: documents with the same words in their headline but for one in two (by-title), and single-pass clustering by the
TF-IDF cosine of the whole text with its best threshold on these very days (so it is flattered).
"""
import argparse
import collections
import glob
import json
import lzma
import math
import os
import re
import subprocess
import sys
import tempfile

WORD = re.compile(r"\w+")


def b_cubed(gold, got):
    gold_groups, got_groups = collections.defaultdict(set), collections.defaultdict(set)
    for item in gold:
        gold_groups[gold[item]].add(item)
        got_groups[got[item]].add(item)
    both = {item: len(gold_groups[gold[item]] & got_groups[got[item]]) for item in gold}
    precision = sum(n / len(got_groups[got[i]]) for i, n in both.items()) / len(gold)
    recall = sum(n / len(gold_groups[gold[i]]) for i, n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def single_pass(vectors, least):
    """Each document joins the group whose centre it is most like, or opens one."""
    centres, groups = [], {}
    for name, vector in vectors.items():
        best, most = None, least
        for number, centre in enumerate(centres):
            norm = math.sqrt(sum(x * x for x in centre.values()))
            likeness = sum(x * centre.get(term, 0) for term, x in vector.items()) / norm
            if likeness > most:
                best, most = number, likeness
        if best is None:
            best = len(centres)
            centres.append(collections.Counter())
        groups[name] = best
        centres[best].update(vector)
    return groups


def tf_idf(articles, fields):
    words = {a["id"]: collections.Counter(WORD.findall(" ".join(a[f] or "" for f in fields))) for a in articles}
    documents = collections.Counter(w for counts in words.values() for w in counts)
    vectors = {}
    for name, counts in words.items():
        vector = {w: (1 + math.log(n)) * math.log(len(words) / documents[w]) for w, n in counts.items()}
        norm = math.sqrt(sum(x * x for x in vector.values())) or 1
        vectors[name] = {w: x / norm for w, x in vector.items()}
    return vectors


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/isnad")
    parser.add_argument("--shared", default="../shared")
    args = parser.parse_args()
    scorer = os.path.join(args.shared, "tools/score_dossier.py")
    for stories_file in sorted(glob.glob(os.path.join(args.shared, "gold/stories/*.stories.json"))):
        base = stories_file[: -len(".stories.json")]
        with open(stories_file, encoding="utf-8") as file:
            gold = {d: i for i, story in enumerate(json.load(file)) for d in story["docs"]}
        articles = []
        for corpus in glob.glob(os.path.join(args.shared, "data/news/*.jsonl.xz")):
            with lzma.open(corpus, "rt", encoding="utf-8") as lines:
                articles += [a for a in map(json.loads, lines) if a["id"] in gold]
        articles.sort(key=lambda a: (a["published"], a["id"]))
        print(os.path.basename(base), len(articles), "articles")
        for name, fields, thresholds in (("by title", ["title"], [0.5]), ("TF-IDF", ["title", "text"], [0.1, 0.15, 0.2, 0.25, 0.3, 0.4])):
            vectors = tf_idf(articles, fields)
            best = max((b_cubed(gold, single_pass(vectors, t)) for t in thresholds), key=lambda s: s[2])
            print("stories, %s: B-cubed P %.3f R %.3f F1 %.3f" % (name, *best))
        with tempfile.TemporaryDirectory() as folder:
            lines = os.path.join(folder, "articles.jsonl")
            with open(lines, "w", encoding="utf-8") as file:
                file.writelines(json.dumps(a, ensure_ascii=False) + "\n" for a in articles)
            store, dossier = os.path.join(folder, "db"), os.path.join(folder, "dossier.json")
            subprocess.run([args.program, "analyze", "--as-is", "--db", store, lines], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
            subprocess.run([args.program, "dossier", "--db", store, "--format", "json", "-o", dossier], check=True,
                           stderr=subprocess.DEVNULL)
            for what in ("stories", "copies", "claims"):
                extra = [lines] if what == "claims" else []
                subprocess.run([sys.executable, scorer, what, dossier, f"{base}.{what}.json", *extra], check=True)


if __name__ == "__main__":
    main()
