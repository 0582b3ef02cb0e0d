"""What a full answer to a question contains, prepared once for comparison."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from interviewer.core.questions import Question, sentences
from interviewer.examiners.reading.direction import Quality
from interviewer.examiners.reading.evidence import Claim, claim
from interviewer.examiners.reading.examples import Lessons, lessons, plain
from interviewer.examiners.reading.polarity import Polarity, choice
from interviewer.examiners.reading.small_words import SMALL
from interviewer.examiners.reading.words import Vocabulary, rarity, stems, vocabulary

BELONGS = 0.35
"""A reference sentence belongs to the point that shares at least this much of its weight."""
WIDESPREAD = 100
"""A word that this many points may speak of points to none of them."""
FAINT = 0.3
"""What is left, in a profile, of a word that the question holds, or that only names the point."""


class Reference(NamedTuple):
    """A whole reference answer, with its sentences."""

    whole: Claim
    sentences: tuple[Claim, ...]
    choice: str | None
    """The "yes", "no" or letter that it opens with."""


class PointKey(NamedTuple):
    """What shows that one point was made."""

    claims: tuple[Claim, ...]
    profile: Claim
    """The words that speak for this point rather than for another one of the question."""
    grams: Mapping[str, float]
    """The profile by its words' runs of four characters."""
    grams_sum: float
    grams_length: float
    """Of the runs as a vector."""
    contrary: frozenset[int]
    """The misconceptions that contradict it, by number."""
    names: frozenset[str]
    """What the point is about, where others are about its like: "L1" beside "L2"."""


class AnswerKey(NamedTuple):
    """What the answers to one question are compared with, prepared once for each question."""

    given: frozenset[str]
    """The stems of the question itself."""
    references: tuple[Reference, ...]
    points: tuple[PointKey, ...]
    beliefs: tuple[tuple[Claim, ...], ...]
    """The wordings of every misconception."""
    vocabulary: Vocabulary
    """The words of all these."""
    holding: Mapping[str, Sequence[tuple[int, float]]]
    """For every run of four characters the points that have it, by number, and its weight in their `grams`."""
    lessons: Lessons | None = None
    """What labelled answers teach; None without any."""


@lru_cache(maxsize=256)
def answer_key(question: Question) -> AnswerKey:
    """Prepare a question; cached, for every answer to it needs the same."""
    given = frozenset(stems(question.prompt))
    own = [question.reference_answer] if question.reference_answer else []
    texts = [*own, *question.alternative_answers]
    references = [
        Reference(
            claim(text, given),
            tuple(claim(part, given) for part in sentences(text)),
            choice(text),
        )
        for text in texts or [". ".join(plain(point.description) for point in question.points)]
    ]
    points = _points(question, texts, given)
    beliefs = tuple(
        tuple(claim(text, given) for text in (*wrong.signs, plain(wrong.description)))
        for wrong in question.misconceptions
    )
    claims = [
        *(part for r in references for part in (r.whole, *r.sentences)),
        *(part for point in points for part in (*point.claims, point.profile)),
        *(part for wordings in beliefs for part in wordings),
    ]
    words = dict.fromkeys(stem for wanted in claims for stem in wanted.weights)
    holding: dict[str, list[tuple[int, float]]] = {}
    for number, point in enumerate(points):
        for run, weight in point.grams.items():
            holding.setdefault(run, []).append((number, weight))
    return AnswerKey(
        given, tuple(references), points, beliefs, vocabulary(words), holding, lessons(question)
    )


def _points(
    question: Question, texts: Sequence[str], given: frozenset[str]
) -> tuple[PointKey, ...]:
    points = question.points
    wordings = [[*point.signs, *point.terms, plain(point.description)] for point in points]
    own = _shared_out(texts, [frozenset(_count(some)) for some in wordings])
    counts = [_count([*wordings[i], *own[i]]) for i in range(len(points))]
    everywhere = Counter[str]()
    for count in counts:
        everywhere.update(count)
    names = _names([plain(point.description) for point in points])
    keys = []
    for i, count in enumerate(counts):
        profile = {
            s: rarity(s)
            * (n / everywhere[s]) ** 2
            * min(1.0, 0.5 + 0.25 * n)
            * (FAINT if s in given or s in names[i] else 1.0)
            for s, n in count.items()
        }
        spelt = grams(profile)
        claims = wordings[i] if points[i].signs else [*wordings[i], *own[i]]
        prepared = tuple(claim(text, given) for text in claims)
        keys.append(
            PointKey(
                prepared,
                _profile(profile, prepared),
                spelt,
                sum(spelt.values()) or 1.0,
                math.sqrt(sum(w * w for w in spelt.values())) or 1.0,
                frozenset(
                    n
                    for n, wrong in enumerate(question.misconceptions)
                    if wrong.contradicts == points[i].id
                ),
                names[i],
            )
        )
    return tuple(keys)


def _profile(weights: Mapping[str, float], wordings: Sequence[Claim]) -> Claim:
    """The words of a profile, denied where most of the wordings that hold them deny them."""
    signs = Counter[str]()
    for wording in wordings:
        signs.update(wording.polarity.asserted)
        signs.subtract(wording.polarity.denied)
    asserted = frozenset(s for s in weights if signs[s] > 0)
    denied = frozenset(s for s in weights if signs[s] < 0)
    none = frozenset[tuple[str, str]]()
    polarity = Polarity(asserted, denied, odd=False)
    every = frozenset[Quality]().union(*(w.qualities for w in wordings))
    # "Small weights" and "big weights cost most" are both right: neither reverses the other.
    qualities = frozenset(quality for quality in every if quality.opposite not in every)
    opposites = frozenset(quality.opposite for quality in qualities)
    total = sum(weights.values()) or 1.0
    return Claim(weights, total, (), none, none, polarity, qualities, opposites, None, ())


def grams(weights: Mapping[str, float]) -> dict[str, float]:
    """Weighed words as weighed runs of four characters."""
    found: dict[str, float] = {}
    for stem, weight in weights.items():
        for run in runs(stem):
            found[run] = found.get(run, 0.0) + weight
    return found


@lru_cache(maxsize=8192)
def runs(stem: str) -> tuple[str, ...]:
    """The runs of four characters of a word, with a blank before and after it."""
    spaced = f" {stem} "
    return tuple(spaced[i : i + 4] for i in range(max(1, len(spaced) - 3)))


def _names(descriptions: Sequence[str]) -> list[frozenset[str]]:
    """The words that separate parallel points: "the validation set", "the test set".

    They open descriptions, before the same second word, each before it in one of them only.
    """
    openings = [[s for s in stems(text) if s not in SMALL][:2] for text in descriptions]
    firsts: dict[str, set[str]] = {}
    for opening in openings:
        if len(opening) > 1:
            firsts.setdefault(opening[1], set()).add(opening[0])
    names = []
    for opening in openings:
        rivals = firsts.get(opening[1], set()) if len(opening) > 1 else set[str]()
        names.append(frozenset(opening[:1] if len(rivals) > 1 else ()))
    return names


def _count(texts: Sequence[str]) -> Counter[str]:
    """In how many of the texts each stem that says something occurs."""
    return Counter(s for text in texts for s in set(stems(text)) if s not in SMALL)


def _shared_out(texts: Sequence[str], words: Sequence[frozenset[str]]) -> list[list[str]]:
    """For each point the reference sentences that speak of it more than of any other.

    A word counts the less the more points it may speak of.
    """
    spread = Counter(s for some in words for s in some)
    mine: list[list[str]] = [[] for _ in words]
    holding: dict[str, list[int]] = {}
    for number, some in enumerate(words):
        for s in some:
            if spread[s] <= WIDESPREAD:
                holding.setdefault(s, []).append(number)
    for sentence in (part for text in texts for part in sentences(text)):
        weights = {s: rarity(s) for s in stems(sentence)}
        shares = dict.fromkeys(range(min(1, len(words))), 0.0)
        for s, weight in weights.items():
            for number in holding.get(s, ()):
                shares[number] = shares.get(number, 0.0) + weight / spread[s]
        best = max(sorted(shares), key=shares.__getitem__)
        if shares[best] > BELONGS * sum(weights.values()):
            mine[best].append(sentence)
    return mine
