#!/usr/bin/env python3
"""Makes a large store of a small one, to measure what queries and linking cost there.

    bench/multiply_store.py STORE TIMES LARGE

Writes LARGE, an SQLite store with TIMES the documents of STORE (analysed and linked, of the corpus or its continuation): each
repetition is later by a whole number of continuations, its documents have ids, stories and passages of their own (a passage that many
share, as formulas are, stays theirs). What is kept of the words of a document is repeated but for the index of words, which has those of
STORE only.
"""
import argparse
import random
import shutil
import sqlite3
import struct
import sys
import time

DAYS = 157  # of a round of bench/continue_corpus.py over the shared corpus
FORMULA = 20  # holders from which on a passage is one


def columns_of(db, table):
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def repeated(db, table, changed, where="true"):
    """INSERT of a repetition (:k) of the rows of `table`, with the expressions of `changed` in place of columns."""
    names = columns_of(db, table)
    listed = ", ".join(f'"{n}"' for n in names)
    values = ", ".join(changed.get(n, f'"{n}"') for n in names)
    return f"INSERT INTO {table} ({listed}) SELECT {values} FROM {table} WHERE {where}"


def holders_in_blocks(db):
    """The rows of `shingles` that are packed (docs/formats/store.md)."""
    for (entries,) in db.execute("SELECT entries FROM shingle_blocks"):
        for shingle, order, rest in struct.iter_unpack("<qq8s", entries):
            yield shingle, order, int.from_bytes(rest[:5], "little"), int.from_bytes(rest[5:], "little")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("times", type=int)
    parser.add_argument("large")
    args = parser.parse_args()
    start = time.time()
    shutil.copyfile(args.store, args.large)
    db = sqlite3.connect(args.large, isolation_level=None)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -1000000")
    first, count = 1, db.execute("SELECT max(number) FROM documents").fetchone()[0]
    days = DAYS * -(-count // 24030)
    indexes = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _ in indexes:
        db.execute(f"DROP INDEX {name}")
    moved = f"+ {count} * :k"
    later = f"+ {days} * :k"
    old = f"BETWEEN {first} AND {count}"
    tables = {"documents": ({"number": f"number {moved}", "id": "id || '+' || :k",
                             "published": f"date(substr(published, 1, 10), '+' || ({days} * :k) || ' days') || substr(published, 11)"},
                            f"number {old}"),
              "inputs": ({"path": "path || '+' || :k", "document": f"document {moved}"}, f"document {old}")}
    for table in ("document_actors", "mentions", "attributions", "events", "event_actors"):
        tables[table] = ({"document": f"document {moved}"}, f"document {old}")
    tables["sketches"] = ({"document": f"document {moved}", "order": f'"order" + (({days} * 1440 * :k) << 32)', "day": f"day {later}",
                           "component": f"component {moved}", "story": f"story {moved}"}, f"document {old}")
    tables["copies"] = ({"document": f"document {moved}", "source": f"source {moved}"}, f"document {old}")
    for table, (changed, where) in tables.items():
        sql = repeated(db, table, changed, where)
        for k in range(1, args.times):
            db.execute(sql, {"k": k})
        print(f"{time.time() - start:.0f} s: {table}", file=sys.stderr)
    db.executemany("INSERT INTO shingles VALUES (?, ?, ?, ?)", holders_in_blocks(db))  # packed again by the next writer
    db.execute("DELETE FROM shingle_blocks")
    db.execute("DELETE FROM shingle_runs")
    db.execute("CREATE TEMP TABLE formulas (shingle INTEGER PRIMARY KEY)")
    db.execute(f"INSERT INTO formulas SELECT shingle FROM shingles GROUP BY shingle HAVING count(*) >= {FORMULA}")
    db.execute("CREATE TEMP TABLE repetitions (k INTEGER, mask INTEGER)")
    chance = random.Random(1)
    db.executemany("INSERT INTO repetitions VALUES (?, ?)", [(k, chance.getrandbits(40) << 20) for k in range(1, args.times)])
    db.execute(f"""
        INSERT INTO shingles
        SELECT CASE WHEN f.shingle IS NULL THEN (s.shingle | mask) - (s.shingle & mask) ELSE s.shingle END,
               "order" + (({days} * 1440 * k) << 32), document + {count} * k, size
        FROM shingles s CROSS JOIN repetitions LEFT JOIN formulas f ON f.shingle = s.shingle ORDER BY 1, 2""")
    print(f"{time.time() - start:.0f} s: shingles", file=sys.stderr)
    db.execute("UPDATE actor_totals SET documents = documents * :t, mentions = mentions * :t", {"t": args.times})
    for name, sql in indexes:
        db.execute(sql)
        print(f"{time.time() - start:.0f} s: {name}", file=sys.stderr)
    db.execute("PRAGMA journal_mode = WAL")


if __name__ == "__main__":
    main()
