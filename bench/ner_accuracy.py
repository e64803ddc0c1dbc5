#!/usr/bin/env python3
"""Scores the name tags of `isnad extract --tokens` against a file of tokens with IOB2 tags, as CoNLL does: whole names, exact.

    bench/ner_accuracy.py TAGGED.txt [--isnad build/isnad] [--lexicon IMAGE] [--from 0.8]

TAGGED has "token tag" a line and an empty line after each sentence. The text given to the program is the tokens joined by
spaces, one sentence a document; a token that the program parts takes the tag of its first part. `--from` leaves out that share of
the sentences, so that a model trained on the first part can be measured on the rest. The shipped model has seen all of ANERcorp's
training part: its honest scores are the cross-validation of `isnad_train_ner` (data/models/README.md).
"""
import argparse
import collections
import json
import subprocess


def read_sentences(path):
    sentences = [[]]
    for line in open(path, encoding="utf-8"):
        parts = line.split()
        if len(parts) >= 2:
            sentences[-1].append((parts[0], parts[-1]))
        elif sentences[-1]:
            sentences.append([])
    return [s for s in sentences if s]


def spans(tags):
    found = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        if tag[0] == "I" and found and found[-1][1] == i and found[-1][2] == tag[2:]:
            found[-1] = (found[-1][0], i + 1, tag[2:])
        else:
            found.append((i, i + 1, tag[2:]))
    return set(found)


def predicted(sentence, record):
    tags, at, i = [], 0, 0
    tokens = record["tokens"]
    for form, _ in sentence:
        while i < len(tokens) and tokens[i]["end"] <= at:
            i += 1
        covers = i < len(tokens) and tokens[i]["start"] < at + len(form)
        tags.append(tokens[i]["ner"] if covers else "O")
        at += len(form) + 1
    return tags


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tagged")
    parser.add_argument("--isnad", default="build/isnad")
    parser.add_argument("--lexicon")
    parser.add_argument("--from", dest="begin", type=float, default=0.0)
    args = parser.parse_args()
    sentences = read_sentences(args.tagged)
    sentences = sentences[int(len(sentences) * args.begin):]
    lines = "".join(json.dumps({"id": str(i), "text": " ".join(t for t, _ in s)}, ensure_ascii=False) + "\n" for i, s in enumerate(sentences))
    command = [args.isnad, "extract", "--as-is", "--tokens", "-"] + (["--lexicon", args.lexicon] if args.lexicon else [])
    output = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    records = {r["document"]["id"]: r for r in map(json.loads, output.splitlines())}
    gold_count, found_count, right_count = collections.Counter(), collections.Counter(), collections.Counter()
    for i, sentence in enumerate(sentences):
        gold = spans([tag for _, tag in sentence])
        found = spans(predicted(sentence, records[str(i)]))
        for counter, items in ((gold_count, gold), (found_count, found), (right_count, gold & found)):
            counter.update(kind for _, _, kind in items)
    for kinds in (["PERS"], ["LOC"], ["ORG"], ["MISC"], ["PERS", "LOC", "ORG"]):
        gold, found, right = (sum(c[k] for k in kinds) for c in (gold_count, found_count, right_count))
        print(f"{'+'.join(kinds):14} precision {right / max(1, found):.4f} recall {right / max(1, gold):.4f} F1 {2 * right / max(1, gold + found):.4f} of {gold}")


if __name__ == "__main__":
    main()
