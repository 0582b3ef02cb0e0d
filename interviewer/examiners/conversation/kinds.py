"""Whether a text is an answer, and if not, what kind of thing is said: a linear model behind the rules.

The rules know how wishes are usually put; this sees those in words that nobody foresaw. Two logistic
functions over the features of `said`: whether it is no answer, and of which kind. The coefficients are
in `data/kinds.json`, which `make fit-kinds` finds on labelled texts; none depends on a question.
"""

import json
import math
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from interviewer.core.questions import Question
from interviewer.examiners.conversation.said import features, subject_words

DATA = Path(__file__).parent / "data" / "kinds.json"
FEWEST, LONGEST = 2, 60
"""Words. A shorter or longer text is an answer wherever no rule knows better: a single word says too little."""
LONGEST_CHARACTERS = 400
BRIEF = 2
"""Of so few words all must be known from labelled texts."""
SCALE = 20
"""The coefficients are kept as whole twentieths."""


class Model(NamedTuple):
    """Coefficients by the name of a feature."""

    constant: float
    no_answer: Mapping[str, float]
    names: tuple[str, ...]
    """Of the kinds, in the order of their coefficients."""
    constants: tuple[float, ...]
    by_kind: Mapping[str, tuple[int, ...]]
    """In units of 1 / SCALE."""


class Heard(NamedTuple):
    """What a text is taken for."""

    score: float
    """The log odds that it is no answer."""
    kind: str
    """Which kind it would be if it were none."""
    margin: float
    """How much more speaks for this kind than for the next, in log odds."""
    subject: bool
    """Whether it holds a word of the question's subject."""


NOTHING = Heard(float("-inf"), "", 0.0, subject=False)


def heard(text: str, question: Question) -> Heard:
    """What a text is when it is said to a question. Single words and long texts are not looked at."""
    if len(text) > LONGEST_CHARACTERS or len(text.strip().splitlines()) > 1:
        return NOTHING
    if not FEWEST <= len(text.split()) <= LONGEST:
        return NOTHING
    found, by = features(text, subject_words(question)), model()
    words = [name for name in found if name.startswith("w:")]
    if len(words) <= BRIEF and not all(name in by.no_answer for name in words):
        return NOTHING
    return judged(found, by)


def judged(found: Collection[str], by: Model) -> Heard:
    """What speaks for a text with these features being no answer, and of which kind."""
    score, known = 0.0, 0
    totals, counted = [0] * len(by.names), 0
    for name in found:
        if (weight := by.no_answer.get(name)) is not None:
            score += weight
            known += 1
        if row := by.by_kind.get(name):
            totals = [total + value for total, value in zip(totals, row, strict=True)]
            counted += 1
    score = by.constant + score / math.sqrt(max(known, 1))
    each = 1 / (SCALE * math.sqrt(max(counted, 1)))
    speaks = [c + total * each for c, total in zip(by.constants, totals, strict=True)]
    best = max(range(len(speaks)), key=speaks.__getitem__)
    others = max(value for at, value in enumerate(speaks) if at != best)
    return Heard(score, by.names[best], speaks[best] - others, "w:$" in found)


@lru_cache(maxsize=1)
def model() -> Model:
    """The shipped coefficients."""
    kept = json.loads(DATA.read_text(encoding="utf-8"))
    names = tuple(kept["kinds"])
    return Model(
        kept["constant"] / SCALE,
        {name: value / SCALE for name, value in kept["no_answer"].items()},
        names,
        tuple(value / SCALE for value in kept["constants"]),
        {name: tuple(row) for name, row in kept["by_kind"].items()},
    )
