"""What the scripts of this folder share: where the shared data stands, one run of the program over a folder of gold, its scores.

A folder of gold holds NAME.json and NAME.txt. Scores are those of the shared score.py. Standard library only.
"""
import importlib.util
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent.parent / "shared"
GOLD = SHARED / "gold" / "dev"
NEWS = SHARED / "data" / "news" / "ant-2018-02-to-07.jsonl.xz"

# The layers in the order of reports: the key of score.py and the number shown of it.
LAYERS = [
    ("mentions", "f1"),
    ("actors", "f1"),
    ("attributions", "f1"),
    ("attr+root", "f1"),
    ("attr+chain", "f1"),
    ("attr+content", "f1"),
    ("events", "f1"),
    ("arguments", "f1"),
    ("moves", "f1"),
    ("times", "f1"),
    ("times+value", "f1"),
]


def run(program: pathlib.Path, gold: pathlib.Path, records: pathlib.Path, image: pathlib.Path | None = None) -> None:
    """Writes the records of `program` over the articles of `gold` to `records`, with another lexicon image if one is given."""
    source = subprocess.run([sys.executable, SHARED / "tools" / "gold_input.py", gold], check=True, capture_output=True).stdout
    lexicon = ["--lexicon", image] if image else []
    with open(records, "wb") as out:
        subprocess.run([program, "extract", "--as-is", *lexicon, "-"], input=source, stdout=out, check=True)


def shared_score():
    """The shared score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


def score(gold: pathlib.Path, records: pathlib.Path) -> dict:
    """The scores of `records` against the folder `gold`, keyed as score.py keys them."""
    return shared_score().score(str(gold), str(records))[0]


def table(rows: dict[str, dict], first: str) -> str:
    """A Markdown table: one row per key of `rows`, one column per layer."""
    lines = [f"| {first} | articles | " + " | ".join(layer for layer, _ in LAYERS) + " |", "|---|---:|" + "---:|" * len(LAYERS)]
    for name, scores in rows.items():
        cells = []
        for layer, field in LAYERS:
            empty = scores[layer].get("gold") == 0
            cells.append("–" if empty else f"{scores[layer][field]:.3f}")
        lines.append(f"| {name} | {scores['documents']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
