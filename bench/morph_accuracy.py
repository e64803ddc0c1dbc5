#!/usr/bin/env python3
"""Scores the words of records (isnad extract --tokens) against a treebank in CoNLL-U.

    bench/morph_accuracy.py --isnad build/isnad TREEBANK.conllu [--errors FILE] [--no-text]

Each sentence of the treebank is given to the program as a document (its `# text`; with --no-text its forms joined by spaces,
clitics put back). Printed: word accuracy of the segmentation, the same of the words that bear clitics in the treebank,
UPOS of the stems and of all syntactic words that were parted rightly or not, lemma of content words with marks dropped and hamza,
alef, ya and ta marbuta folded.
"""
import argparse
import collections
import json
import re
import subprocess

MARKS = re.compile("[\u0640\u064B-\u0652\u0670`]")
CONTENT = {"NOUN", "VERB", "ADJ", "ADV", "PROPN"}
ENDINGS = {"ه", "ها", "هم", "هما", "هن", "ك", "كم", "كما", "كن", "ي", "ني", "نا"}
PROCLITIC_POS = {"و": "CCONJ", "ف": "CCONJ", "ب": "ADP", "ل": "ADP", "ك": "ADP", "س": "PART"}
FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "ء", "ئ": "ء"})


def fold(word):
    return MARKS.sub("", word).translate(FOLD).replace("ء", "")


def read_treebank(path, has_text):
    text, rows = None, []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# text = "):
            text = line[9:]
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
        elif not line and rows:
            yield align(text if has_text else None, rows)
            text, rows = None, []
    if rows:
        yield align(text if has_text else None, rows)


def joined(rows):
    """The raw text of a treebank without it: clitics stand before or after their word."""
    out, glue = "", True
    for i, row in enumerate(rows):
        form = MARKS.sub("", row[1]).replace("ٱ", "ا")
        bare = form in PROCLITIC_POS and i + 1 < len(rows) and row[3] in {"ADP", "CONJ", "CCONJ", "PART", "SCONJ"}
        is_ending = row[3] == "PRON" and form in ENDINGS
        if not glue and not is_ending:
            out += " "
        row[1] = form
        if glue and out.endswith("ل") and form.startswith("ال") and i > 0 and MARKS.sub("", rows[i - 1][1]) == "ل":
            row[1] = form[1:]
        out += row[1]
        glue = bare
    return out


def align(text, rows):
    if text is None:
        text = joined(rows)
    at, segments = 0, []
    for row in rows:
        found = text.find(row[1], at)
        if found < 0:
            continue
        segments.append((found, found + len(row[1]), row[3], row[2]))
        at = found + len(row[1])
    return text, segments


def run(program, texts, lexicon):
    lines = "".join(json.dumps({"id": str(i), "title": "", "text": t}, ensure_ascii=False) + "\n" for i, t in enumerate(texts))
    command = [program, "extract", "--as-is", "--tokens", "-"] + (["--lexicon", lexicon] if lexicon else [])
    out = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in out.decode().splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("treebank")
    parser.add_argument("--isnad", default="build/isnad")
    parser.add_argument("--lexicon")
    parser.add_argument("--errors")
    parser.add_argument("--no-text", action="store_true")
    args = parser.parse_args()
    sentences = list(read_treebank(args.treebank, not args.no_text))
    n = collections.Counter()
    errors = collections.Counter()
    for (text, segments), record in zip(sentences, run(args.isnad, [t for t, _ in sentences], args.lexicon)):
        assert record["document"]["text"] == text
        ours = {}
        for token in record["tokens"]:
            for s in token["segments"]:
                form = MARKS.sub("", text[s["start"]:s["end"]])
                pos = {"stem": token["pos"], "enclitic": "PRON"}.get(s["kind"]) or PROCLITIC_POS.get(form, "X")
                ours[(s["start"], s["end"])] = (pos, token["lemma"] if s["kind"] == "stem" else form)
        for word in re.finditer(r"\S+", text):
            gold = [s for s in segments if word.start() <= s[0] < word.end()]
            if not any(s[2] not in ("PUNCT", "SYM") for s in gold):
                continue
            glued = any(a[1] == b[0] and a[2] not in ("PUNCT", "SYM", "NUM") and b[2] not in ("PUNCT", "SYM", "NUM") for a, b in zip(gold, gold[1:]))
            wanted = {(s[0], s[1]) for s in gold if s[2] not in ("PUNCT", "SYM")}
            got = {k for k, v in ours.items() if word.start() <= k[0] < word.end() and v[0] not in ("PUNCT", "SYM")}
            is_right = wanted == got
            n["words"] += 1
            n["words right"] += is_right
            n["bearing"] += glued
            n["bearing right"] += glued and is_right
            if not is_right:
                errors["SEG " + "+".join(text[a:b] for a, b in sorted(wanted)) + "  got " + "+".join(text[a:b] for a, b in sorted(got))] += 1
        for start, end, pos, lemma in segments:
            got = ours.get((start, end))
            n["upos"] += 1
            n["upos right"] += got is not None and got[0] == pos
            if got is not None and got[0] != pos:
                errors[f"POS {pos} got {got[0]} {text[start:end]}"] += 1
            if pos in CONTENT and lemma not in ("_", ""):
                n["lemma"] += 1
                is_right = got is not None and fold(got[1] or "") == fold(lemma)
                n["lemma right"] += is_right
                n["lemma " + pos] += 1
                n["lemma right " + pos] += is_right
                if got is not None and not is_right:
                    errors[f"LEMMA {pos}/{got[0]} {text[start:end]} {MARKS.sub('', lemma)} got {got[1]}"] += 1
    print(f"words {n['words']}")
    for name, a, b in (("segmentation", "words right", "words"), ("clitic-bearing", "bearing right", "bearing"), ("UPOS", "upos right", "upos"),
                       ("lemma", "lemma right", "lemma")):
        print(f"{name:16}{n[a] / max(1, n[b]):.4f}  of {n[b]}")
    for pos in sorted(CONTENT):
        print(f"  lemma {pos:10}{n['lemma right ' + pos] / max(1, n['lemma ' + pos]):.4f}  of {n['lemma ' + pos]}")
    if args.errors:
        with open(args.errors, "w", encoding="utf-8") as out:
            out.writelines(f"{k}\t{e}\n" for e, k in errors.most_common())


if __name__ == "__main__":
    main()
