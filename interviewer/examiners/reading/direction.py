"""Which way a statement points: "fewer weights" and "more weights", "d is larger than n" and "n is larger than d".

Two statements that share all their words but one may say the opposite of each other. What has a direction is
recognised by a list of words; what it is said of, by standing next to it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from interviewer.examiners.reading.small_words import NEGATORS, SMALL

_AXES = {
    "amount": (
        "much mani larg larger big huge greater high higher increas grow rise rais",
        "littl few fewer small smaller tini low lower decreas reduc shrink fall prevent avoid curb lessen",
    ),
    "worth": ("good improv", "bad worsen"),
    "likeness": ("same ident equal", "differ unequ"),
    "speed": ("fast faster quick quicker", "slow slower"),
    "price": ("cheap cheaper", "expens"),
    "label": ("label", "unlabel"),
    "density": ("dens denser", "spars sparser"),
    "distance": ("far farther", "near nearer close closer"),
    "ties": ("correl", "uncorrel independ decorrel"),
    "ease": ("easi easier", "hard harder difficult"),
    "make": ("complex", "simpl simpler"),
    "length": ("long longer", "short shorter"),
    "order": ("after", "befor"),
    "share": ("major frequent", "minor rare rarer"),
}
_DIRECTED = {
    word: (axis, sign)
    for axis, words in _AXES.items()
    for sign, side in zip((1, -1), words, strict=True)
    for word in side.split()
}
_DEGREES = {"much": 1, "mani": 1, "littl": -1, "few": -1}
"""Before another word with a direction they only strengthen or turn it: "much smaller", "less dense"."""
_ONWARD = frozenset(("after", "befor"))
"""These point at what follows alone."""
NEAREST = 3
"""This many words on either side of "than" are what it compares."""


class Quality(NamedTuple):
    """A direction, with what has it: "fewer weights"."""

    axis: str
    sign: int
    thing: str

    @property
    def opposite(self) -> "Quality":
        return self._replace(sign=-self.sign)


class Comparison(NamedTuple):
    """More of the first than of the second: "d is larger than n"."""

    more: frozenset[str]
    less: frozenset[str]


def qualities(stems: Sequence[str]) -> frozenset[Quality]:
    """Every direction with the words next to it; none where anything is denied, which `polarity` compares."""
    if not NEGATORS.isdisjoint(stems):
        return frozenset()
    found = set[Quality]()
    for at, stem in enumerate(stems):
        if stem not in _DIRECTED or (stem in _DEGREES and _directed(stems, at + 1)):
            continue
        axis, sign = _DIRECTED[stem]
        first = at
        while first and stems[first - 1] in _DEGREES:
            first -= 1
            sign *= _DEGREES[stems[first]]
        beside = [_next(stems[at + 1 :])]
        if stem not in _ONWARD:
            beside.append(_next(stems[:first][::-1]))
        found.update(Quality(axis, sign, thing) for thing in beside if thing)
    return frozenset(found)


def _directed(stems: Sequence[str], at: int) -> bool:
    return at < len(stems) and stems[at] in _DIRECTED


def _next(stems: Sequence[str]) -> str | None:
    """The first word that says something, unless that has a direction itself."""
    first = next((s for s in stems if s in _DIRECTED or s not in SMALL), None)
    return None if first in _DIRECTED else first


def comparison(stems: Sequence[str]) -> Comparison | None:
    """What is said to be more than what; None where a statement has not exactly one "than"."""
    if stems.count("than") != 1 or not NEGATORS.isdisjoint(stems):
        return None
    than = stems.index("than")
    at = next((n for n in range(than - 1, -1, -1) if _amount(stems[n])), None)
    if at is None:
        return None
    between, before, after = (
        [s for s in part if s not in SMALL and not _amount(s)]
        for part in (stems[at + 1 : than], stems[:at], stems[than + 1 :])
    )
    left = frozenset((between or before[-NEAREST:])[-NEAREST:])
    right = frozenset(after[:NEAREST])
    if not left or not right or left & right:
        return None
    return Comparison(left, right) if _amount(stems[at]) > 0 else Comparison(right, left)


def turned(one: Comparison | None, other: Comparison | None) -> bool:
    """Whether two comparisons say the opposite of each other."""
    if one is None or other is None:
        return False
    crossed = bool(one.more & other.less) and bool(one.less & other.more)
    return crossed and not one.more & other.more and not one.less & other.less


def _amount(stem: str) -> int:
    axis, sign = _DIRECTED.get(stem, ("", 0))
    return sign if axis == "amount" else 0
