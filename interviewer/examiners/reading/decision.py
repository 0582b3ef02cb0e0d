"""From what is measured of a point to how likely it is that people say it is made.

A logistic function of the features, with coefficients from `data/decision.json`, which `make fit` finds on
the tune group of the calibration sets: one set of them for questions with labelled answers, one for those
without. None of them depends on a question.
"""

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from interviewer.examiners.reading.features import Features, Taught

DATA = Path(__file__).parent / "data" / "decision.json"

LIKELY, UNLIKELY = 0.5, 0.45
"""From the one on a point is made, below the other it is missed; between them it is undecided."""
WORDED, PLAINLY, SHARED = 0.2, 0.6, 0.05
"""Who asserts less than the first of every wording has not spoken of the point, whatever the labelled
answers make of the words; nor has who asserts less than the second and says less than the third of the
point's own words."""
BRIEF, BRIEFLY = math.log1p(20), 0.8
"""An accepted wording in an answer of fewer words than this is hardly there by chance. The labelled answers, nearly all
of them longer, say little of such answers."""
MISTAKEN = 0.75
"""So much of a misconception's wording takes that back."""
CERTAIN = 30.0
"""Beyond so much the logistic function is 0 or 1."""


def probability(features: Features, taught: Taught | None) -> float:
    """How likely people say that the point is made, 0..1."""
    least = PLAINLY if features.share < SHARED else WORDED
    if features.wording < least:
        return 0.0
    if _briefly(features):
        return BRIEFLY
    model = _coefficients()["plain" if taught is None else "taught"]
    values = features._asdict() | (taught._asdict() if taught else {})
    total = model["constant"] + sum(model[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-CERTAIN, min(CERTAIN, total))))


def _briefly(features: Features) -> bool:
    """Whether a short answer words the point in full, and no misconception."""
    return features.wording == 1 and features.length < BRIEF and features.mistaken < MISTAKEN


def decided(likely: float) -> float | None:
    """Made, missed, or None for what could be either."""
    if UNLIKELY <= likely < LIKELY:
        return None
    return float(likely >= LIKELY)


@lru_cache(maxsize=1)
def _coefficients() -> Mapping[str, Mapping[str, float]]:
    found: Mapping[str, Mapping[str, float]] = json.loads(DATA.read_text(encoding="utf-8"))
    return found
