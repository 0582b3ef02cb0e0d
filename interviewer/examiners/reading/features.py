"""What is measured of an answer for each rubric point. None of it depends on a question.

`decision.py` makes a probability of it, by coefficients that `make fit` finds on labelled answers.
"""

import math
from collections.abc import Sequence
from heapq import nlargest
from typing import NamedTuple

from interviewer.examiners.reading.evidence import AnswerIndex
from interviewer.examiners.reading.examples import Lessons, vector
from interviewer.examiners.reading.key import AnswerKey, grams
from interviewer.examiners.reading.passages import STATED
from interviewer.examiners.reading.small_words import NEGATORS, SMALL
from interviewer.examiners.reading.words import rarity

HALF = 0.5
"""Less of a misconception's wording is chance."""


class Features(NamedTuple):
    """What speaks for and against one point."""

    wording: float
    """How much of the best accepted wording a sound statement asserts, 0..1."""
    profile: float
    """Logarithm of how much speaks for this point rather than for the others."""
    share: float
    """How much of the point's own words is said anywhere, 0..1."""
    runs: float
    """Cosine of the runs of four characters of the nearest statement and the point's own words."""
    spelt: float
    """How much of the point's runs of four characters is said anywhere, 0..1."""
    against: float
    """How much more of a wording stands in a statement that is wrong than in any that is sound."""
    contradicted: float
    """The most that is worded of a misconception that contradicts the point, 0..1; 1 where what is said
    of it is true of another point."""
    mistaken: float
    """The most that is worded of any misconception, 0..1."""
    errors: float
    """Logarithm of how many misconceptions are worded, each by how much more than half of it."""
    length: float
    """Logarithm of the answer's number of words."""
    covered: float
    """How much of all points' own words is said, 0..1."""


class Taught(NamedTuple):
    """What labelled answers say of one point, about -1 missed to 1 made; see `examples.py`."""

    least: float
    """What they say of all of the answer or, if that is less, of what it asserts in sound statements."""
    best: float
    """What they say of the statement that asserts most for the point."""
    others: float
    """The mean of the first over all points: little for a wrong answer."""


class Lesson(NamedTuple):
    """What labelled answers say of an answer and of its statements."""

    taught: tuple[Taught, ...]
    """Point by point."""
    statements: tuple[tuple[float, ...], ...]
    """What each statement says for each point."""


def measured(  # noqa: PLR0913 - all that is known of one point
    key: AnswerKey,
    statements: AnswerIndex,
    *,
    sound: Sequence[Sequence[float]],
    everything: Sequence[Sequence[float]],
    own: Sequence[Sequence[float]],
    believed: Sequence[float],
    swapped: frozenset[str],
    wrong: frozenset[int],
) -> list[Features]:
    """The features of every point, in order."""
    asserted = [
        [] if n in wrong else _asserted(n, statements) for n in range(len(statements.passages))
    ]
    spelling = _spelling(key, asserted)
    shares = [statements.meaning(point.profile) for point in key.points]
    words = sum(map(len, statements.orders))
    errors = math.log1p(2 * sum(max(0.0, value - HALF) for value in believed))
    found = []
    for n, point in enumerate(key.points):
        worded = max(sound[n])
        found.append(
            Features(
                wording=worded,
                profile=math.log1p(sum(nlargest(3, own[n]))),
                share=shares[n],
                runs=spelling[n].runs,
                spelt=spelling[n].spelt,
                against=max(everything[n]) - worded,
                contradicted=float(bool(swapped & point.names))
                or max((believed[at] for at in point.contrary), default=0.0),
                mistaken=max(believed, default=0.0),
                errors=errors,
                length=math.log1p(words),
                covered=sum(shares) / len(shares),
            )
        )
    return found


class _Spelt(NamedTuple):
    """How one point's own words are spelt in an answer; see `Features`."""

    runs: float
    spelt: float


def _spelling(key: AnswerKey, statements: Sequence[Sequence[str]]) -> list[_Spelt]:
    """Compare runs of characters; for every point in order."""
    count = len(key.points)
    nearest, anywhere = [0.0] * count, [0.0] * count
    seen = set[str]()
    for order in statements:
        said = grams({s: rarity(s) for s in order if s not in SMALL})
        dots = [0.0] * count
        for run, weight in said.items():
            for number, own in key.holding.get(run, ()):
                dots[number] += weight * own
                if run not in seen:
                    anywhere[number] += own
            seen.add(run)
        norm = math.sqrt(sum([w * w for w in said.values()])) or 1.0
        nearest = [max(known, dot / norm) for known, dot in zip(nearest, dots, strict=True)]
    return [
        _Spelt(near / point.grams_length, total / point.grams_sum)
        for near, total, point in zip(nearest, anywhere, key.points, strict=True)
    ]


def denied_share(statements: AnswerIndex, wrong: frozenset[int]) -> float:
    """The share of the words that stand in statements that are wrong, or are denied, 0..1."""
    numbers = range(len(statements.passages))
    asserted = sum(len(_asserted(n, statements)) for n in numbers if n not in wrong)
    return 1 - asserted / (sum(map(len, statements.orders)) or 1)


def lesson(lessons: Lessons, statements: AnswerIndex, wrong: frozenset[int]) -> Lesson:
    """What the labelled answers say of every point."""
    each = statements.orders
    asserted = tuple(_asserted(n, statements) if n not in wrong else [] for n in range(len(each)))
    whole = lessons.score(vector(s for order in each for s in order))
    sound = whole
    if asserted != each:
        sound = lessons.score(vector(s for order in asserted for s in order))
    apart = [lessons.score(vector(order)) for order in asserted]
    least = list(map(min, whole, sound))
    others = sum(least) / len(least)
    best = map(max, zip(*apart, strict=True))
    rows = zip(least, best, strict=True)
    return Lesson(tuple(Taught(*row, others) for row in rows), tuple(map(tuple, apart)))


def _asserted(number: int, statements: AnswerIndex) -> list[str]:
    """The words of a statement, without those that it denies."""
    order = statements.orders[number]
    if not statements.heeds_denial:
        return order
    if len(order) < STATED and number and statements.polarity_of(number - 1).denied:
        return []  # "never use precision / and recall"
    here = statements.polarity_of(number)
    return [s for s in order if here.sign(s) >= 0 and s not in NEGATORS] if here.denied else order
