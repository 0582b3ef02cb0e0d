"""From what is measured of a point to how likely it is that people say it is made.

A logistic function of the features, with coefficients from `data/decision.json`, which `make fit` finds on
the tune groups of the calibration sets: one set of them for questions with labelled answers, one for those
with wordings alone. None of them depends on a question.
"""

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from interviewer.examiners.reading.features import Features, Taught

DATA = Path(__file__).parent / "data" / "decision.json"

WORDINGS, EXAMPLES = "wordings", "examples"
"""What taught: the bank's wordings alone, or labelled answers as well."""
LIKELY = 0.5
"""From this on a point is made."""
Band = tuple[float, float]
"""Probabilities from the first to the second, and not the second itself, are undecided."""
UNDECIDED: Band = (0.45, LIKELY)
WORDED, PLAINLY, SHARED = 0.2, 0.6, 0.05
"""Who asserts less than the first of every wording has not spoken of the point, whatever the labelled
answers make of the words; nor has who asserts less than the second and says less than the third of the
point's own words."""
BRIEF, BRIEFLY, SOME = math.log1p(20), 0.8, 0.4
"""An accepted wording in an answer of fewer words than this is hardly there by chance, and less of one than the last
is not there. The labelled answers, nearly all of them longer, say little of such answers."""
MISTAKEN = 0.75
"""So much of a misconception's wording takes that back."""
CERTAIN = 30.0
"""Beyond so much the logistic function is 0 or 1."""


def probability(features: Features, taught: Taught, kind: str) -> float:
    """How likely people say that the point is made, 0..1. `kind`: one of `WORDINGS` and `EXAMPLES`."""
    least = PLAINLY if features.share < SHARED else WORDED
    brief = features.length < BRIEF
    if features.wording < max(least, SOME if brief else 0.0):
        return 0.0
    if brief and features.wording == 1 and features.mistaken < MISTAKEN:
        return BRIEFLY  # in full, and no misconception
    model = _coefficients()[kind]
    values = features._asdict() | taught._asdict()
    total = model["constant"] + sum(model[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-CERTAIN, min(CERTAIN, total))))


def decided(likely: float, band: Band = UNDECIDED) -> float | None:
    """Made or missed; None within the band."""
    unlikely, enough = band
    if unlikely <= likely < enough:
        return None
    return float(likely >= enough)


@lru_cache(maxsize=1)
def _coefficients() -> Mapping[str, Mapping[str, float]]:
    found: Mapping[str, Mapping[str, float]] = json.loads(DATA.read_text(encoding="utf-8"))
    return found
