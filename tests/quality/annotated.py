#!/usr/bin/env python3
"""Score the program on the annotated articles of annotated/: offsets only, the text stays in ../shared.

usage: annotated.py PROGRAM [dev|held]...     scores of each half, both by default, as a Markdown table
       annotated.py --materialise HALF FOLDER  writes NAME.json and NAME.txt, as the shared score.py and gold_input.py read them
       annotated.py --compile GOLD HALF        from a folder of gold with text spans to offsets in annotated/HALF
`held` is measured, never looked at: see annotated/README.md. Standard library only.
"""
import hashlib
import json
import lzma
import pathlib
import sys
import tempfile

import scoring

ANNOTATED = scoring.HERE / "annotated"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def corpus_texts(names: set[str]) -> dict[str, str]:
    """The named articles of the shared corpus: title, blank line, text."""
    texts = {}
    with lzma.open(scoring.NEWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["id"] in names:
                texts[article["id"]] = (article["title"] or "").strip() + "\n\n" + article["text"].strip()
    return texts


def materialise(half: str, folder: pathlib.Path) -> None:
    annotations = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ANNOTATED / half).glob("*.json"))}
    texts = corpus_texts(set(annotations))
    for name, annotation in annotations.items():
        if digest(texts[name]) != json.loads(annotation)["text"]:
            sys.exit(f"annotated: {name} of the corpus is not the text that was annotated")
        (folder / f"{name}.txt").write_text(texts[name], encoding="utf-8")
        (folder / f"{name}.json").write_text(annotation, encoding="utf-8")


class Compiler:
    """Turns one gold file with text spans into offsets."""

    def __init__(self, gold) -> None:
        self.gold = gold
        self.unpacked = {packed: at for at, packed in enumerate(gold.map[:-1])}

    def off(self, packed: tuple[int, int]) -> list[int]:
        return [self.unpacked[packed[0]], self.unpacked[packed[1] - 1] + 1]

    def span(self, span):
        return None if span is None else {"off": self.off(self.gold.span(span))}

    def compile(self) -> dict:
        source = self.gold.g
        mentions = [[*self.off((a, b)), entity] for a, b, entity in self.gold.mentions()]
        loaded = {(entity["id"], "".join(name.split())) for entity in source["entities"] for name in entity["loaded"]}
        return {
            "doc": source["doc"],
            "outlet": source["outlet"],
            "published": source["published"],
            "text": digest(self.gold.text),
            "entities": [{"id": entity["id"], "type": entity["type"]} for entity in source["entities"]],
            "mention_offsets": mentions,
            "loaded_offsets": [self.off((a, b)) for a, b, entity in self.gold.mentions() if (entity, self.gold.packed[a:b]) in loaded],
            "sources": [{**s, "mentions": [self.span(m) for m in s["mentions"]]} for s in source["sources"]],
            "attributions": [{**a, "cue": self.span(a["cue"]), "content": self.span(a["content"])} for a in source["attributions"]],
            "events": [{**e, "trigger": self.span(e["trigger"]), "object": self.span(e["object"])} for e in source["events"]],
            "times": [{**self.span(t), "value": t["value"]} for t in source["times"]],
        }


def dump(annotation: dict) -> str:
    """One item a line, so that a change can be reviewed."""
    parts = []
    for key, value in annotation.items():
        if isinstance(value, list):
            items = ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in value)
            parts.append(f'"{key}": [\n  {items}]')
        else:
            parts.append(f'"{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{" + ",\n".join(parts) + "}\n"


def compile_folder(folder: pathlib.Path, half: str) -> None:
    module = scoring.shared_score()
    (ANNOTATED / half).mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.glob("*.json")):
        compiled = Compiler(module.Gold(path.stem, str(folder))).compile()
        (ANNOTATED / half / path.name).write_text(dump(compiled), encoding="utf-8")


def score_half(program: pathlib.Path, half: str) -> dict:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        gold, records = folder / "gold", folder / "records.jsonl"
        gold.mkdir()
        materialise(half, gold)
        scoring.run(program, gold, records)
        return scoring.score(gold, records)


def main() -> int:
    match sys.argv[1:]:
        case ["--materialise", half, folder]:
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
            materialise(half, pathlib.Path(folder))
        case ["--compile", folder, half]:
            compile_folder(pathlib.Path(folder), half)
        case [program, *halves] if not program.startswith("-"):
            rows = {half: score_half(pathlib.Path(program).resolve(), half) for half in halves or ["dev", "held"]}
            print(scoring.table(rows, "half"))
            for half, scores in rows.items():
                print(half, scores["chains of two or more"], scores["of attributions found"], scores["of events found"])
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
