"""How much of a claim's meaning an answer covers, and where.

A claim is one accepted way to say something: a sign, a description, a reference answer or a
sentence of it. Its words weigh what they say: rare words more than common ones, words that the
question already gave away next to nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from interviewer.examiners.reading.direction import (
    Comparison,
    Quality,
    comparison,
    qualities,
    turned,
)
from interviewer.examiners.reading.passages import Passage
from interviewer.examiners.reading.polarity import DENYING, Polarity, clauses, polarity
from interviewer.examiners.reading.small_words import SMALL
from interviewer.examiners.reading.words import Vocabulary, rarity, relatives, stems

GIVEN = 0.2
"""What is left of the weight of a word that stands in the question."""
DIFFERENT = 0.4
"""A passage denies a claim where more than this share of their common words is denied in one only."""
CONTRARY = 0.35
"""The same for what a statement asserts of a wording, in which every word has been found."""
BESIDE = 0.35
"""A passage that says more than this beside the claim is no denial of it but a thought of its own."""
NOTHING, VERBATIM = 0.1, 0.7
"""A passage that says nothing beside the claim, keeps the order of its words and has a negator more
is the claim denied, wherever the negator stands."""
ALMOST = 0.75
"""From this likeness on, a word counts for a wording that is one word."""
SAME = 0.5
"""From this likeness on, two words count as one where it matters which word is denied."""


class Claim(NamedTuple):
    """One accepted way to say something."""

    weights: Mapping[str, float]
    """Every stem once, with its weight."""
    total: float
    new: tuple[str, ...]
    """The stems that say something and that the question does not hold."""
    pairs: frozenset[tuple[str, str]]
    """Stems that say something and are neighbours, small words left out."""
    all_pairs: frozenset[tuple[str, str]]
    """Neighbouring stems, small words and all."""
    polarity: Polarity
    qualities: frozenset[Quality]
    """"Many features": turned round, the claim is reversed."""
    opposites: frozenset[Quality]
    """The same qualities turned round."""
    comparison: Comparison | None
    """"More features than samples": the same."""
    clauses: tuple[frozenset[str], ...]
    """Its stems by clauses, each of which can be denied by itself."""


def claim(text: str, given: frozenset[str]) -> Claim:
    """Prepare a text for comparison; `given` are the stems that the question holds."""
    order = stems(text)
    weights = {s: rarity(s) * (GIVEN if s in given else 1.0) for s in order}
    directed = qualities(order)
    return Claim(
        weights,
        sum(weights.values()) or 1.0,
        tuple(s for s in weights if s not in given and s not in SMALL),
        content_pairs(order),
        frozenset(pairwise(order)),
        polarity(order),
        directed,
        frozenset(quality.opposite for quality in directed),
        comparison(order),
        clauses(order),
    )


def content_pairs(order: Sequence[str]) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise([s for s in order if s not in SMALL]))


_Hit = tuple[str, float, float, int]
"""A word of a claim that a passage says: its stem, its weight, how alike, its sign in the claim."""


_NOWHERE: Mapping[int, float] = {}


class AnswerIndex:
    """What the candidate said, ready to be asked "is this word in it, and where?".

    Only words of the vocabulary are found. `looked_up` is what another index found of the same words.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        wanted: Vocabulary,
        *,
        heeds_denial: bool = True,
        looked_up: Mapping[str, Sequence[tuple[str, float]]] | None = None,
    ) -> None:
        self.passages = tuple(passages)
        self.orders = tuple(passage.stems for passage in passages)
        """The stems of every passage in order."""
        self.vocabulary = wanted
        self.heeds_denial = heeds_denial
        self._where: dict[str, list[int]] = {}
        for number, order in enumerate(self.orders):
            for stem in dict.fromkeys(order):
                self._where.setdefault(stem, []).append(number)
        self.looked_up = looked_up or {said: tuple(wanted.matches(said)) for said in self._where}
        """What every word that is said counts for, as `Vocabulary.matches` tells it."""

        self._found: dict[str, dict[int, float]] = {}
        for said, places in self._where.items():
            for stem, likeness in self.looked_up[said]:
                found = self._found.setdefault(stem, {})
                for number in places:
                    if likeness > found.get(number, 0.0):
                        found[number] = likeness
        self._best = {stem: max(found.values()) for stem, found in self._found.items()}
        self._covered: dict[int, dict[int, float]] = {}
        self._hits_of: dict[int, dict[int, list[_Hit]]] = {}
        self._alone: dict[tuple[int, int], float] = {}
        """What single passages assert of a claim, by weight."""
        self._signs: dict[tuple[str, int], int] = {}

    @cached_property
    def _polarities(self) -> list[Polarity]:
        return [polarity(order) for order in self.orders]

    @cached_property
    def _denying(self) -> list[bool]:
        """Whether a passage denies anything."""
        return [bool(here.denied) for here in self._polarities]

    @cached_property
    def _qualities(self) -> list[frozenset[Quality]]:
        return [qualities(order) for order in self.orders]

    @cached_property
    def _compared(self) -> list[Comparison | None]:
        return [comparison(order) for order in self.orders]

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Stems that say something and are neighbours in a passage, small words left out."""
        return frozenset[tuple[str, str]]().union(*map(content_pairs, self.orders))

    @cached_property
    def all_pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbouring stems of a passage, small words and all."""
        return frozenset[tuple[str, str]]().union(*map(pairwise, self.orders))

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(self._where)

    def find(self, stem: str) -> Mapping[int, float]:
        """Return, for each passage that says the word or a related one, how alike it is."""
        return self._found.get(stem, _NOWHERE)

    def meaning(self, wanted: Claim) -> float:
        """Weighted share of the claim's words that are said anywhere, 0..1."""
        best = self._best
        return sum([w * best[s] for s, w in wanted.weights.items() if s in best]) / wanted.total

    def news(self, wanted: Claim) -> float:
        """Share of what the claim adds to the question that is said anywhere, 0..1."""
        if not wanted.new:
            return self.meaning(wanted)
        return sum([self._best[s] for s in wanted.new if s in self._best]) / len(wanted.new)

    def kept(self, wanted: Claim) -> float:
        """Share of the claim's neighbouring words that are neighbours in what was said, 0..1."""
        return len(wanted.all_pairs & self.all_pairs) / (len(wanted.all_pairs) or 1)

    def by_passage(self, wanted: Claim) -> list[float]:
        """The weight of the claim's words that each passage says."""
        covered = [0.0] * len(self.passages)
        for number, weight in self.covered(wanted).items():
            covered[number] = weight
        return covered

    def covered(self, wanted: Claim) -> dict[int, float]:
        """The weight of the claim's words that each passage says which says any."""
        known_as = id(wanted)  # a claim outlives what was said: it belongs to the question's key
        covered = self._covered.get(known_as)
        if covered is None:
            covered = self._covered[known_as] = {}
            every = self._found
            for stem, weight in wanted.weights.items():
                if stem in every:
                    for number, likeness in every[stem].items():
                        covered[number] = covered.get(number, 0.0) + weight * likeness
        return covered

    def speaking(self, wanted: Claim) -> Mapping[int, float]:
        """The same where a claim that is one word, as a term is, takes that word or one hardly different."""
        covered = self.covered(wanted)
        if len(wanted.new) != 1:
            return covered
        alike = self.find(wanted.new[0])
        return {n: weight for n, weight in covered.items() if alike.get(n, 0.0) >= ALMOST}

    def most(self, wanted: Claim) -> int:
        """The passage that says most of the claim; the first of equals."""
        covered = self.by_passage(wanted)
        return max(range(len(covered)), key=covered.__getitem__)

    def denies(self, number: int, wanted: Claim) -> bool:
        """Whether a passage that speaks of the claim denies what it asserts, or the reverse."""
        if not self.heeds_denial:
            return False
        here = self.polarity_of(number)
        if not here.denied and not wanted.polarity.denied:
            return False
        beside = self._beside(number, wanted)
        if beside > BESIDE:
            return False
        if beside <= NOTHING and here.odd != wanted.polarity.odd and self._says(number, wanted):
            return True
        return any(self._differs(number, clause, wanted) for clause in wanted.clauses)

    def asserts(self, wanted: Claim, first: int, last: int) -> float:
        """The share of the claim that neighbouring passages say with its sign; 0 where they deny it.

        Every passage asserts or denies by itself: "F1, not accuracy" denies accuracy alone.
        """
        said = self.covered(wanted)
        speaking = [n for n in range(first, last + 1) if n in said]
        if not speaking:
            return 0.0
        directed = wanted.qualities or wanted.comparison
        numbers = range(first, last + 1) if self.heeds_denial and directed else ()
        if any(self.reverses(n, wanted) for n in numbers):
            return 0.0
        if len(speaking) > 1:
            return self._agreed(wanted, self._most_alike(wanted, speaking)) / wanted.total
        number = speaking[0]
        known_as = id(wanted), number
        agreed = self._alone.get(known_as)
        if agreed is None:
            denying = wanted.polarity.denied or self._denying[number]
            agreed = self._alone[known_as] = (
                self._agreed(wanted, [(number, hit) for hit in self._hits(wanted)[number]])
                if self.heeds_denial and denying
                else said[number]
            )
        return agreed / wanted.total

    def _agreed(self, wanted: Claim, said: Sequence[tuple[int, _Hit]]) -> float:
        """The weight that is said less what is denied of it; 0 where that is too much."""
        covered = sum([hit[1] * hit[2] for _, hit in said])
        denying = wanted.polarity.denied or any(self._denying[number] for number, _ in said)
        if not denying or not self.heeds_denial:
            return covered
        agreed = denied = 0.0
        for number, (stem, weight, likeness, meant) in said:
            sign = self._sign(stem, number) * meant
            if sign > 0:
                agreed += weight * likeness
            elif sign < 0:
                denied += weight * likeness
        return 0.0 if denied > CONTRARY * (agreed + denied) else covered - denied

    def _most_alike(self, wanted: Claim, numbers: Iterable[int]) -> list[tuple[int, _Hit]]:
        """The words of a claim that some passages say, each where it is most alike."""
        hits = self._hits(wanted)
        best: dict[str, tuple[int, _Hit]] = {}
        for number in numbers:
            for hit in hits[number]:
                known = best.get(hit[0])
                if known is None or hit[2] > known[1][2]:  # the first of equals
                    best[hit[0]] = number, hit
        return list(best.values())

    def _hits(self, wanted: Claim) -> dict[int, list[_Hit]]:
        """What each passage says of the claim, by the passage's number."""
        known_as = id(wanted)
        hits = self._hits_of.get(known_as)
        if hits is None:
            hits = self._hits_of[known_as] = {}
            every = self._found
            for stem, weight in wanted.weights.items():
                if stem in every:
                    meant = wanted.polarity.sign(stem)
                    for number, likeness in every[stem].items():
                        hits.setdefault(number, []).append((stem, weight, likeness, meant))
        return hits

    def reverses(self, number: int, wanted: Claim) -> bool:
        """Whether a passage points the other way than the claim: "more weights" where it has "fewer"."""
        here = self._qualities[number]
        if not here and not self._compared[number]:
            return False
        if here and not here.isdisjoint(wanted.opposites):
            return any(q.opposite in here and q not in here for q in wanted.qualities)
        there = wanted.comparison
        return there is not None and turned(self._compared[number], there)

    def polarity_of(self, number: int) -> Polarity:
        """What a passage asserts and what it denies."""
        return self._polarities[number]

    def _says(self, number: int, wanted: Claim) -> bool:
        """Whether a passage holds all of the claim, word for word or nearly so."""
        order = frozenset(pairwise(self.orders[number]))
        return len(order & wanted.all_pairs) >= VERBATIM * len(wanted.all_pairs)

    def _differs(self, number: int, clause: frozenset[str], wanted: Claim) -> bool:
        """Whether much of what passage and clause have in common is denied in one only. Denying
        some of it alike, "no closed path" and "the path is not closed", they agree.
        """
        shared = differing = 0.0
        for stem in clause:
            if self.find(stem).get(number, 0.0) >= SAME:
                signs = self._sign(stem, number), wanted.polarity.sign(stem)
                if signs == (-1, -1):
                    return False
                shared += wanted.weights[stem]
                differing += wanted.weights[stem] * (signs[0] * signs[1] < 0)
        return differing > DIFFERENT * shared

    def _beside(self, number: int, wanted: Claim) -> float:
        """Share of what a passage says, by weight, that the claim does not speak of."""
        beside = everything = 0.0
        for stem in set(self.orders[number]) - SMALL - DENYING:
            everything += rarity(stem)
            if stem not in wanted.weights and wanted.weights.keys().isdisjoint(_same(stem)):
                beside += rarity(stem)
        return beside / (everything or 1.0)

    def _sign(self, stem: str, number: int) -> int:
        """The sign of the word in a passage, or of the related words that stand for it there."""
        sign = self._signs.get((stem, number))
        if sign is None:
            here = self.polarity_of(number)
            if number in self._where.get(stem, ()):
                sign = here.sign(stem)
            else:
                sign = -1 if any(here.sign(other) < 0 for other in _same(stem)) else 1
            self._signs[stem, number] = sign
        return sign


@lru_cache(maxsize=8192)
def _same(stem: str) -> tuple[str, ...]:
    """The related words that count as this one where it matters which word is denied."""
    return tuple(other for other, likeness in relatives(stem) if likeness >= SAME)
