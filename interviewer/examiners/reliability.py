"""How far what an examiner says of a point can be trusted, and what two of them say together.

Counted where people had decided the same points: in the exam, for each examiner by itself. Both counts
make odds that a point is made (naive Bayes); `calibration.exam` measures what that is worth, on
questions that were not counted.
"""

import math
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

Said = Literal["yes", "no", "open"]
"""What an examiner says of a point; "open" is undecided."""

SURE = 0.6
"""From this probability on, or from its opposite down, a point is decided."""


def said_of(made: bool | None) -> Said:
    """What a decision is called here; None is undecided."""
    return "open" if made is None else "yes" if made else "no"


class Tally(BaseModel):
    """What an examiner said about points that people decided: how often, by what they decided."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    made: dict[Said, int] = {}
    """Of the points that were made."""
    missed: dict[Said, int] = {}

    def odds(self, said: Said) -> float:
        """How much more often it says so of a made point than of a missed one. Never 0: one is added."""
        return self._share(self.made, said) / self._share(self.missed, said)

    @staticmethod
    def _share(counts: Mapping[Said, int], said: Said) -> float:
        return (counts.get(said, 0) + 1) / (sum(counts.values()) + 3)

    def prior(self) -> float:
        """The odds that any point is made."""
        return (sum(self.made.values()) + 1) / (sum(self.missed.values()) + 1)


class Trust(BaseModel):
    """The counts of the model and of the built-in rules."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    model: Tally
    rules: Tally

    def probability(self, model: Said, rules: Said) -> float:
        """That a point is made of which they say this, 0 to 1."""
        odds = self.rules.prior() * self.model.odds(model) * self.rules.odds(rules)
        return odds / (1 + odds)

    def decided(self, model: Said, rules: Said) -> bool | None:
        """Whether such a point counts as made; None where it stays open. Where they agree, that holds."""
        if model == rules:
            return {"yes": True, "no": False, "open": None}[model]
        if "yes" not in (model, rules):
            return False  # nobody has words that prove it
        probability = self.probability(model, rules)
        if math.isclose(probability, 0.5, abs_tol=SURE - 0.5):
            return None
        return probability > SURE


_construct = (
    Tally.model_construct
)  # counts written here need no check: a megabyte of pydantic's core is not built
USUAL = Trust.model_construct(
    model=_construct(made={"yes": 17, "no": 2, "open": 1}, missed={"yes": 3, "no": 16, "open": 1}),
    rules=_construct(made={"yes": 17, "no": 2, "open": 1}, missed={"yes": 2, "no": 17, "open": 1}),
)
"""What is assumed of a model that has taken no exam: as good as the rules, so that a point on which they
differ is left open, with both shown.
"""
