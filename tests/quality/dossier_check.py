#!/usr/bin/env python3
"""What of five pages, read by a person (../shared/gold/dossiers), the dossier has: each row with its party, kind and chain.

usage: dossier_check.py PROGRAM [--least SHARE] [--list]

The rows stand in dossier_rows.tsv: page, party (side; `a|b` either, `-` any), kind (`position:demand`, `linkage:exchange`, `third:sponsor`,
`round`, `agreement`, `dealing`, `obstacle`, `claim`, `any`; `|` either), words of which one stands in the item's sentence, and the chain from
the article to the root (`a>b`; empty: the writer; `|` either). Then the comparison: sponsors, positions on two matters, a link that one page
denies and another asserts, names by outlet. Says so and passes where ../shared is not there. Standard library only.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent.parent / "shared"


def plain(text: str) -> str:
    return re.sub("[\u0640\u064b-\u0652]", "", text).replace("أ", "ا").replace("إ", "ا").replace("آ", "ا")


class Dossier:
    def __init__(self, program: str):
        with tempfile.TemporaryDirectory() as folder:
            database = pathlib.Path(folder) / "five.db"
            pages = sorted((SHARED / "samples").glob("*.txt"))
            subprocess.run([program, "analyze", "--db", database, *pages], check=True, capture_output=True)
            run = subprocess.run([program, "dossier", "--db", database, "--format", "json"], check=True, capture_output=True)
            self.json = json.loads(run.stdout)
            records = subprocess.run([program, "extract", *pages], check=True, capture_output=True).stdout.decode()
        self.texts, self.page = {}, {}
        for line in records.splitlines():
            document = json.loads(line)["document"]
            self.texts[document["id"]] = document["text"]
            self.page[document["id"]] = pathlib.Path(document["path"]).name[:3]
        self.items = list(self._items())

    def _items(self):
        """(kinds, parties, chain, evidence, own words) of every item."""
        for track in self.json["tracks"]:
            for p in track["positions"]:
                yield {"position", "position:" + p["move"]}, {p["side"], p["party"]}, p["chain"], p["evidence"], None
            for name in ("agreements", "dealings"):
                for d in track[name]:
                    kind = name[:-1]
                    kinds = {kind, f"{kind}:{d['type']}", f"{kind}:{d['status']}"}
                    yield kinds, set(d["sides"]), d["chain"], d["evidence"], None
            for r in track["rounds"]:
                yield {"round", "round:" + r["status"]}, set(r["parties"]), None, r["evidence"], None
            for t in track["third_parties"]:
                yield {"third:" + t["role"]}, {t["actor"]}, None, t["evidence"], None
            for link in track["linkages"]:
                main = {p["actor"] for p in track["parties"][:2]}
                yield {"linkage", "linkage:" + link["kind"]}, set(link["actors"]) | main, link["chain"], link["evidence"], None
            for o in track["obstacles"]:
                yield {"obstacle"}, set(), o["chain"], o["evidence"], o["text"]
        for c in self.json["claims"]:
            for k in c["carriers"]:
                yield {"claim"}, None, k["chain"], [k], c["text"]

    def sentences(self, evidence):
        for e in evidence:
            yield self.page[e["document"]], plain(self.texts[e["document"]][e["start"]:e["end"]])


def chain_fits(wanted: str, chain) -> bool:
    if chain is None:  # rounds and third parties are told by several
        return True
    steps = wanted.split(">") if wanted else []
    if len(steps) != len(chain):
        return False
    return all(any(plain(w) in plain(name) for w in step.split("|")) for step, name in zip(steps, chain))


def finds(dossier: Dossier, row: dict) -> str:
    """Empty where the row is there, else what comes nearest."""
    nearest = "no such item"
    wanted_kinds = set(row["kind"].split("|"))
    parties = set() if row["party"] == "-" else set(row["party"].split("|"))
    for kinds, sides, chain, evidence, words in dossier.items:
        here = [s for page, s in dossier.sentences(evidence) if page == row["page"]]
        text = here if words is None else [plain(words)] if here else []
        if not any(plain(w) in t for w in row["words"].split("|") for t in text):
            continue
        if "any" not in wanted_kinds and not kinds & wanted_kinds:
            continue
        if parties and sides is not None and not sides & parties:
            nearest = f"{sorted(kinds)[-1]} of {'/'.join(sorted(sides))}" if nearest == "no such item" else nearest
            continue
        if not chain_fits(row["chain"], chain):
            nearest = f"{sorted(kinds)[-1]} through {' > '.join(chain) or 'the writer'}"
            continue
        return ""
    return nearest


def moves_on(dossier: Dossier, *words: str) -> set:
    return {(p["side"], p["move"]) for t in dossier.json["tracks"] for p in t["positions"]
            if any(plain(w) in plain(p["object"] or "") for w in words)}


def comparison(dossier: Dossier):
    """(what, whether it is there) for the comparison of the five pages."""
    sponsors = {(t["actor"], dossier.page[e["document"]]) for track in dossier.json["tracks"] for t in track["third_parties"]
                if t["role"] == "sponsor" for e in t["evidence"]}
    yield "sponsors by page", {("russia", "000"), ("iran", "001"), ("russia", "001")} <= sponsors
    army = moves_on(dossier, "دماج", "دمج", "انضمام", "فوج")
    yield "joining the army: demanded, offered, refused, under a condition", (
        {"demand", "reject"} <= {m for _, m in army} and {("gov-sy", "demand"), ("sdf", "reject")} <= army and len(army) >= 4)
    rule = moves_on(dossier, "الادارة", "اعتراف", "يعترف", "الحكم الذاتي", "القانون")
    yield "self-rule: demanded, refused", {"demand", "reject"} <= {m for _, m in rule}
    opposed = [l for t in dossier.json["tracks"] for l in t["linkages"] if l["kind"] == "denied_link" and l["opposes"]]
    yield "a link that one denies and another asserts", any("turkey" in l["actors"] for l in opposed)
    labels = {}
    for f in dossier.json["framing"]:
        if f["actor"] in ("sdf", "gov-sy"):
            for e in f["evidence"]:
                labels.setdefault((f["actor"], dossier.page[e["document"]]), set()).add(f["label"])
    yield "names of both sides on every page", all((a, p) in labels for a in ("sdf", "gov-sy") for p in ("000", "001", "002", "003", "004"))


def main() -> int:
    parser = argparse.ArgumentParser(description="What of five pages, read by a person, the dossier has.")
    parser.add_argument("program")
    parser.add_argument("--least", type=float, default=0, help="share of the rows below which this fails")
    parser.add_argument("--list", action="store_true", help="name the rows that are missing")
    options = parser.parse_args()
    if not (SHARED / "samples").is_dir():
        print("dossier: ../shared is not there; not checked")
        return 0
    dossier = Dossier(str(pathlib.Path(options.program).resolve()))
    lines = (HERE / "dossier_rows.tsv").read_text(encoding="utf-8").splitlines()
    rows = [dict(zip(lines[0].split("\t"), line.split("\t"))) for line in lines[1:]]
    missing = [(row, why) for row in rows if (why := finds(dossier, row))]
    if options.list:
        for row, why in missing:
            print(f"dossier: missing {row['page']} {row['party']} {row['kind']} {row['words']} [{row['chain'] or 'writer'}]: {why}")
    compared = list(comparison(dossier))
    for what, is_there in compared:
        print(f"dossier: {'has' if is_there else 'LACKS'} {what}")
    share = 1 - len(missing) / len(rows)
    print(f"dossier: {len(rows) - len(missing)} of {len(rows)} rows = {share:.3f}, "
          f"{sum(there for _, there in compared)} of {len(compared)} points of the comparison")
    return 1 if share < options.least else 0


if __name__ == "__main__":
    sys.exit(main())
