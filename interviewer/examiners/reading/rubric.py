"""Banks with a rubric: is this point made, by which statement, and which misconception is held?

An answer is weighed statement by statement: a sentence may list many, and each of them asserts or
denies by itself. The numbers in this file are fitted, on the development data of docs/grading.md
alone; none of them depends on a question. Change one only together with the figures there.
"""

from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from interviewer.examiners.reading.credit import denials
from interviewer.examiners.reading.decision import BRIEF, WORDINGS, probability
from interviewer.examiners.reading.decision import EXAMPLES as BY_EXAMPLES
from interviewer.examiners.reading.evidence import AnswerIndex, Claim
from interviewer.examiners.reading.features import Features, Taught, denied_share, lesson, measured
from interviewer.examiners.reading.frames import frames
from interviewer.examiners.reading.key import AnswerKey, PointKey
from interviewer.examiners.reading.passages import Passage, joined, statements_of

_WORDED = 0.2
"""Less of a wording is chance, and not worth the time it takes to look for denials."""
_BELIEVED = 0.75
"""From so much of a misconception's wording on, in one statement, it is taken to be held."""
_WHOLE = 0.95
"""Of two wordings said as good as whole, the longer one is what was meant."""
_ROUNDED = 1e-9
"""More than rounding makes of a sum, taken in another order."""
SWAPPED, MUCH_MORE = 1.0, 1.5
"""A statement about one point that says so much of another's words, and so many times more than of its own, has taken
the one for the other."""
PLAINLY_MORE, MEANT = 4.0, 0.55
"""Where it says so many times more, both are in doubt, unless a sound statement says so much of a wording."""
DENIED, STATED = 0.3, 0.7
"""Where more than this share of the words is denied, a point takes so much of a wording that is not."""
TURNED = 0.6
"""Who says more than this of a wording the other way round, and less of any as it is meant, contradicts the point."""
_COMPARED = frozenset(("unlik", "than", "versus", "vs", "instead", "compar"))
"""What is named after one of these is not what the statement is about."""

EXAMPLES = 0.3
"""What labelled answers count for in the choice of a quote."""

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
    probability: float
    """How likely people say that the point is made, 0..1."""
    features: Features
    taught: Taught | None
    """None for a question without a rubric."""


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
            [c for _, c in cut],
            sentences.vocabulary,
            heeds_denial=sentences.heeds_denial,
            looked_up=sentences.looked_up,
        )
        self.home = tuple(n for n, _ in cut)
        """For each statement the number of the sentence that it is part of."""

        texts = [answers[s.turn][s.start : s.end] for s in sentences.passages]
        framed = frames(texts) if sentences.heeds_denial else {}
        self.framed = frozenset(n for n, home in enumerate(self.home) if home in framed)
        """The statements of sentences that are denied as a whole, or may be."""

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
        for n, order in enumerate(self.statements.orders):
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
    believed = [worded_by(wordings, spans, speech) for wordings in key.beliefs]
    best = [max(column) for column in zip(*worded, strict=True)]
    held = list(_held(believed, spans, best, topics))
    denied = denials(key.references, speech.sentences)
    wrong = {n for n, home in enumerate(speech.home) if denied[home]}
    mostly_denied = denied_share(speech.statements, speech.framed | wrong) > DENIED
    for belief in held:
        wrong.update(range(belief.statements[0], belief.statements[1] + 1))
    swapped, mixed_up = _swapped(key.points, speech)
    wrong.update(swapped)
    own = _profiles(key.points, topics, wrong, speech)
    spoilt = [not wrong.isdisjoint(range(first, last + 1)) for first, last in spans]
    sound = [
        [0.0 if bad else share for (share, _), bad in zip(row, spoilt, strict=True)]
        for row in worded
    ]
    unsound = speech.framed.union(wrong)
    features = measured(
        key,
        speech.statements,
        sound=sound,
        everything=[[share for share, _ in row] for row in worded],
        own=own,
        swapped=frozenset(swapped.values()),
        believed=_leaning(believed, best, len(speech.home)),
        wrong=unsound,
    )
    learned = lesson(key.lessons, speech.statements, unsound) if key.lessons else None
    learned_from = BY_EXAMPLES if key.lessons and key.lessons.labelled else WORDINGS
    evidence = []
    for n, (shares, speaks) in enumerate(zip(sound, own, strict=True)):
        by_example = [column[n] for column in learned.statements] if learned else ()
        taught = learned.taught[n] if learned else None
        reverse = _turned(key.points[n], worded[n], speech)
        likely = 0.0
        wording = features[n].wording
        doubtful = (key.points[n].names & mixed_up and wording < MEANT) or (
            mostly_denied and wording < STATED and features[n].length >= BRIEF
        )
        if taught and reverse <= max(TURNED, wording) and not doubtful:
            likely = probability(features[n], taught, learned_from)
        evidence.append(
            Evidence(
                max(shares),
                sum(nlargest(3, speaks)),
                _telling(shares, spans, speaks, by_example, speech.home),
                likely,
                features[n],
                taught,
            )
        )
    return evidence, held


def _held(
    believed: Sequence[Sequence[Worded]],
    spans: Sequence[Span],
    best: Sequence[Worded],
    topics: Sequence[frozenset[str]],
) -> Iterator[Held]:
    """A misconception is held where a statement words it, and words it better than any point; or two neighbours that
    speak of the same.
    """
    for number, row in enumerate(believed):
        shown = [
            at
            for at, value in enumerate(row)
            if value > best[at]
            and topics[spans[at][0]] == topics[spans[at][1]]
            and value[0] >= (_BELIEVED if spans[at][0] == spans[at][1] else _WHOLE)
        ]
        top = max(shown, key=row.__getitem__, default=-1)
        if top >= 0:
            yield Held(number, spans[top])


def _leaning(
    believed: Sequence[Sequence[Worded]], best: Sequence[Worded], statements: int
) -> list[float]:
    """For each misconception, how much of it is worded in a statement that words no point better."""
    return [
        max(
            (
                value[0]
                for value, other in zip(row[:statements], best, strict=False)
                if value > other
            ),
            default=0.0,
        )
        for row in believed
    ]


def worded_by(
    wordings: Sequence[Claim], spans: Sequence[Span], speech: IndexedAnswers
) -> list[Worded]:
    """How much of its best wording each span asserts; nothing where it denies that wording."""
    best = [UNWORDED] * len(spans)
    statements, framed = speech.statements, speech.framed
    # What is said most of comes first: then few of the others can be better.
    shares = [(statements.meaning(wanted), wanted) for wanted in wordings]
    shares = [one for one in shares if one[0] > _WORDED]
    for _, wanted in sorted(shares, key=itemgetter(0), reverse=True):
        total, reverse = wanted.total, bool(wanted.polarity.denied)
        said = statements.speaking(wanted)
        for at, covered in _touched(said, _WORDED * total, speech.pairs):
            first, last = spans[at]
            known = best[at]
            if covered < known[0] * total or (first in framed and not reverse):
                continue
            if _worded(covered / total + _ROUNDED, wanted) > known:
                share = min(statements.asserts(wanted, first, last), 1.0)
                best[at] = max(known, _worded(share, wanted))
    return best


def _worded(share: float, wanted: Claim) -> Worded:
    return (1.0, wanted.total) if share >= _WHOLE else (share, 0.0)


def _turned(point: PointKey, row: Sequence[Worded], speech: IndexedAnswers) -> float:
    """The most that a statement says of a wording the other way round, and not of another one as it is meant."""
    said = speech.statements
    most = 0.0
    for wanted in point.claims:
        if wanted.qualities or wanted.comparison:
            for n, covered in said.covered(wanted).items():
                share = covered / wanted.total
                if share > max(TURNED, most, row[n][0]) and said.reverses(n, wanted):
                    most = share
    return most


def _touched(
    said: Mapping[int, float], least: float, pairs: Mapping[int, int]
) -> Iterator[tuple[int, float]]:
    """The places in `spans` that hold so much of a wording at least, by weight, with how much they hold."""
    for n, covered in said.items():
        if covered >= least:
            yield n, covered
        if n in pairs and (both := covered + said.get(n + 1, 0.0)) >= least:
            yield pairs[n], both
        if covered >= least and n - 1 in pairs and n - 1 not in said:
            yield pairs[n - 1], covered


def _elsewhere(point: PointKey, topics: Sequence[frozenset[str]], span: Span) -> bool:
    """Whether part of a span speaks of what a parallel point is about, and not of this one."""
    if not point.names:
        return False
    return any(about and not about & point.names for about in topics[span[0] : span[1] + 1])


def _swapped(
    points: Sequence[PointKey], speech: IndexedAnswers
) -> tuple[dict[int, str], frozenset[str]]:
    """The statements that say of one parallel point what is true of another, as "L1 squares the weights" does, with the
    name of the one that they speak of; and the names of those that are plainly taken for each other.
    """
    mixed_up = set[str]()
    named = [point for point in points if point.names]
    names = frozenset[str]().union(*(point.names for point in named))
    found: dict[int, str] = {}
    for n, order in enumerate(speech.statements.orders):
        about = names.intersection(order)
        if len(about) != 1 or _COMPARED.intersection(order):
            continue
        own = other = 0.0
        owner = frozenset[str]()
        for point in named:
            said = point.profile.total * speech.statements.asserts(point.profile, n, n)
            if about & point.names:
                own = max(own, said)
            elif said > other:
                other, owner = said, point.names
        if other > max(SWAPPED, MUCH_MORE * own):
            found[n] = next(iter(about))
        if other > max(SWAPPED, PLAINLY_MORE * own):
            mixed_up |= about | owner
    return found, frozenset(mixed_up)


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
            if (
                mine
                and n not in wrong
                and n not in speech.framed
                and not _elsewhere(point, topics, (n, n))
            ):
                others = most[n][-1] if mine == most[n][0] else most[n][0]
                others = others if len(most[n]) > 1 else 0.0
                own[n] = mine * mine / (mine + others + 0.5)
        found.append(own)
    return found


def _telling(
    covered: Sequence[float],
    spans: Sequence[Span],
    own: Sequence[float],
    by_example: Sequence[float],
    home: Sequence[int],
) -> int:
    """The sentence that shows most of a point."""
    shown = [0.0] * (home[-1] + 1)
    for value, (first, _) in zip(covered, spans, strict=True):
        shown[home[first]] = max(shown[home[first]], value)
    for statement, value in enumerate(own):
        shown[home[statement]] += value / 10
    for statement, value in enumerate(by_example):
        shown[home[statement]] += max(0.0, value) * EXAMPLES
    return max(range(len(shown)), key=shown.__getitem__)
