"""Find the coefficients by which an answer is told from what is none: `make fit-kinds`.

    python -m benchmarks.fit_kinds [--write] [--without WRITERS]

Two logistic regressions with a ridge, by stochastic gradient descent in a seeded order, in plain Python: whether a text
is no answer, and of which kind. `--write` renews the package's data. How well the result does, on answers and writers
that it was not fitted on: `python -m benchmarks.no_answers`.
"""

import argparse
import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from benchmarks.said_texts import (
    ANSWER,
    POOR,
    Text,
    answers,
    foreseen,
    mixed,
    no_answers,
    of_rules,
    pieces,
    questions,
    short,
)
from interviewer.examiners.conversation.kinds import DATA, SCALE
from interviewer.examiners.conversation.said import features, subject_words
from interviewer.examiners.conversation.small_talk import WORDS as CONVERSATION
from interviewer.examiners.reading.stems import stem
from interviewer.examiners.reading.words import _lexicon, rarity

SEED = 20261125
NOISE = "noise"
"""Has no words to learn from: it is recognised by rules."""
OF_A_SUBJECT = 1.9
"""How rare a word is that may be of another subject (`words.rarity`)."""
SWAPPED = slice(2_000, 20_000)
"""The ranks of the words that stand for one of another subject."""
ELSEWHERE, ELSEWHERE_WEIGHT, BRIEF = 3000, 1.0, 12
"""At most so many answers, of at most so many words, are also shown as if about something else; and every wish, for so much."""
_WORD = re.compile(r"[^\W\d_]+")
RIDGE = 0.5
RATE, ROUNDS = 0.15, 12
SELDOM = 2
"""A feature of so few texts is left out, and with it most of what a text shows by chance."""
SMALL = 0.3
"""Smaller coefficients are left out."""
ALONE, PIECES = 2500, 2500
"""At most so many pieces of each sort, and texts that are shown with another question as well: they say that a word may be
of a subject that the bank does not know."""
MIXED, FORESEEN = 1200, 250
WEIGHTS = {"clause": 0.3, "sentence": 0.6, "foreseen": 0.5, "no answer": 3.0, ANSWER: 3.0}
OF_A_RULE = 0.8
"""A piece of an answer is not always an answer by itself."""


class Row(NamedTuple):
    """A text as the regression sees it."""

    found: Sequence[int]
    """The numbers of its features."""
    label: int
    weight: float


def texts(
    writers: str = "",
) -> tuple[list[Text], list[tuple[Text, float]], list[tuple[Text, float]]]:
    """The labelled texts that are none, all that is no answer, and the answers; the last two with weights."""
    draw = random.Random(SEED)  # noqa: S311 - a draw by a seed
    every = no_answers(draw, writers)
    labelled = [one for one in every if one.sort not in (NOISE, ANSWER)]
    near = [one for one in every if one.sort == ANSWER]
    none = [(one, WEIGHTS["no answer"]) for one in labelled]
    none += [(one, OF_A_RULE) for one in of_rules(draw)]
    none += [(one, WEIGHTS["foreseen"]) for one in foreseen(draw, FORESEEN)]
    whole = answers("tune")
    said = [*whole, *short("tune")]
    for sort in ("sentence", "clause"):
        parts = [one for one in pieces(whole) if one.sort == sort]
        said += draw.sample(parts, min(PIECES, len(parts)))
    elsewhere = [
        replace(one, question=draw.choice(questions())) for one in draw.sample(said, ALONE)
    ]
    beside = mixed(
        draw, draw.sample([o for o in said if o.sort in ("sentence", "wording")], MIXED), labelled
    )
    shown = [
        replace(one, signs=draw.random() >= POOR) for one in (*said, *elsewhere, *beside, *near)
    ]
    shown += [replace(one, signs=False) for one in near]
    brief = [one for one in (*said, *near, *near) if len(one.text.split()) <= BRIEF]
    shown += [
        of_another_subject(one, draw) for one in draw.sample(brief, min(ELSEWHERE, len(brief)))
    ]
    none += [(of_another_subject(one, draw), ELSEWHERE_WEIGHT) for one in labelled]
    return labelled, none, [(one, WEIGHTS.get(one.sort, 1.0)) for one in shown]


def of_another_subject(one: Text, draw: random.Random) -> Text:
    """The same text with words of no consequence in place of those that say what it is about.

    What is left shows how an answer, or a wish, is put, whatever it is about.
    """
    drawn = _drawn()
    text = _WORD.sub(lambda m: draw.choice(drawn) if _telling(m.group()) else m.group(), one.text)
    return replace(one, text=text)


@lru_cache(maxsize=1)
def _drawn() -> Sequence[str]:
    """Words of middling frequency."""
    return [one for one in _lexicon().stems[SWAPPED] if one.isalpha() and len(one) > 3]


def _telling(word: str) -> bool:
    return word.casefold() not in CONVERSATION and rarity(stem(word.casefold())) >= OF_A_SUBJECT


def names_of(one: Text) -> frozenset[str]:
    return features(one.text, subject_words(one.question, signs=one.signs))


class Names:
    """Features numbered, without the seldom ones, and how much each says: the rarer, the more."""

    def __init__(self, found: Sequence[frozenset[str]], seldom: int) -> None:
        counts = Counter(name for one in found for name in one)
        self.kept = sorted(name for name, count in counts.items() if count > seldom)
        self.counts = [counts[name] for name in self.kept]
        self.says = [1 + math.log((1 + len(found)) / (1 + count)) for count in self.counts]
        self.numbers = {name: at for at, name in enumerate(self.kept)}

    def of(self, found: frozenset[str]) -> list[int]:
        return sorted(self.numbers[name] for name in found if name in self.numbers)


def fitted(rows: list[Row], names: Names, classes: int) -> tuple[list[float], list[list[float]]]:
    """The constants and coefficients of each class, by steps that become smaller where a feature was seen often.

    A text's features share one length: what is said at length is said no louder.
    """
    counts, says = names.counts, names.says
    weights = [[0.0] * len(counts) for _ in range(classes)]
    slopes = [[1e-8] * len(counts) for _ in range(classes)]
    constants = [0.0] * classes
    draw = random.Random(SEED)  # noqa: S311 - a draw by a seed
    for turn in range(ROUNDS):
        rate = RATE / (1 + 0.15 * turn)
        draw.shuffle(rows)
        for found, label, weight in rows:
            each = 1 / math.sqrt(max(len(found), 1))
            values = [says[at] * each for at in found]
            totals = [
                c + sum(w[at] * value for at, value in zip(found, values, strict=True))
                for c, w in zip(constants, weights, strict=True)
            ]
            for number, likely in enumerate(_likely(totals)):
                off = weight * (likely - (number == label if classes > 1 else label))
                if abs(off) < 1e-3:
                    continue
                constants[number] -= 0.02 * off
                own, slope = weights[number], slopes[number]
                for at, value in zip(found, values, strict=True):
                    step = off * value + RIDGE * own[at] / counts[at]
                    slope[at] += step * step
                    own[at] -= rate * step / math.sqrt(slope[at])
    scaled = [[w * say for w, say in zip(row, says, strict=True)] for row in weights]
    return constants, scaled


def _likely(totals: Sequence[float]) -> list[float]:
    if len(totals) == 1:
        return [1 / (1 + math.exp(-max(-30.0, min(30.0, totals[0]))))]
    top = max(totals)
    powers = [math.exp(total - top) for total in totals]
    whole = sum(powers)
    return [power / whole for power in powers]


def coefficients(writers: str = "") -> Mapping[str, object]:
    """What `data/kinds.json` holds, fitted on the texts of these writers."""
    labelled, none, said = texts(writers)
    found = [(names_of(one), 1, weight) for one, weight in none]
    found += [(names_of(one), 0, weight) for one, weight in said]
    names = Names([one for one, _, _ in found], SELDOM)
    rows = [Row(names.of(one), label, weight) for one, label, weight in found]
    (constant,), (weights,) = fitted(rows, names, 1)
    kinds = sorted({one.sort for one in labelled})
    measured = [(names_of(one), kinds.index(one.sort), 1.0) for one in labelled]
    measured += [
        (names_of(one), kinds.index(one.sort), OF_A_RULE)
        for one, weight in none
        if weight == OF_A_RULE and one.sort != NOISE
    ]
    own = Names([one for one, _, _ in measured], SELDOM)
    of_kind = [Row(own.of(one), label, weight) for one, label, weight in measured]
    constants, by_kind = fitted(of_kind, own, len(kinds))
    return {
        "constant": round(constant * SCALE),
        "no_answer": _kept(zip(names.kept, weights, strict=True)),
        "kinds": kinds,
        "constants": [round(value * SCALE) for value in constants],
        "by_kind": {
            name: [round(column[at] * SCALE) for column in by_kind]
            for at, name in enumerate(own.kept)
        },
    }


def _kept(values: Iterable[tuple[str, float]]) -> dict[str, int]:
    return {name: round(value * SCALE) for name, value in values if abs(value) >= SMALL}


def main() -> None:
    """Fit, and write or say how large the result is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--write", action="store_true", help="renew the package's data")
    parser.add_argument("--writers", default="", help="fit on the texts of these writers alone")
    given = parser.parse_args()
    found = coefficients(given.writers)
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
    if given.write:
        DATA.write_text(text, encoding="utf-8")
    print(f"{len(text.encode()):,} bytes{', written' if given.write else ''}")


if __name__ == "__main__":
    main()
