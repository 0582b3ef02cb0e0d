"""Banks with a rubric: is this point made, by which statement, and which misconception is held?

An answer is weighed statement by statement: a sentence may list many, and each of them asserts or
denies by itself. The numbers in this file are fitted, on the development data of docs/grading.md
alone; none of them depends on a question. Change one only together with the figures there.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from interviewer.examiners.reading.credit import denials
from interviewer.examiners.reading.evidence import AnswerIndex, Claim
from interviewer.examiners.reading.key import AnswerKey, PointKey
from interviewer.examiners.reading.passages import Passage, joined, statements_of

_PROFILE = 0.2
"""What the words that speak for a point weigh beside the best of its wordings."""
_MISSED, _MADE = 0.79, 0.83
"""Evidence below the one misses a point, from the other on makes it; between them people had ticked
every second one."""
_WORDED = 0.2
"""Less of a wording is chance, and not worth the time it takes to look for denials."""
_BELIEVED = 0.75
"""From so much of a misconception's wording on, in one statement, it is taken to be held."""
_WHOLE = 0.95
"""Of two wordings said as good as whole, the longer one is what was meant."""
_COMPARED = frozenset(("unlik", "than", "versus", "vs", "instead", "compar"))
"""What is named after one of these is not what the statement is about."""

Worded = tuple[float, float]
"""The share of a wording that is said; where that is as good as all, how much the wording says."""
UNWORDED: Worded = (0.0, 0.0)

Span = tuple[int, int]
"""A run of statements of one sentence, from the first to the last."""


class Evidence(NamedTuple):
    """What speaks for one point."""

    wording: float
    """How much of the best accepted wording is covered, 0..1."""
    profile: float
    """How much speaks for this point rather than for the others, over the best statements."""
    sentence: int
    """The sentence that shows most."""

    @property
    def strength(self) -> float:
        return self.wording + _PROFILE * math.log1p(self.profile)


class Held(NamedTuple):
    """A misconception that the answer words."""

    number: int
    """Which of the question's misconceptions it is."""
    statements: Span


class IndexedAnswers:
    """What was said, by sentences and by the statements they are made of."""

    def __init__(self, sentences: AnswerIndex, answers: Sequence[str]) -> None:
        cut = [(n, c) for n, s in enumerate(sentences.passages) for c in statements_of(s, answers)]
        self.sentences = sentences
        self.statements = AnswerIndex(
            [c for _, c in cut], sentences.vocabulary, heeds_denial=sentences.heeds_denial
        )
        self.home = tuple(n for n, _ in cut)
        """For each statement the number of the sentence that it is part of."""

        count = len(self.home)
        neighbours = [n for n in range(count - 1) if self.home[n] == self.home[n + 1]]
        self.spans: tuple[Span, ...] = (
            *((n, n) for n in range(count)),
            *((n, n + 1) for n in neighbours),
        )
        """Every statement, then every two neighbours of one sentence: a wording may be spread over both."""
        self.pairs = {n: count + at for at, n in enumerate(neighbours)}
        """By the first of two neighbours, where they are in `spans`."""

    def passage(self, span: Span) -> Passage:
        return joined(self.statements.passages[span[0] : span[1] + 1])

    def topics(self, names: frozenset[str]) -> list[frozenset[str]]:
        """What of these names each statement is about: its own, or those before it in its sentence."""
        found: list[frozenset[str]] = []
        for n, passage in enumerate(self.statements.passages):
            order = passage.stems
            compared = any(s in _COMPARED for s in order)
            own = frozenset[str]() if compared else names.intersection(order)
            if not own and n and self.home[n - 1] == self.home[n]:
                own = found[-1]
            found.append(own)
        return found


def weigh(key: AnswerKey, speech: IndexedAnswers) -> tuple[list[Evidence], list[Held]]:
    """Weigh every point, and find which misconceptions are held.

    A statement that words a misconception better than any point proves nothing; nor does one that
    denies what a reference answer says, or that speaks of what another point is about.
    """
    spans = speech.spans
    names = frozenset[str]().union(*(point.names for point in key.points))
    topics = speech.topics(names)
    worded = [worded_by(point.claims, spans, speech) for point in key.points]
    for row, point in zip(worded, key.points, strict=True):
        for at, span in enumerate(spans):
            if _elsewhere(point, topics, span):
                row[at] = UNWORDED
    held = list(_held(key, spans, [max(column) for column in zip(*worded, strict=True)], speech))
    denied = denials(key.references, speech.sentences)
    wrong = {n for n, home in enumerate(speech.home) if denied[home]}
    for belief in held:
        wrong.update(range(belief.statements[0], belief.statements[1] + 1))
    own = _profiles(key.points, topics, wrong, speech)
    evidence = []
    for row, speaks in zip(worded, own, strict=True):
        sound = [
            0.0 if wrong.intersection(range(first, last + 1)) else share
            for (share, _), (first, last) in zip(row, spans, strict=True)
        ]
        evidence.append(_weighed(sound, spans, speaks, speech.home))
    return evidence, held


def _held(
    key: AnswerKey, spans: Sequence[Span], best: Sequence[Worded], speech: IndexedAnswers
) -> Iterator[Held]:
    """A misconception is held where a statement words it, and words it better than any point."""
    for number, wordings in enumerate(key.beliefs):
        row = worded_by(wordings, spans, speech)
        shown = [
            at
            for at, value in enumerate(row)
            if value > best[at]
            and value[0] >= (_BELIEVED if spans[at][0] == spans[at][1] else _WHOLE)
        ]
        top = max(shown, key=row.__getitem__, default=-1)
        if top >= 0:
            yield Held(number, spans[top])


def worded_by(
    wordings: Sequence[Claim], spans: Sequence[Span], speech: IndexedAnswers
) -> list[Worded]:
    """How much of its best wording each span asserts; nothing where it denies that wording."""
    best = [UNWORDED] * len(spans)
    # What is said most of comes first: then few of the others can be better.
    shares = [(speech.statements.meaning(wanted), wanted) for wanted in wordings]
    shares = [one for one in shares if one[0] > _WORDED]
    for _, wanted in sorted(shares, key=itemgetter(0), reverse=True):
        said = speech.statements.covered(wanted)
        for at in _touched(said, speech):
            first, last = spans[at]
            covered = said.get(first, 0.0)
            covered = covered if first == last else covered + said.get(last, 0.0)
            if covered < max(best[at][0], _WORDED) * wanted.total:
                continue
            share = min(speech.statements.asserts(wanted, first, last), 1.0)
            share = 1.0 if share >= _WHOLE else share
            best[at] = max(best[at], (share, wanted.total * (share == 1)))
    return best


def _touched(said: Mapping[int, float], speech: IndexedAnswers) -> Iterator[int]:
    """The places in `spans` of those that hold one of these statements."""
    yield from said
    pairs = {first for n in said for first in (n - 1, n)}
    yield from (at for at in map(speech.pairs.get, pairs) if at is not None)


def _elsewhere(point: PointKey, topics: Sequence[frozenset[str]], span: Span) -> bool:
    """Whether part of a span speaks of what a parallel point is about, and not of this one."""
    if not point.names:
        return False
    return any(about and not about & point.names for about in topics[span[0] : span[1] + 1])


def _profiles(
    points: Sequence[PointKey],
    topics: Sequence[frozenset[str]],
    wrong: set[int],
    speech: IndexedAnswers,
) -> list[list[float]]:
    """For each point, how much each sound statement speaks for it rather than for the others."""
    said, numbers = speech.statements, range(len(speech.home))
    speaks = [[p.profile.total * said.asserts(p.profile, n, n) for n in numbers] for p in points]
    most = [sorted(column, reverse=True)[:2] for column in zip(*speaks, strict=True)]
    found = []
    for point, row in zip(points, speaks, strict=True):
        own = [0.0] * len(speech.home)
        for n, mine in enumerate(row):
            if mine and n not in wrong and not _elsewhere(point, topics, (n, n)):
                others = most[n][-1] if mine == most[n][0] else most[n][0]
                others = others if len(most[n]) > 1 else 0.0
                own[n] = mine * mine / (mine + others + 0.5)
        found.append(own)
    return found


def _weighed(
    covered: Sequence[float], spans: Sequence[Span], own: Sequence[float], home: Sequence[int]
) -> Evidence:
    shown = [0.0] * (home[-1] + 1)
    for value, (first, _) in zip(covered, spans, strict=True):
        shown[home[first]] = max(shown[home[first]], value)
    for statement, value in enumerate(own):
        shown[home[statement]] += value / 10
    top = max(range(len(shown)), key=shown.__getitem__)
    return Evidence(max(covered), sum(sorted(own)[-3:]), top)


def decided(strength: float) -> float | None:
    """A point of a rubric is made or missed; None where it could be either."""
    if _MISSED <= strength < _MADE:
        return None
    return 1.0 if strength >= _MADE else 0.0
