"""From evidence to credit for banks without a rubric: how much of a reference answer is covered.

The numbers in this file are fitted, on the development data of docs/grading.md alone; none of them
depends on a question. Change one only together with the figures there.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.examiners.reading.evidence import AnswerIndex, Claim
from interviewer.examiners.reading.key import AnswerKey, Reference
from interviewer.examiners.reading.polarity import choice
from interviewer.examiners.reading.small_words import SMALL

_MEANING, _NEWS, _ORDER = 0.55, 0.30, 0.15
_LENGTH = 0.17
"""Share of completeness: as many different words as the reference has, where they are to the point."""
_TO_THE_POINT = 0.1
"""From so much covered meaning on, length counts in full."""
_OWN = 0.3
"""How much a point's credit follows its own sentence rather than the answer as a whole."""
OPPOSED = 0.3
"""What is left of the credit of an answer that opens with "yes" where "no" is right."""
_SPEAKS_OF = 0.65
"""A passage that covers so much of a sentence speaks of it, and can be asked if it denies it."""

_CALIBRATION = ((0.0, 0.0), (0.1, 0.2), (0.35, 0.5), (0.65, 0.9), (0.9, 1.0))


def calibrated(measure: float) -> float:
    """Map covered meaning to credit; piecewise linear, monotone."""
    return _interpolated(_CALIBRATION, measure)


def _interpolated(knots: Sequence[tuple[float, float]], x: float) -> float:
    at = bisect_right(knots, (x, 2.0)) - 1
    if at >= len(knots) - 1:
        return knots[-1][1]
    (x0, y0), (x1, y1) = knots[at], knots[at + 1]
    return y0 + (x - x0) * (y1 - y0) / (x1 - x0)


class Match(NamedTuple):
    """How the answer as a whole compares with the reference answer nearest to it."""

    reference: Reference
    covered: float
    """0..1, 1 for the reference answer itself."""
    kept: float
    """How much of the order of its words is kept, 0..1."""


def best_match(key: AnswerKey, said: AnswerIndex) -> Match:
    """Compare with every reference answer. A rubric without one is its own reference."""
    content = len([s for s in said.stems if s not in SMALL])
    return max(
        (Match(r, _covered(r.whole, said, content), said.kept(r.whole)) for r in key.references),
        key=lambda match: match.covered,
    )


def _covered(wanted: Claim, said: AnswerIndex, content: int) -> float:
    meaning = said.meaning(wanted)
    order = len(wanted.pairs & said.pairs) / len(wanted.pairs) if wanted.pairs else meaning
    covered = _MEANING * meaning + _NEWS * said.news(wanted) + _ORDER * order
    full = len([s for s in wanted.weights if s not in SMALL]) or 1
    length = min(1.0, content / full) * min(1.0, covered / _TO_THE_POINT)
    return (1 - _LENGTH) * covered + _LENGTH * length


def denied_share(reference: Reference, said: AnswerIndex) -> float:
    """The share of a reference answer, by weight, that the answer denies sentence by sentence."""
    denied = sum(s.total for s in reference.sentences if denied_claim(s, said))
    return denied / sum(s.total for s in reference.sentences)


def opposed(reference: Reference, answers: Sequence[str]) -> bool:
    """Whether the newest answer that opens with a choice, "yes" or "B", opens with another one."""
    chosen = [choice(answer) for answer in answers]
    newest = next((c for c in reversed(chosen) if c), None)
    return None not in {newest, reference.choice} and newest != reference.choice


def denied_claim(wanted: Claim, said: AnswerIndex) -> bool:
    """Whether all that speaks of the claim denies it; saying it and its opposite is no denial."""
    covered = said.by_passage(wanted)
    speaking = [n for n, weight in enumerate(covered) if weight >= _SPEAKS_OF * wanted.total]
    return bool(speaking) and all(said.denies(n, wanted) for n in speaking)


def denials(references: Sequence[Reference], said: AnswerIndex) -> list[bool]:
    """For each sentence, whether it speaks of a reference sentence and denies all it speaks of."""
    agrees, denies = set[int](), set[int]()
    for wanted in (sentence for reference in references for sentence in reference.sentences):
        for n, weight in enumerate(said.by_passage(wanted)):
            if weight >= _SPEAKS_OF * wanted.total:
                (denies if said.denies(n, wanted) else agrees).add(n)
    return [n in denies and n not in agrees for n in range(len(said.passages))]


def sentence_credit(match: Match, own: Claim | None, said: AnswerIndex) -> float:
    """Credit for one sentence of the reference answer; `own` None where an alternative matched."""
    measure = match.covered
    if own is not None:
        local = (_MEANING * said.meaning(own) + _NEWS * said.news(own)) / (_MEANING + _NEWS)
        measure = (1 - _OWN) * measure + _OWN * local
    return calibrated(measure)
