"""What a question's labelled answers teach: which words speak for a point, and which against it.

Ridge regression on the words of whole answers (regularised least squares, solved exactly by Cholesky's
factorisation; Rifkin and Lippert, "Notes on regularized least squares", 2007). A bank has some fifty labelled
answers to a question: that is solved in a few milliseconds, once, without a library.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import mul

from interviewer.core.questions import Question
from interviewer.examiners.reading.polarity import SMALL
from interviewer.examiners.reading.words import rarity, relatives, stems

BASE = -0.6
"""What is expected of an answer that holds none of the examples' words: no credit, whatever is usual."""
RIDGE = 0.2
"""How much large weights cost; chosen on the tune group, see docs/grading.md."""
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


class Lessons:
    """What the examples of one question teach about one point after another."""

    def __init__(self, points: int, shares: Sequence[Sequence[float]], postings: Postings) -> None:
        """`shares` is, point by point, how much each example counts."""
        self._points = points
        self._shares = shares
        self._postings = postings
        self._weights: dict[str, tuple[float, ...]] = {}

    def score(self, said: Vector) -> list[float]:
        """What the examples say of each point for these words, about -1..1."""
        words = [(weight, known) for stem, weight in said.items() if (known := self.weights(stem))]
        shares = [weight for weight, _ in words]
        columns = zip(*[known for _, known in words], strict=True)
        found = [sum(map(mul, shares, column), BASE) for column in columns]
        return found or [BASE] * self._points

    def weights(self, word: str) -> tuple[float, ...] | None:
        """What a word adds for each point; None where the examples do not hold it. It is summed when the word
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


@lru_cache(maxsize=256)
def lessons(question: Question) -> Lessons | None:
    """Learn from the labelled answers of a question; None where it has none."""
    if not question.examples:
        return None
    full = [t for t in (question.reference_answer, *question.alternative_answers) if t]
    texts = [*(one.answer for one in question.examples), *full, *TALK]
    vectors = [vector(stems(text)) for text in texts]
    targets = [
        [
            *(
                0.0 if p.id in one.unsure else 1.0 if p.id in one.made else -1.0
                for one in question.examples
            ),
            *(1.0 for _ in full),
            *(-1.0 for _ in TALK),
        ]
        for p in question.points
    ]
    return learned(vectors, targets)


def learned(vectors: Sequence[Vector], targets: Sequence[Sequence[float]]) -> Lessons:
    """Fit the points' targets (1 made, -1 missed, 0 unknown), one row for each point."""
    likeness, postings = compared(vectors)
    factor = factorised(likeness)
    shares = [solved(factor, [y - BASE for y in row]) for row in targets]
    return Lessons(len(targets), shares, postings)


def compared(vectors: Sequence[Vector]) -> tuple[list[list[float]], Postings]:
    """How alike any two vectors are, with the ridge on the diagonal, as the lower triangle; and the vectors by
    the words that they hold.
    """
    found: dict[str, tuple[array[int], array[float]]] = {}
    rows = []
    for number, words in enumerate(vectors):
        row = [0.0] * number
        for word, weight in words.items():
            if word in found:
                numbers, weights = found[word]
                for other, held in zip(numbers, weights, strict=True):
                    row[other] += weight * held
                numbers.append(number)
                weights.append(weight)
            else:
                found[word] = array("I", (number,)), array("d", (weight,))
        rows.append([*row, sum([w * w for w in words.values()]) + RIDGE])
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
