#!/usr/bin/env python3
"""Main-text extraction on the article extraction benchmark (scrapinghub/article-extraction-benchmark).

Runs `isnad extract` over the benchmark's pages and prints precision, recall and F1 of the text without its headline, by
the benchmark's own metric: bags of 4-grams of words, counts normalised per page, precision and recall averaged over pages.

    bench/html_benchmark.py [--program build/isnad] [--data ../shared/data/html/article-extraction-benchmark] [--worst 20]
                            [--floor 0.93]
"""
import argparse
import gzip
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter

WORD = re.compile(r"\w+")


def shingles(text, n=4):
    words = WORD.findall(text or "")
    return Counter(tuple(words[i:i + n]) for i in range(max(1, len(words) - n + 1)) if words[i:i + n])


def score(gold, found):
    """Precision and recall of one page; precision is None where nothing was found, as the benchmark leaves it out."""
    gold, found = shingles(gold), shingles(found)
    both = sum((gold & found).values())
    extra, missed = sum((found - gold).values()), sum((gold - found).values())
    precision = both / (both + extra) if both + extra else None
    recall = both / (both + missed) if both + missed else 1.0
    return precision, recall


def body_of(document):
    text, title = document["text"], document["title"] or ""
    return text[len(title):].lstrip("\n") if title and text.startswith(title) else text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/isnad")
    parser.add_argument("--data", type=pathlib.Path, default=pathlib.Path("../shared/data/html/article-extraction-benchmark"))
    parser.add_argument("--worst", type=int, default=0, help="list so many of the worst pages")
    parser.add_argument("--floor", type=float, help="exit with status 1 below this F1")
    options = parser.parse_args()
    gold = json.loads((options.data / "ground-truth.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for page in sorted((options.data / "html").glob("*.html.gz")):
            (pathlib.Path(folder) / page.name[:-3]).write_bytes(gzip.decompress(page.read_bytes()))
        start = time.monotonic()
        run = subprocess.run([options.program, "extract", "--threads", "1", folder], stdout=subprocess.PIPE, check=False)
        seconds = time.monotonic() - start
    found = {}
    for line in run.stdout.decode("utf-8").splitlines():
        document = json.loads(line)["document"]
        found[pathlib.Path(document["path"]).stem] = body_of(document)
    rows = [(*score(page["articleBody"], found.get(key, "")), page["url"], key) for key, page in gold.items()]
    precision = statistics.mean(p for p, *_ in rows if p is not None)
    recall = statistics.mean(r for _, r, *_ in rows)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{len(rows)} pages  precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  {len(rows) / seconds:.0f} pages/s")
    for p, r, url, key in sorted(rows, key=lambda row: min(row[0] or 0, row[1]))[:options.worst]:
        print(f"  P {p or 0:.2f}  R {r:.2f}  {key[:12]}  {url}")
    return 1 if options.floor and f1 < options.floor else 0


if __name__ == "__main__":
    sys.exit(main())
