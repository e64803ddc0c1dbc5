#!/usr/bin/env python3
"""sizing.py ISNAD ARTICLES [COUNT]: what an archive takes, computed from rates that it measures here.

Puts COUNT articles (JSON lines, or the same packed by xz) through `isnad submit`, one `isnad work` on one thread and `isnad link`, on servers of
its own, and takes the processor time and the bytes of each part per article. The table multiplies these; what it assumes stands below it.
"""
import importlib.util
import json
import lzma
import os
import pathlib
import shutil
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
spec = importlib.util.spec_from_file_location("queue_test", ROOT / "tests" / "queue.py")
queue_test = importlib.util.module_from_spec(spec)
spec.loader.exec_module(queue_test)

SIZES = [1_000_000, 10_000_000, 100_000_000]
HOURS = 24
HERTZ = os.sysconf("SC_CLK_TCK")


def seconds_of_children(postmaster):
    """Processor time of the server's processes that have ended."""
    fields = pathlib.Path(f"/proc/{postmaster}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[13]) + int(fields[14])) / HERTZ


def timed(process):
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    queue_test.check(process.returncode == 0, f"status {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def measure(b, count):
    postmaster = int((pathlib.Path(b.postgres.folder) / "data" / "postmaster.pid").read_text().split()[0])
    out = {}
    out["submit"] = timed(b.start("submit", "in.jsonl", *b.queue)) / count
    out["queue bytes"] = b.figures()["bytes"] / count
    before, start = seconds_of_children(postmaster), time.time()
    out["work"] = timed(b.worker("--until-empty")) / count
    out["work wall"] = (time.time() - start) / count
    time.sleep(0.5)
    out["store of work"] = (seconds_of_children(postmaster) - before) / count
    before = seconds_of_children(postmaster)
    out["link"] = timed(b.start("link", "--db", b.db)) / count
    time.sleep(0.5)
    out["store of link"] = (seconds_of_children(postmaster) - before) / count
    size = "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c WHERE relnamespace = 'many'::regnamespace AND relkind = 'r'"
    out["store bytes"] = int(b.postgres.ask(b.db, size)) / count
    return out


def print_table(m, count):
    print(f"Measured on one core, {count:,} articles, per article: submit {m['submit'] * 1e3:.2f} ms; a worker {m['work'] * 1e3:.2f} ms and "
          f"PostgreSQL for it {m['store of work'] * 1e3:.2f} ms; isnad link {m['link'] * 1e3:.2f} ms and PostgreSQL for it "
          f"{m['store of link'] * 1e3:.2f} ms; {m['queue bytes'] / 1e3:.1f} KB in the queue, {m['store bytes'] / 1e3:.1f} KB in the store.\n")
    print(f"| articles | worker core-hours | cores for {HOURS} h: workers + PostgreSQL | one isnad link | queue × 3 copies, if all waits | store |")
    print("|---|---|---|---|---|---|")
    for n in SIZES:
        hours = n * m["work"] / 3600
        workers, store = hours / HOURS, n * m["store of work"] / 3600 / HOURS
        link = n * (m["link"] + m["store of link"]) / 3600
        print(f"| {n:,} | {hours:,.1f} | {workers:,.1f} + {store:,.1f} | {link:,.1f} h | {3 * n * m['queue bytes'] / 1e9:,.0f} GB | "
              f"{n * m['store bytes'] / 1e9:,.0f} GB |")


def main():
    program, path, count = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 5000
    with (lzma.open if path.endswith(".xz") else open)(path, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for _, line in zip(range(count), lines)]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="isnad-sizing-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))
    folder.chmod(0o755)
    queue_test.write(folder / "in.jsonl", documents)
    bench = queue_test.Bench(program, folder)
    try:
        print_table(measure(bench, len(documents)), len(documents))
    finally:
        bench.close()
        shutil.rmtree(folder, ignore_errors=True)


main()
