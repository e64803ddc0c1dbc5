"""Images whose event weights were fitted without some articles: for what is measured, or fitted in turn, on articles not seen."""
import pathlib
import shutil
import subprocess

import train_casting
import train_events

DATA = pathlib.Path(__file__).resolve().parents[1] / "data"


class Refit:
    """Fits data/events/acceptance.tsv, words.tsv and casting.tsv again; everything else of the image is as it is."""

    def __init__(self, build: pathlib.Path, folder: pathlib.Path, golds: list[str]) -> None:
        self.program = build / "isnad"
        self.hunspell = build / "hunspell.tsv"
        self.data = folder / "data"
        self.image = folder / "left_out.lexicon"
        shutil.copytree(DATA, self.data)
        candidates = str(build / "bench" / "isnad_event_candidates")
        self.rows, _ = train_events.candidates(candidates, golds)
        self.names, _ = train_casting.candidates(candidates, golds)

    def image_without(self, articles: list[str]) -> pathlib.Path:
        train_events.write(train_events.fit([row for row in self.rows if row[0] not in articles]), self.data)
        train_casting.write(train_casting.fit([row for row in self.names if row[0] not in articles]), self.data)
        command = [self.program, "lexicon", "compile", "--data", self.data, "--hunspell", self.hunspell, "--output", self.image]
        subprocess.run(command, check=True, capture_output=True)
        return self.image
