#!/usr/bin/env python3
"""Plants statements of known origin in short articles made from corpus articles, and measures whether the dossier finds the origins.

    bench/origins.py [--program build/isnad] [--corpus ../shared/data/news/ant-2018-02-to-07.jsonl.xz] [--origins 200] [--seed 1]

An origin is one statement of a named source, with its headline, from an article of its own. Outlets carry it as it stands, edited (one word in
six left out), or as what the first outlet said without naming the source; every fifth origin is a loop of two outlets that cite each other.
Printed: B-cubed of the origins (claim and root of each planted statement), the share of origins that are counted as two or more ("false
independence"), of claims that hold statements of several origins ("false merges"), and of loops whose circular path is told.
"""
import argparse
import collections
import json
import lzma
import os
import random
import subprocess
import tempfile

OUTLETS = ["sky-news-arabia", "al-arabiya", "france24", "bbc", "cnn"]
NAMES = {"sky-news-arabia": "سكاي نيوز عربية", "al-arabiya": "قناة العربية", "france24": "قناة فرانس 24", "bbc": "بي بي سي", "cnn": "شبكة سي إن إن"}


def statements(program, articles, count):
    """(title, sentence, content, date) of one statement of a named source per article."""
    lines = "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles)
    run = subprocess.run([program, "extract", "--as-is", "-"], input=lines.encode(), capture_output=True, check=False)
    out = []
    for line in run.stdout.decode().splitlines():
        record = json.loads(line)
        text, sources = record["document"]["text"], {s["id"]: s for s in record["sources"]}
        for a in record["attributions"]:
            if len(a["chain"]) != 1 or sources[a["chain"][0]]["kind"] not in ("person", "organisation") or len(a["content"]) != 1:
                continue
            content = a["content"][0]
            sentence = next((s for s in record["sentences"] if s["start"] <= a["cue"]["start"] and content["end"] <= s["end"]), None)
            names = sources[a["chain"][0]]["mentions"]
            is_whole = sentence and any(sentence["start"] <= m["start"] and m["end"] <= sentence["end"] for m in names)
            if not is_whole or not 80 <= content["end"] - content["start"] <= 250 or a["act"] == "deny" or sentence["start"] == 0:
                continue
            words = text[content["start"]:content["end"]].strip(' .،"')
            if not words.startswith(("أن", "إن")):
                continue
            title = record["document"]["title"]
            out.append((title, text[sentence["start"]:sentence["end"]], words.replace("إن", "أن", 1), record["document"]["published"]["value"]))
            break
        if len(out) == count:
            break
    return out


def edited(sentence, rng):
    words = sentence.split(" ")
    kept = [w for i, w in enumerate(words) if i < 4 or rng.random() > 1 / 6]
    return " ".join(kept)


def plant(origins, rng):
    for number, (title, sentence, content, date) in enumerate(origins):
        outlets = rng.sample(OUTLETS, 4)
        is_loop = number % 5 == 4
        if is_loop:
            texts = [f"ذكرت {NAMES[outlets[1]]} {content}.", f"ذكرت {NAMES[outlets[0]]} {content}."]
        else:
            texts = [sentence, sentence, edited(sentence, rng), f"ذكرت {NAMES[outlets[0]]} {content}."]
        for k, text in enumerate(texts):
            yield {"id": f"o{number:04}-{k}", "outlet": outlets[k], "published": date, "title": title, "text": text}


def dossier_of(program, articles):
    with tempfile.TemporaryDirectory() as folder:
        lines, store, out = (os.path.join(folder, n) for n in ("a.jsonl", "db", "d.json"))
        with open(lines, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(a, ensure_ascii=False) + "\n" for a in articles)
        subprocess.run([program, "analyze", "--as-is", "--db", store, lines], capture_output=True, check=True)
        subprocess.run([program, "dossier", "--db", store, "--format", "json", "-o", out], capture_output=True, check=True)
        with open(out, encoding="utf-8") as file:
            return json.load(file)


def measure(dossier, articles):
    where = {}  # the planted statement of a document stands in the claim of it that most carry
    claims = collections.defaultdict(set)
    for claim in sorted(dossier["claims"], key=lambda c: -len(c["carriers"])):
        for c in claim["carriers"]:
            if c["side"] != "for" or c["start"] < len(articles[c["document"]]["title"]):
                continue
            claims[claim["id"]].add(c["document"][:5])
            where.setdefault(c["document"], (claim["id"], c["root"] or "own:" + str(c["outlet"])))
    got = {d: where.get(d, d) for d in articles}
    groups, origins = collections.defaultdict(set), collections.defaultdict(set)
    for d, key in got.items():
        groups[key].add(d)
        origins[d[:5]].add(d)
    precision = sum(len(groups[got[d]] & origins[d[:5]]) / len(groups[got[d]]) for d in got) / len(got)
    recall = sum(len(groups[got[d]] & origins[d[:5]]) / len(origins[d[:5]]) for d in got) / len(got)
    most = collections.defaultdict(int)
    for claim in dossier["claims"]:
        for o in claims[claim["id"]]:
            most[o] = max(most[o], claim["independent_roots"])
    circular = {c["document"][:5] for claim in dossier["claims"] if claim["circular"] for c in claim["carriers"]}
    loops = {o for o in origins if int(o[1:]) % 5 == 4}
    merged = sum(len(o) > 1 for o in claims.values())
    print(f"origins: {len(origins)} in {len(articles)} articles, {len(where)} of them found in claims")
    print(f"origin clusters: B-cubed P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}")
    print(f"false independence: {sum(n > 1 for n in most.values())} of {len(origins)} = {sum(n > 1 for n in most.values()) / len(origins):.3f}")
    print(f"false merges: {merged} of {len(claims)} = {merged / len(claims):.3f}")
    print(f"circular paths: {len(loops & circular)} of {len(loops)} loops, {len(circular - loops)} where there is none")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/isnad")
    parser.add_argument("--corpus", default="../shared/data/news/ant-2018-02-to-07.jsonl.xz")
    parser.add_argument("--origins", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    with lzma.open(args.corpus, "rt", encoding="utf-8") as lines:
        sample = rng.sample([json.loads(line) for line in lines], args.origins * 6)
    articles = list(plant(statements(args.program, sample, args.origins), rng))
    measure(dossier_of(args.program, articles), {a["id"]: a for a in articles})


if __name__ == "__main__":
    main()
