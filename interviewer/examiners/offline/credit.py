"""From evidence to credit: two measures, one for banks with a rubric, one for banks without.

The numbers in this file are fitted, on the development data of docs/grading.md alone; none of them
depends on a question. Change one only together with the figures there.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.examiners.offline.evidence import Claim, Said
from interviewer.examiners.offline.key import AnswerKey, PointKey, Reference
from interviewer.examiners.offline.polarity import SMALL

# -- without a rubric: how much of the best reference answer is covered -----------------------------

_MEANING, _NEWS, _ORDER = 0.55, 0.30, 0.15
_LENGTH = 0.17
"""Share of completeness: as many different words as the reference has, where they are to the point."""
_TO_THE_POINT = 0.1
"""From so much covered meaning on, length counts in full."""
_OWN = 0.3
"""How much a point's credit follows its own sentence rather than the answer as a whole."""
_SPEAKS_OF = 0.65
"""A passage that covers so much of a sentence speaks of it, and can be asked if it denies it."""

_CALIBRATION = ((0.0, 0.0), (0.1, 0.2), (0.35, 0.5), (0.65, 0.9), (0.9, 1.0))


def calibrated(measure: float) -> float:
    """Map covered meaning to credit; piecewise linear, monotone."""
    at = bisect_right(_CALIBRATION, (measure, 2.0)) - 1
    if at >= len(_CALIBRATION) - 1:
        return 1.0
    (x0, y0), (x1, y1) = _CALIBRATION[at], _CALIBRATION[at + 1]
    return y0 + (measure - x0) * (y1 - y0) / (x1 - x0)


@dataclass(frozen=True, slots=True)
class Match:
    """How the answer as a whole compares with the reference answer nearest to it."""

    reference: Reference
    covered: float
    """0..1, 1 for the reference answer itself."""
    kept: float
    """How much of the order of its words is kept, 0..1."""


def best_match(key: AnswerKey, said: Said) -> Match:
    content = len([s for s in said.stems if s not in SMALL])
    return max(
        (Match(r, _covered(r.whole, said, content), said.kept(r.whole)) for r in key.references),
        key=lambda match: match.covered,
    )


def _covered(wanted: Claim, said: Said, content: int) -> float:
    meaning = said.meaning(wanted)
    order = len(wanted.pairs & said.pairs) / len(wanted.pairs) if wanted.pairs else meaning
    covered = _MEANING * meaning + _NEWS * said.news(wanted) + _ORDER * order
    full = len([s for s in wanted.weights if s not in SMALL]) or 1
    length = min(1.0, content / full) * min(1.0, covered / _TO_THE_POINT)
    return (1 - _LENGTH) * covered + _LENGTH * length


def denied_share(reference: Reference, said: Said) -> float:
    """The share of a reference answer, by weight, that the answer denies sentence by sentence."""
    denied = sum(s.total for s in reference.sentences if denied_claim(s, said))
    return denied / sum(s.total for s in reference.sentences)


def denied_claim(wanted: Claim, said: Said) -> bool:
    """Whether all that speaks of the claim denies it; saying it and its opposite is no denial."""
    covered = said.by_passage(wanted.weights)
    speaking = [n for n, weight in enumerate(covered) if weight >= _SPEAKS_OF * wanted.total]
    return bool(speaking) and all(said.denies(n, wanted) for n in speaking)


def sentence_credit(match: Match, own: Claim | None, said: Said) -> float:
    """Credit for one sentence of the reference answer; `own` None where an alternative matched."""
    measure = match.covered
    if own is not None:
        local = (_MEANING * said.meaning(own) + _NEWS * said.news(own)) / (_MEANING + _NEWS)
        measure = (1 - _OWN) * measure + _OWN * local
    return calibrated(measure)


# -- with a rubric: does anything said make this point? ---------------------------------------------

_BIAS, _WORDING, _PROFILE = -4.0, 4.0, 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    wording: float
    """How much of the best accepted wording one sentence covers, 0..1."""
    profile: float
    """How much speaks for this point rather than for the others, over the best clauses."""
    sentence: int
    """The sentence that shows most."""

    @property
    def chance(self) -> float:
        """Estimated chance that a person would say the point is made."""
        return 1 / (1 + math.exp(-(_BIAS + _WORDING * self.wording + _PROFILE * self.profile)))


def evidences(
    points: Sequence[PointKey], sentences: Said, clauses: Said, home: Sequence[int]
) -> list[Evidence]:
    """Weigh every point; `home[i]` is the number of the sentence that clause i is part of."""
    speaks = [clauses.by_passage(point.profile) for point in points]
    found = []
    for i, point in enumerate(points):
        covered = [0.0] * len(sentences.passages)
        for wanted in point.claims:
            for n, value in enumerate(sentences.by_passage(wanted.weights)):
                covered[n] = max(covered[n], value / wanted.total)
        own = [0.0] * len(home)
        for c, mine in enumerate(speaks[i]):
            others = max((row[c] for k, row in enumerate(speaks) if k != i), default=0.0)
            own[c] = mine * mine / (mine + others + 0.5)
        profile = sum(sorted(own)[-3:])
        shown = [
            v + 0.1 * sum(o for c, o in enumerate(own) if home[c] == n)
            for n, v in enumerate(covered)
        ]
        top = max(range(len(shown)), key=shown.__getitem__)
        found.append(Evidence(max(covered), profile, top))
    return found
