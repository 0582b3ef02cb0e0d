"""What a sentence denies: "the fold does not keep the shares" denies the keeping and the shares.

Compared sentence by sentence, never answer by answer: an honest answer may well say what is not so.
"""

from collections.abc import Sequence

_NEGATOR_LIST = "not never none nor neither without hardly nothing nobody nowhere no fail lack"
NEGATORS = frozenset(_NEGATOR_LIST.split())
_FALSE = frozenset(("fals", "untru", "wrong", "incorrect"))
_BOUND = frozenset(("because", "but", "so", "if", "when", "while", "wherea", "since", "although"))

_SMALL_LIST = (
    "the be to of and a an in that have it for on with as do at this but by from they or we which "
    "so if when you can there their than then i my its into some how what where would will while "
    "because could should may might must shall any all more most very just also only even"
)
SMALL = frozenset(_SMALL_LIST.split())
"""Stems of words that hold sentences together and say little."""

_EARLY = 6
"""Where "false" or "wrong" is among so many first words, it is the sentence that is called so."""


def denied(stems: Sequence[str]) -> frozenset[str]:
    """Return the stems that stand under an odd number of denials.

    A negator reaches to the end of its clause, "because" and the like begin a new one. A leading
    "no" answers the question and denies nothing by itself.
    """
    whole = any(s in _FALSE for s in stems[:_EARLY])
    denying, found, asserted = whole, set[str](), set[str]()
    for i, s in enumerate(stems):
        if s in _BOUND:
            denying = whole
        elif s in NEGATORS:
            denying = denying if s == "no" and i == 0 else not denying
        elif s not in SMALL:
            (found if denying else asserted).add(s)
    return frozenset(found - asserted)
