#!/usr/bin/env python3
"""Makes data/words/types.tsv: how often each Arabic word form stands in a news corpus.

    tools/words/count_types.py CORPUS.jsonl.xz --types data/words/types.tsv [--sentences FILE] [--min-count 3]

The corpus is JSONL with `title` and `text`; a line of text that was seen before (reissues, teasers) is not counted again.
--sentences writes the words line by line, for tools/words/word_classes.cpp.
"""
import argparse
import collections
import json
import lzma
import re

WORD = re.compile("[\u0621-\u063A\u0640-\u0652\u0670\u0671\u067E\u0686\u0698\u06A4\u06A9\u06AF\u06CC]+|[0-9\u0660-\u0669]+|[A-Za-z]+|[.,\u060C:!\u061F?]")
MARK = re.compile("[\u0640\u064B-\u0652\u0670]")


def is_arabic(word):
    return "\u0621" <= word[0] <= "\u06CC" and not word[0].isdigit() and word[0] not in "\u060C\u061F"


def generic(word):
    if word[0].isdigit():
        return "#"
    return "A" if word[0].isascii() and word[0].isalpha() else word


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus")
    parser.add_argument("--types", required=True)
    parser.add_argument("--sentences")
    parser.add_argument("--min-count", type=int, default=3)
    args = parser.parse_args()
    counts = collections.Counter()
    seen = set()
    out = open(args.sentences, "w", encoding="utf-8") if args.sentences else None
    with lzma.open(args.corpus, "rt", encoding="utf-8") as corpus:
        for article in map(json.loads, corpus):
            for line in (article["title"] + "\n" + article["text"]).split("\n"):
                line = line.strip()
                if line in seen:
                    continue
                seen.add(line)
                words = [w for w in (MARK.sub("", x) for x in WORD.findall(line)) if w]
                counts.update(w for w in words if is_arabic(w))
                if out:
                    out.write(" ".join(map(generic, words)) + "\n")
    with open(args.types, "w", encoding="utf-8") as types:
        types.write("word\tcount\tsource\n")
        for word in sorted((w for w, n in counts.items() if n >= args.min_count), key=lambda w: w.encode()):
            types.write(f"{word}\t{counts[word]}\tANT\n")


if __name__ == "__main__":
    main()
