#!/usr/bin/env python3
"""both_stores.py ISNAD ARTICLES [COUNT]: the same articles (JSON lines, or the same packed by xz) kept in an SQLite file and in PostgreSQL,
in two steps; how long it takes, how large it becomes, and whether dossiers, claims, searches and doubts are the same bytes.
Exit status 1 where they are not. Starts a server of its own (tests/postgres.sh)."""
import json
import lzma
import os
import pathlib
import subprocess
import sys
import tempfile
import time

SERVER = pathlib.Path(__file__).resolve().parent.parent / "tests" / "postgres.sh"
QUESTIONS = [
    ["dossier", "--format", "json"], ["claims", "--json"], ["copies", "--json"], ["stories", "--json"], ["framing", "--json"],
    ["status", "--json"], ["review", "--json", "--limit", "200"], ["search", "--json", "--from", "2018-04", "--limit", "100"],
    ["search", "--json", "--actor", "الرئيس", "--limit", "50", "الحكومة"], ["search", "--json", "--event", "AGREE", "--limit", "50"],
]
WORDS = ["قال", "الحكومة", "المفاوضات", "\"وقف إطلاق النار\"", "\"مجلس الأمن\" -روسيا", "الانتخاب*", "رئيس الوزراء", "المجتمع المدني",
         "هدنة", "الحرب -\"الأمم المتحدة\" سوريا"]


def run(program, arguments):
    start = time.monotonic()
    done = subprocess.run([program, *arguments], capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{arguments}: {done.stderr.decode()}")
    return done.stdout, time.monotonic() - start


def articles(path, count):
    with (lzma.open if path.endswith(".xz") else open)(path, "rt", encoding="utf-8") as lines:
        return [line for _, line in zip(range(count), lines)]


def main():
    program, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 5000
    lines = articles(path, count)
    with tempfile.TemporaryDirectory() as folder:
        address_file = os.path.join(folder, "server")
        subprocess.run([SERVER, "start", address_file], check=True)
        try:
            with open(address_file, encoding="utf-8") as f:
                host = f.read().strip()
        except FileNotFoundError:
            sys.exit("no PostgreSQL here")
        stores = {"SQLite": os.path.join(folder, "isnad.db"), "PostgreSQL": f"postgresql:///postgres?user=isnad&host={host}"}
        try:
            same = compare(program, lines, folder, stores)
        finally:
            subprocess.run([SERVER, "stop", address_file], check=True)
    sys.exit(0 if same else 1)


def compare(program, lines, folder, stores):
    parts = {"first.jsonl": lines[: len(lines) * 4 // 5], "second.jsonl": lines[len(lines) * 4 // 5:]}
    for name, part in parts.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.writelines(part)
    for name, part in parts.items():
        for store, db in stores.items():
            _, seconds = run(program, ["analyze", "--as-is", "--json", "--db", db, os.path.join(folder, name)])
            print(f"{store:12} {name:13} {len(part)} articles in {seconds:.1f} s", flush=True)
    print(f"{'SQLite':12} {os.path.getsize(stores['SQLite']) / 1e6:.0f} MB")
    size = subprocess.run(["psql", stores["PostgreSQL"], "-Atc", "SELECT pg_database_size(current_database())"],
                          capture_output=True, text=True, check=False).stdout
    if size:
        print(f"{'PostgreSQL':12} {int(size) / 1e6:.0f} MB")
    same = True
    for question in QUESTIONS + [["search", "--json", "--limit", "100", *w.split("\0")] for w in WORDS]:
        answers = {store: run(program, [*question, "--db", db]) for store, db in stores.items()}
        (a, a_seconds), (b, b_seconds) = answers["SQLite"], answers["PostgreSQL"]
        same = same and a == b
        total = json.loads(a).get("total", "") if question[0] == "search" else ""
        print(f"{'same' if a == b else 'DIFFERENT':9} {len(a):>10} bytes {a_seconds:6.2f} s {b_seconds:6.2f} s  {' '.join(question)} {total}")
    return same


main()
