#!/usr/bin/env python3
"""Measure speed, memory and the store of the built program.

usage: bench.py [--program FILE] [--documents N] [--runs N] [--json]

The text is the shared news corpus where ../shared has it (unpacked once into build/bench/), else articles spliced from the
sentences of samples/. Speed is the median of several runs, of one thread and of two, beside a bare ICU word-break pass over the
same text on the same machine: that ratio can be compared between machines, words per second cannot. Words are what white space
parts. Peak memory is the resident set that the kernel reports. Standard library only.
"""
import argparse
import hashlib
import json
import lzma
import os
import pathlib
import platform
import random
import shutil
import statistics
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "news" / "ant-2018-02-to-07.jsonl.xz"
FOLDER = ROOT / "build" / "bench"
GENERATED_DOCUMENTS = 5000
STORE_DOCUMENTS = 5000
SEARCHES = ["المحادثات", "وقف إطلاق النار", '"مجلس الأمن"', "روسيا سوريا", "--event CONSULT", "الرئيس -مصر"]

# What `./dev bench` prints beside a figure: floor, and whether it has to stay above or below.
FLOORS = {"words_per_second": (300_000, "above"), "two_threads": (1.7, "above"), "peak_mb": (600, "below")}


class Run:
    """One run of a command: wall and processor seconds, peak memory in MB."""

    def __init__(self, command, stdin=None, stdout=subprocess.DEVNULL):
        start = time.perf_counter()
        process = subprocess.Popen([str(c) for c in command], stdin=subprocess.PIPE if stdin else None, stdout=stdout)
        feeder = threading.Thread(target=self.feed, args=(process.stdin, stdin)) if stdin else None
        if feeder:
            feeder.start()
        _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if feeder:
            feeder.join()
        if process.returncode not in (0, 1):
            sys.exit(f"bench: {command[0]} {command[1]} ended with status {process.returncode}")
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024

    @staticmethod
    def feed(pipe, blocks):
        try:
            for block in blocks:
                pipe.write(block)
        except BrokenPipeError:
            pass
        pipe.close()


def medians(runs, field):
    return statistics.median(getattr(r, field) for r in runs)


# --- the text ---------------------------------------------------------------------------------------------------------------

def sample_sentences():
    sentences = []
    for path in sorted((ROOT / "samples").iterdir()):
        if path.suffix == ".txt":
            sentences += [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 80]
        elif path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf-8").splitlines():
                sentences += [s for s in json.loads(line).get("text", "").splitlines() if s.strip()]
    return sentences


def generate(path, documents=GENERATED_DOCUMENTS):
    """Articles of ten random sentences each, always the same."""
    sentences, chance = sample_sentences(), random.Random(2018)
    with open(path, "w", encoding="utf-8") as out:
        for i in range(documents):
            body = chance.choices(sentences, k=10)
            article = {"id": f"g{i}", "outlet": "generated", "published": "2018-05-06", "title": body[0][:60], "text": "\n".join(body)}
            out.write(json.dumps(article, ensure_ascii=False) + "\n")


def corpus():
    """The JSONL file to measure with, and whether it is real news."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not CORPUS.exists():
        generate(FOLDER / "generated.jsonl")
        return FOLDER / "generated.jsonl", False
    path = FOLDER / CORPUS.name.removesuffix(".xz")
    if not path.exists():
        with lzma.open(CORPUS) as packed, open(path.with_suffix(".part"), "wb") as out:
            shutil.copyfileobj(packed, out)
        path.with_suffix(".part").rename(path)
    return path, True


class Texts:
    """The first `limit` documents of the corpus, as the files that the runs take."""

    def __init__(self, source, limit):
        self.words = self.documents = 0
        self.lines = FOLDER / "documents.jsonl"
        self.plain = FOLDER / "texts.bin"
        with open(source, encoding="utf-8") as lines, open(self.lines, "w", encoding="utf-8") as out, open(self.plain, "wb") as plain:
            for line in lines:
                if self.documents == limit:
                    break
                article = json.loads(line)
                text = article["title"] + "\n\n" + article["text"]
                out.write(line)
                plain.write(text.replace("\0", "").encode() + b"\0")
                self.words += len(text.split())
                self.documents += 1

    def first(self, n):
        path = FOLDER / f"first-{n}.jsonl"
        with open(self.lines, encoding="utf-8") as lines, open(path, "w", encoding="utf-8") as out:
            out.writelines(line for line, _ in zip(lines, range(n)))
        return path

    def repeated(self, times):
        for _ in range(times):
            with open(self.lines, "rb") as lines:
                while block := lines.read(1 << 20):
                    yield block


# --- the measures -----------------------------------------------------------------------------------------------------------

def measure_speed(program, texts, runs, result):
    icu, one, two = [], [], []
    for _ in range(runs):  # in turn, so that a busy moment of the machine falls on all alike
        out = subprocess.run([FOLDER / "isnad_icu_words", texts.plain], check=True, capture_output=True)
        icu.append(json.loads(out.stdout)["seconds"])
        one.append(Run([program, "extract", "--as-is", "--threads", 1, texts.lines]))
        two.append(Run([program, "extract", "--as-is", "--threads", 2, texts.lines]))
    icu_seconds = statistics.median(icu)
    result["words_per_second"] = texts.words / medians(one, "wall")
    result["words_per_cpu_second"] = texts.words / medians(one, "cpu")
    result["words_per_second_two_threads"] = texts.words / medians(two, "wall")
    result["two_threads"] = medians(one, "wall") / medians(two, "wall")
    result["icu_words_per_second"] = texts.words / icu_seconds
    result["ratio_to_icu"] = medians(one, "cpu") / icu_seconds
    result["peak_mb_all"] = max(r.peak for r in one)
    result["peak_mb_all_two_threads"] = max(r.peak for r in two)


def measure_memory(program, texts, repeats, result):
    for n in (1000, 5000):
        if n < texts.documents:
            result[f"peak_mb_{n}"] = Run([program, "extract", "--as-is", "--threads", 2, texts.first(n)]).peak
    if repeats > 1:
        run = Run([program, "extract", "--as-is", "--threads", 2, "-"], stdin=texts.repeated(repeats))
        result[f"peak_mb_{repeats}_times"] = run.peak
    result["peak_mb"] = max(v for k, v in result.items() if k.startswith("peak_mb_"))


def digest(program, path, threads):
    out = FOLDER / "records.jsonl"
    with open(out, "wb") as stdout:
        Run([program, "extract", "--as-is", "--threads", threads, path], stdout=stdout)
    return hashlib.sha256(out.read_bytes()).hexdigest()


def measure_start(program, texts, runs, result):
    one = texts.first(1)
    starts = [Run([program, "extract", "--as-is", "--threads", 1, one]) for _ in range(4 * runs)]
    result["start_ms"] = medians(starts, "wall") * 1000


def measure_store(program, texts, runs, result):
    path = texts.first(min(STORE_DOCUMENTS, texts.documents))
    documents = min(STORE_DOCUMENTS, texts.documents)
    store = FOLDER / "bench.db"
    for old in FOLDER.glob("bench.db*"):
        old.unlink()
    first = Run([program, "analyze", "--as-is", "--db", store, "--threads", 2, path])
    again = Run([program, "analyze", "--as-is", "--db", store, "--threads", 2, path])
    size = sum(p.stat().st_size for p in FOLDER.glob("bench.db*"))
    searches = []
    for query in SEARCHES:
        words = query.split(" ", 1) if query.startswith("--") else ["--", query]
        runs_of_query = [Run([program, "search", "--db", store, "--json", *words]) for _ in range(runs)]
        searches.append(medians(runs_of_query, "wall") * 1000)
    result["store_documents"] = documents
    result["analyze_documents_per_second"] = documents / first.wall
    result["analyze_again_seconds"] = again.wall
    result["analyze_peak_mb"] = first.peak
    result["store_mb"] = size / 1e6
    result["store_ratio_to_input"] = size / path.stat().st_size
    result["search_ms_median"] = statistics.median(searches)
    result["search_ms_worst"] = max(searches)


# --- the table --------------------------------------------------------------------------------------------------------------

def verdict(key, value):
    if key not in FLOORS:
        return ""
    floor, side = FLOORS[key]
    is_met = value >= floor if side == "above" else value <= floor
    return f"  {'at least' if side == 'above' else 'at most'} {floor:,}{'' if is_met else '   NOT MET'}"


def row(label, value, unit, key=""):
    print(f"  {label:42} {value:>12} {unit:18}{verdict(key[0], key[1]) if key else ''}".rstrip())


def print_table(result):
    r = result
    print(f"\n{r['documents']:,} documents, {r['words']:,} words of {'news' if r['is_news'] else 'generated text (few word types: faster than news)'}"
          f" · {r['processor']}, {r['cores']} cores · median of {r['runs']}\n")
    print("Speed of extract")
    row("one thread", f"{r['words_per_second']:,.0f}", "words/s", ("words_per_second", r["words_per_second"]))
    row("one thread, processor time alone", f"{r['words_per_cpu_second']:,.0f}", "words/s")
    row("two threads", f"{r['words_per_second_two_threads']:,.0f}", "words/s")
    row("two threads over one", f"{r['two_threads']:.2f}", "times", ("two_threads", r["two_threads"]))
    row("bare ICU word break", f"{r['icu_words_per_second']:,.0f}", "words/s")
    row("time over that of the bare word break", f"{r['ratio_to_icu']:.2f}", "times")
    row("same bytes with one and two threads", "yes" if r["same_bytes"] else "NO", "")
    row("one short document, start included", f"{r['start_ms']:.0f}", "ms")
    print("Peak memory")
    for key, value in r.items():
        if key.startswith("peak_mb_"):
            name = key.removeprefix("peak_mb_").replace("_", " ")
            row(f"first {int(name):,} documents" if name.isdigit() else name.replace("all", "all documents"), f"{value:.0f}", "MB")
    row("most of these", f"{r['peak_mb']:.0f}", "MB", ("peak_mb", r["peak_mb"]))
    print(f"Store ({r['store_documents']:,} documents)")
    row("analyze, two threads", f"{r['analyze_documents_per_second']:,.0f}", "documents/s")
    row("peak memory", f"{r['analyze_peak_mb']:.0f}", "MB")
    row("analyze again, nothing changed", f"{r['analyze_again_seconds']:.2f}", "s")
    row("size", f"{r['store_mb']:.1f}", f"MB ({r['store_ratio_to_input']:.2f} of the input)")
    row("search, start included: median query", f"{r['search_ms_median']:.0f}", "ms")
    row("search, start included: slowest query", f"{r['search_ms_worst']:.0f}", "ms")


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build" / "isnad")
    parser.add_argument("--documents", type=int, default=-1, help="measure on the first N documents only")
    parser.add_argument("--runs", type=int, default=3, help="runs of each measure of speed")
    parser.add_argument("--repeat", type=int, default=3, help="how many times over the corpus is read for peak memory")
    parser.add_argument("--json", action="store_true", help="print JSON in place of the table")
    options = parser.parse_args()
    source, is_news = corpus()
    texts = Texts(source, options.documents)
    result = {"documents": texts.documents, "words": texts.words, "is_news": is_news, "processor": processor(), "cores": os.cpu_count(),
              "runs": options.runs}
    program = options.program.resolve()
    measure_speed(program, texts, options.runs, result)
    measure_memory(program, texts, options.repeat, result)
    sample = texts.first(min(5000, texts.documents))
    result["same_bytes"] = digest(program, sample, 1) == digest(program, sample, 2)
    measure_start(program, texts, options.runs, result)
    measure_store(program, texts, options.runs, result)
    print(json.dumps(result, indent=1)) if options.json else print_table(result)
    return 0 if result["same_bytes"] else 1


if __name__ == "__main__":
    sys.exit(main())
