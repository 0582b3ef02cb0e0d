"""What a sentence denies: "the fold does not keep the shares" denies the keeping and the shares.

Compared sentence by sentence, never answer by answer: an honest answer may well say what is not so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviewer.examiners.reading.small_words import NEGATORS, SMALL

_TRUE = frozenset(("true", "case", "correct", "right"))
_FALSE = frozenset(("fals", "untru", "wrong", "incorrect"))
BOUNDS = frozenset(("because", "but", "so", "if", "when", "while", "wherea", "since", "although"))

DENYING = NEGATORS | _TRUE | _FALSE
"""Words that a denial is made with."""

_EARLY = 6
"""Where "false" or "wrong" is among this many first words, it is the sentence that is called so."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """Which stems a sentence asserts and which it denies; some of them both, in turn."""

    asserted: frozenset[str]
    denied: frozenset[str]
    odd: bool
    """Whether there is an odd number of negators in all."""

    def sign(self, stem: str) -> int:
        """1 for asserted, -1 for denied, 0 for both or neither."""
        return (stem in self.asserted) - (stem in self.denied)


def polarity(stems: Sequence[str]) -> Polarity:
    """Separate asserted from denied: what stands under an odd number of denials is denied.

    A negator reaches to the end of its clause, "because" and the like begin a new one. A leading
    "no" answers the question and denies nothing by itself; "it is not true that" denies it all.
    """
    early = stems[:_EARLY]
    called_false = any(s in _FALSE for s in early)
    not_true = any(s in NEGATORS and t in _TRUE for s, t in pairwise(early))
    whole = called_false or not_true
    denying, found, asserted = whole, set[str](), set[str]()
    for i, s in enumerate(stems):
        if s in BOUNDS:
            denying = whole
        elif s in NEGATORS and not (not_true and i < _EARLY):
            denying = denying if s == "no" and i == 0 else not denying
        elif s not in SMALL:
            (found if denying else asserted).add(s)
    count = sum(s in NEGATORS for s in stems)
    return Polarity(frozenset(asserted), frozenset(found), count % 2 == 1)


_CHOICE = re.compile(
    r"^\W*+(?:(yes|no|agree|disagree|true|false)\b|([a-z])[.,:;)]|([b-hj-z])\b(?!['\u2019-]))",
    re.IGNORECASE,
)


def choice(text: str) -> str | None:
    """The "yes", "no" or "B" that a text opens with; None where it opens with no such choice."""
    found = _CHOICE.match(text)
    return next(filter(None, found.groups())).lower() if found else None


def clauses(stems: Sequence[str]) -> tuple[frozenset[str], ...]:
    """The stems that say something, by the clauses that a denial reaches."""
    parts: list[set[str]] = [set()]
    for s in stems:
        if s in BOUNDS:
            parts.append(set())
        elif s not in SMALL and s not in NEGATORS:
            parts[-1].add(s)
    return tuple(frozenset(part) for part in parts if part)
