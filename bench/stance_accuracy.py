#!/usr/bin/env python3
"""Agree, disagree or other: the stance of pairs of headlines, beside baselines and the best published figure.

usage: stance_accuracy.py STANCE_PROGRAM CLAIMS_FOLDER

CLAIMS_FOLDER holds ans-stance-train.csv (baselines are set on it) and ans-stance-dev.csv (all figures are of it). The published
figure is of the test part of the same set. Standard library only.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import train_stance  # noqa: E402

PUBLISHED = 0.767  # BERT, macro-F1, Khouja 2020: "Stance Prediction and Claim Verification: An Arabic Perspective"


def macro(gold: list[str], found: list[str]) -> float:
    return sum(f for _, _, f in train_stance.f1_scores(gold, found).values()) / len(train_stance.CLASSES)


def by_overlap(pairs: list, least: float, same: float) -> list[str]:
    """Other below one share of covered words, agree from another, disagree between and where a negation is on one side only."""
    out = []
    for p in pairs:
        m = dict(p.measures)
        is_negated = m["negation_one"] + m["negation_other"] > 0
        cover = m["cover_least"]
        out.append("other" if cover < least else "agree" if cover >= same and not is_negated else "disagree")
    return out


def best_overlap(pairs: list) -> tuple[float, float]:
    gold = [p.stance for p in pairs]
    steps = [k / 20 for k in range(20)]
    return max(((a, b) for a in steps for b in steps if a < b), key=lambda ab: macro(gold, by_overlap(pairs, *ab)))


def main() -> None:
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    train = train_stance.read_pairs(program, str(folder / "ans-stance-train.csv"))
    dev = train_stance.read_pairs(program, str(folder / "ans-stance-dev.csv"))
    gold = [p.stance for p in dev]
    found = [line.split("\t")[0] for line in train_stance.run(program, train_stance.read(str(folder / "ans-stance-dev.csv")))]
    print(f"{len(dev)} pairs of the development part\n{train_stance.table(gold, found)}")
    print(f"  always disagree: macro-F1 {macro(gold, ['disagree'] * len(gold)):.3f}")
    overlap = by_overlap(dev, *best_overlap(train))
    print(f"  words covered, and negation: macro-F1 {macro(gold, overlap):.3f}")
    print(f"  published (BERT, test part): macro-F1 {PUBLISHED:.3f}")


main()
