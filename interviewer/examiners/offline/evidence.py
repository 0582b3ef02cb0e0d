"""What shows that a point was made: how much of a claim's meaning the answer covers, and where.

A claim is one accepted way to say something: a sign, a description, a sentence of a reference
answer. Its words weigh what they say: rare words more than common ones, words that the question
already gave away next to nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviewer.examiners.offline.passages import Passage
from interviewer.examiners.offline.words import (
    MISSPELT,
    known,
    misspelling,
    rarity,
    relatives,
    stems,
)

GIVEN = 0.2
"""What is left of the weight of a word that stands in the question."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One accepted way to say something."""

    weights: Mapping[str, float]
    """Every stem once, with its weight."""
    pairs: frozenset[tuple[str, str]]
    """Neighbouring stems, in order."""
    total: float


def claim(text: str, given: frozenset[str]) -> Claim:
    """Prepare a text for comparison; `given` are the stems that the question holds."""
    order = stems(text)
    weights = {s: rarity(s) * (GIVEN if s in given else 1.0) for s in order}
    return Claim(weights, frozenset(pairwise(order)), sum(weights.values()) or 1.0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a claim is covered, all in 0..1."""

    meaning: float
    """Weighted share of the claim's words that are said, in these or kindred words."""
    order: float
    """Share of the claim's neighbouring words that are neighbours in the answer too."""


class Said:
    """What the candidate said, ready to be asked "is this word in it, and where?"."""

    def __init__(self, said: Sequence[Passage]) -> None:
        self.passages = tuple(said)
        self.where: dict[str, set[int]] = {}
        pairs: set[tuple[str, str]] = set()
        for number, passage in enumerate(said):
            order = passage.stems
            pairs.update(pairwise(order))
            for a_stem in order:
                self.where.setdefault(a_stem, set()).add(number)
        self.pairs = frozenset(pairs)
        self._unknown = [s for s in self.where if not known(s)]
        self._found: dict[str, Mapping[int, float]] = {}

    def find(self, a_stem: str) -> Mapping[int, float]:
        """Return, for each passage that says the word or a kindred one, how alike it is."""
        found = self._found.get(a_stem)
        if found is None:
            found = self._found[a_stem] = self._find(a_stem)
        return found

    def _find(self, a_stem: str) -> Mapping[int, float]:
        found = dict.fromkeys(self.where.get(a_stem, ()), 1.0)
        kindred: Iterable[tuple[str, float]] = relatives(a_stem)
        slips = [(s, MISSPELT) for s in self._unknown if s != a_stem and misspelling(s, a_stem)]
        for other, likeness in (*kindred, *slips):
            for number in self.where.get(other, ()):
                if likeness > found.get(number, 0.0):
                    found[number] = likeness
        return found

    def coverage(self, wanted: Claim) -> Coverage:
        """How much of the claim the whole of what was said covers."""
        meaning = sum(
            weight * max(self.find(s).values(), default=0.0) for s, weight in wanted.weights.items()
        )
        order = len(wanted.pairs & self.pairs) / len(wanted.pairs) if wanted.pairs else 1.0
        return Coverage(meaning / wanted.total, order)

    def by_passage(self, wanted: Claim) -> list[float]:
        """How much of the claim's meaning each passage covers by itself."""
        covered = [0.0] * len(self.passages)
        for a_stem, weight in wanted.weights.items():
            for number, likeness in self.find(a_stem).items():
                covered[number] += weight * likeness
        return [value / wanted.total for value in covered]
