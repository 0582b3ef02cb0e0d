"""What a question's labelled answers teach: which words speak for a point, and which against it.

Ridge regression on the words of whole answers, and of the bank's single wordings (regularised least squares, solved exactly by Cholesky's
factorisation; Rifkin and Lippert, "Notes on regularized least squares", 2007). A bank has some fifty labelled
answers to a question: that is solved in a few milliseconds, once, without a library.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from interviewer.core.questions import Question
from interviewer.examiners.reading.small_words import SMALL
from interviewer.examiners.reading.words import rarity, relatives, stems

BASE = -0.6
"""What is expected of an answer that holds none of the examples' words: no credit, whatever is usual."""
RIDGE = 0.2
"""How much large weights cost; chosen on the tune group, see docs/grading.md."""
WORDING = 0.2
"""What an accepted wording, or one of a misconception, counts for beside a labelled answer."""
ANOTHERS, MISTAKES = -0.6, -0.8
"""How far a wording of another point, or of a misconception about another one, is expected to miss a point."""
KINDRED = 0.5
"""What a word counts for one of related meaning, times their likeness."""
ALIKE = 0.45
"""Less likeness is none."""

TALK = (
    "Good question, I could talk about this for hours, people see it in different ways.",
    "It depends on what you want, on the case at hand and on how much time you have.",
    "In practice you try something, look at it, and if it works well you keep it, otherwise not.",
    "I have seen many projects where this mattered a lot, and some where it made no difference at all.",
    "One has to be careful there, think about the whole picture and weigh up the pros and cons.",
    "There are several aspects and opinions, each matters in its own way, and in the end you decide.",
    "We did that at work every week, and my boss was always happy with what came out.",
    "It is a well known thing that everybody in the field should understand, I read a paper about it.",
)
"""Talk that makes no point of any question: missed examples that no bank needs to have."""

Vector = Mapping[str, float]
Postings = Mapping[str, tuple[Sequence[int], Sequence[float]]]
"""For every word the vectors that hold it, by number, and its weight in each."""

_SAYS = re.compile(
    r"^(?:says?|names?|gives?|explains?|mentions?|states?|puts|believes?|thinks?)\s+(?:that\s+|to\s+)?",
    re.IGNORECASE,
)


def plain(description: str) -> str:
    """A description without its "Says that", as a candidate would put it."""
    return _SAYS.sub("", description)


class Lessons:
    """What the examples of one question teach about one point after another."""

    def __init__(
        self,
        points: int,
        shares: Sequence[Sequence[float]],
        postings: Postings,
        *,
        labelled: bool = False,
    ) -> None:
        """`shares` is, point by point, how much each text counts; `labelled` says whether labelled answers
        are among them, and not the bank's wordings alone.
        """
        self.labelled = labelled
        self._points = points
        self._shares = shares
        self._postings = postings
        self._weights: dict[str, tuple[float, ...]] = {}

    def score(self, said: Vector) -> list[float]:
        """What the texts say of each point for these words, about -1..1."""
        words = [(weight, known) for stem, weight in said.items() if (known := self.weights(stem))]
        shares = [weight for weight, _ in words]
        columns = zip(*[known for _, known in words], strict=True)
        found = [sum(map(mul, shares, column), BASE) for column in columns]
        return found or [BASE] * self._points

    def weights(self, word: str) -> tuple[float, ...] | None:
        """What a word adds for each point; None where the texts do not hold it. It is summed when the word
        is first said, for an answer says a tenth of them.
        """
        made = self._weights.get(word)
        if made is None and word in self._postings:
            numbers, held = self._postings[word]
            made = self._weights[word] = tuple(
                sum(map(mul, map(share.__getitem__, numbers), held), 0.0) for share in self._shares
            )
        return made


def vector(said: Iterable[str]) -> dict[str, float]:
    """Words, and words of related meaning, by their weight; of length 1."""
    found: dict[str, float] = {}
    for stem, count in Counter(said).items():
        if stem in SMALL:
            continue
        times = 1 + math.log(count) if count > 1 else 1.0
        for other, weight in _kin(stem):
            found[other] = found.get(other, 0.0) + weight * times
    length = math.sqrt(sum([w * w for w in found.values()])) or 1.0
    return {s: w / length for s, w in found.items()}


@lru_cache(maxsize=8192)
def _kin(stem: str) -> tuple[tuple[str, float], ...]:
    """A word and those of related meaning, each with its weight."""
    own = rarity(stem)
    kin = ((other, KINDRED * like * own) for other, like in relatives(stem) if like >= ALIKE)
    return ((stem, own), *kin)


class Teaching(NamedTuple):
    """One text that teaches."""

    text: str
    targets: Sequence[float]
    """For each point 1 made, -1 missed, 0 unknown."""
    weight: float = 1.0
    """What it counts for beside a whole labelled answer."""


@lru_cache(maxsize=256)
def lessons(question: Question) -> Lessons | None:
    """Learn from the texts of a question; None where it has no rubric."""
    if question.by_sentences:
        return None
    taught = list(_teachings(question))
    return learned(
        [vector(stems(one.text)) for one in taught],
        list(zip(*(one.targets for one in taught), strict=True)),
        [one.weight for one in taught],
        labelled=bool(question.examples),
    )


def _teachings(question: Question) -> Iterator[Teaching]:
    """The labelled answers and whole reference answers, then single wordings, which make one point or none."""
    points = question.points
    for one in question.examples:
        made = (0.0 if p.id in one.unsure else 1.0 if p.id in one.made else -1.0 for p in points)
        yield Teaching(one.answer, tuple(made))
    for text in (question.reference_answer, *question.alternative_answers):
        if text:
            yield Teaching(text, (1.0,) * len(points))
    for text in TALK:
        yield Teaching(text, (-1.0,) * len(points))
    for point in points:
        targets = tuple(1.0 if p is point else ANOTHERS for p in points)
        for text in (*point.signs, *point.terms, plain(point.description)):
            yield Teaching(text, targets, WORDING)
    for wrong in question.misconceptions:
        targets = tuple(-1.0 if p.id == wrong.contradicts else MISTAKES for p in points)
        for text in wrong.signs:
            yield Teaching(text, targets, WORDING)


def learned(
    vectors: Sequence[Vector],
    targets: Sequence[Sequence[float]],
    weights: Sequence[float],
    *,
    labelled: bool,
) -> Lessons:
    """Fit the points' targets (1 made, -1 missed, 0 unknown), one row for each point."""
    likeness, postings = compared(vectors, weights)
    factor = factorised(likeness)
    shares = [solved(factor, [y - BASE for y in row]) for row in targets]
    return Lessons(len(targets), shares, postings, labelled=labelled)


def compared(
    vectors: Sequence[Vector], weights: Sequence[float]
) -> tuple[list[list[float]], Postings]:
    """How alike any two vectors are, with the ridge on the diagonal, as the lower triangle; and the vectors by
    the words that they hold.
    """
    found: dict[str, tuple[array[int], array[float]]] = {}
    rows = []
    for number, words in enumerate(vectors):
        row = [0.0] * number
        for word, weight in words.items():
            if word in found:
                numbers, those = found[word]
                for other, held in zip(numbers, those, strict=True):
                    row[other] += weight * held
                numbers.append(number)
                those.append(weight)
            else:
                found[word] = array("I", (number,)), array("d", (weight,))
        rows.append([*row, sum([w * w for w in words.values()]) + RIDGE / weights[number]])
    return rows, found


def factorised(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """Cholesky's factor of a positive matrix that is given by its lower triangle."""
    rows: list[list[float]] = []
    for i, given in enumerate(matrix):
        row: list[float] = []
        for j in range(i):
            row.append((given[j] - sum(map(mul, row, rows[j]))) / rows[j][j])
        row.append(math.sqrt(given[i] - sum(map(mul, row, row))))
        rows.append(row)
    return rows


def solved(factor: Sequence[Sequence[float]], wanted: Sequence[float]) -> list[float]:
    """Solve for one column, forward and back."""
    half: list[float] = []
    for row, value in zip(factor, wanted, strict=True):
        half.append((value - sum(map(mul, row, half))) / row[-1])
    found = [0.0] * len(half)
    for i in range(len(half) - 1, -1, -1):
        found[i] = half[i] / factor[i][i]
        for j in range(i):
            half[j] -= factor[i][j] * found[i]
    return found
