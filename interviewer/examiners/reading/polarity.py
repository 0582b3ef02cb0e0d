"""What a sentence denies: "the fold does not keep the shares" denies the keeping and the shares.

Compared sentence by sentence, never answer by answer: an honest answer may well say what is not so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_NEGATOR_LIST = "not never none nor neither without hardly nothing nobody nowhere no fail lack"
NEGATORS = frozenset(_NEGATOR_LIST.split())
_TRUE = frozenset(("true", "case", "correct", "right"))
_FALSE = frozenset(("fals", "untru", "wrong", "incorrect"))
BOUNDS = frozenset(("because", "but", "so", "if", "when", "while", "wherea", "since", "although"))

DENYING = NEGATORS | _TRUE | _FALSE
"""Words that a denial is made with."""

_SMALL_LIST = (
    "the be to of and a an in that have it for on with as do at this but by from they or we which "
    "so if when you can there their than then i my its into some how what where would will while "
    "because could should may might must shall any all more most very just also only even"
)
SMALL = frozenset(_SMALL_LIST.split())
"""Stems of words that hold sentences together and say little."""

_OPPOSITE_LIST = (
    "same differ|mani few|much few|much littl|more fewer|much fewer|mani fewer|larg small|larger smaller|big small"
    "|high low|higher lower|increas decreas|good bad|label unlabel|equal unequ|slow fast|slower faster"
    "|cheap expens|much smaller"
)
OPPOSITES: dict[str, set[str]] = {}
for _one, _other in (pair.split() for pair in _OPPOSITE_LIST.split("|")):
    OPPOSITES.setdefault(_one, set()).add(_other)
    OPPOSITES.setdefault(_other, set()).add(_one)

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


def qualities(stems: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Qualities that have an opposite, each with what has it: "many" and "feature"."""
    found, open_ = set[tuple[str, str]](), list[str]()
    for s in stems:
        if s in NEGATORS:
            return frozenset()
        if s in OPPOSITES:
            open_.append(s)
        elif s not in SMALL:
            found.update((quality, s) for quality in open_)
            open_.clear()
    return frozenset(found)


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
