#!/usr/bin/env python3
"""Read every export of the sample articles back with the readers of its format.

usage: export_check.py PROGRAM SAMPLES

GraphML is read by networkx and PROV-JSON by prov (Debian: python3-networkx, python3-prov), where they are installed; CoNLL-U is checked
against the rules of its format: https://universaldependencies.org/format.html.
"""
import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile

PLOVER = set("AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())
UPOS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())


def check_csv(data: bytes, texts: dict) -> int:
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert {r["kind"] for r in rows} == {"move", "statement"}
    for r in rows:
        assert texts[r["document"]][int(r["start"]):int(r["end"])] == r["sentence"], r
    return len(rows)


def check_dna(data: bytes, _: dict) -> int:
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline=""), delimiter=";"))
    for r in rows:
        assert r["organization"] and r["concept"] and r["agreement"] in ("0", "1"), r
        assert re.fullmatch(r"(\d{4}-\d\d-\d\d 00:00:00)?", r["time"]), r
    return len(rows)


def check_jsonl(data: bytes, texts: dict) -> int:
    records = [json.loads(line) for line in data.splitlines()]
    assert {r["document"]["id"] for r in records} == set(texts)
    return len(records)


def check_plover(data: bytes, texts: dict) -> int:
    events = [json.loads(line) for line in data.splitlines()]
    assert len({e["id"] for e in events}) == len(events)
    for e in events:
        assert e["event"] in PLOVER and isinstance(e["source"], list) and isinstance(e["target"], list), e
        assert texts[e["document"]][e["start"]:e["end"]] in e["text"], e
    return len(events)


def check_graphml(data: bytes, _: dict) -> int:
    try:
        import networkx
    except ImportError:
        return print("exports: networkx is not installed; GraphML not read") or 1
    graph = networkx.read_graphml(io.BytesIO(data))
    assert graph.is_directed() and all(e["statements"] >= 1 and e["evidence"] for _, _, e in graph.edges(data=True))
    return graph.number_of_edges()


def check_prov(data: bytes, _: dict) -> int:
    try:
        from prov.model import ProvDocument, ProvEntity
    except ImportError:
        return print("exports: prov is not installed; PROV-JSON not read") or 1
    document = ProvDocument.deserialize(io.StringIO(data.decode()), format="json")
    names = {str(r.identifier) for r in document.get_records() if r.is_element()}
    for relation in document.get_records():
        if relation.is_relation():
            assert {str(v) for _, v in relation.formal_attributes if v is not None and str(v).startswith("isnad:")} <= names, relation
    return len(list(document.get_records(ProvEntity)))


def check_sentence(lines: list) -> None:
    comments = [line for line in lines if line.startswith("#")]
    text = next(c[len("# text = "):] for c in comments if c.startswith("# text = "))
    assert any(c.startswith("# sent_id = ") for c in comments)
    word, covered, rebuilt = 0, 0, ""
    for line in lines[len(comments):]:
        cells = line.split("\t")
        assert len(cells) == 10 and all(cells) and not any(c != c.strip() for c in cells), line
        if "-" in cells[0]:
            first, last = map(int, cells[0].split("-"))
            assert first == word + 1 and last > first and first > covered, line
            covered = last
        else:
            word += 1
            assert int(cells[0]) == word and cells[3] in UPOS | {"_"}, line
        if "-" in cells[0] or word > covered:
            rebuilt += cells[1] + ("" if cells[9] == "SpaceAfter=No" else " ")
    assert word >= covered and word > 0, lines
    assert rebuilt.split() == text.split(), (rebuilt, text)


def check_conllu(data: bytes, _: dict) -> int:
    assert data.endswith(b"\n\n")
    sentences = data.decode().strip("\n").split("\n\n")
    for sentence in sentences:
        check_sentence(sentence.split("\n"))
    assert len({s.split("# sent_id = ")[1].split("\n")[0] for s in sentences}) == len(sentences)
    return len(sentences)


def main() -> int:
    program, samples = (str(pathlib.Path(a).resolve()) for a in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        records = pathlib.Path(folder) / "records.jsonl"
        records.write_bytes(subprocess.run([program, "extract", "--tokens", samples], check=True, capture_output=True).stdout)
        texts = {d["id"]: d["text"] for d in (json.loads(line)["document"] for line in records.read_text(encoding="utf-8").splitlines())}
        database = pathlib.Path(folder) / "isnad.db"
        subprocess.run([program, "analyze", "--db", database, records], check=True, capture_output=True)
        for name, check in (("csv", check_csv), ("jsonl", check_jsonl), ("graphml", check_graphml), ("dna", check_dna), ("plover", check_plover),
                            ("prov", check_prov), ("conllu", check_conllu)):
            run = subprocess.run([program, "export", "--db", database, "--format", name], check=True, capture_output=True)
            found = check(run.stdout, texts)
            assert found > 0, name
            print(f"exports: {name} has {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
