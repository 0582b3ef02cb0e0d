"""Whether words stand as they do in sentences: not shuffled, not a bare list.

English gives itself away by its small words: an article is followed by a noun, not by "of"; "to"
by a verb; a sentence does not end in "the". Shuffling breaks that, listing keywords leaves it out.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

_CLASSES = {
    "D": "a an the every my your its our their his each no",
    "T": "this that these those some any all both another such one other same",
    "S": "i you he she it we they there",
    "O": "me him her us them something anything nothing ones",
    "Q": "which what whose who whom when where why how",
    "P": "of in on at by for with from into onto over under between through during after before "
    "about against without within across per until since",
    "t": "to",
    "J": "and or but nor",
    "K": "so if because while whereas although though unless than as like then either neither yet",
    "B": "is are was were am",
    "b": "be been being",
    "H": "have has had having",
    "M": "can could will would shall should may might must do does did doing",
    "N": "not never",
    "R": "also only just very too more most much many less least here up out off down again",
}
_CLASS = {word: letter for letter, words in _CLASSES.items() for word in words.split()}
_ORDER = "|CDTSOQPtJKBbHMNR"
"""Rows and columns of the table: "|" is an end of a sentence or clause, "C" any other word."""

# How much likelier two classes are neighbours than chance would have it: ten times the natural
# logarithm of observed over expected, cut at 30. Counted over human answers (the development data
# of docs/grading.md) and the prose in scikit-learn's docstrings (BSD-3-Clause). One cell is set by
# hand: a preposition may well end a sentence in speech ("it was left over").
_TABLE = """
-30  -5   2   2  10 -13   8  -7 -10  -2  12 -30 -30 -20 -27 -21  -8
  4  -2  -5  -5  -7   3   0   6   6   6   0   4 -16   0   2 -23   0
-22   7 -30   7 -30 -16 -30 -30 -30  -7 -20 -10 -30 -18 -19 -30  -3
 -8   3  -4   2   2  -4  -5  -4 -19  -9  -2   6 -25   8   4 -26 -10
-12  -3 -29  -8 -25 -30 -13 -17  -9 -13 -14  20 -29  20  24 -23   2
  5  -5 -13  12  -8   0  12   7  12   5   3   0 -12   1   4  -9  -3
-29  -3   6   2  18   7 -21 -21  -6 -24 -15  10 -30   3   6 -18  12
-10   0  15   8  -6  12   7 -27 -30 -28 -22 -30 -16 -16 -30 -26  -3
-30   3   9   3 -22   1  -6 -30 -30 -27 -28 -30  23   1 -12 -17 -10
-30   4   5  -2   5   0   4 -10 -15 -30   1 -10 -24   0  -1   6   4
-24  -4  10   5  21   5   2  -6 -17 -26  -1 -27 -21 -25 -21  -7  -6
-21   3   4   0 -25  -5   2   2  -8 -28  -8 -30 -16 -15 -16  22  13
-30   6  -1  -8 -25  -4 -15   1 -30 -30 -17 -30 -30 -30 -30 -16  10
-25  -4  12   3 -24   7 -15 -22  22 -24 -18 -30  11 -21 -30  -1  19
-27   1 -23 -11 -17   1 -19 -28 -30 -30 -11 -30  30  12 -19  30   4
-11   5  -6 -15 -18 -14 -21   1 -12 -30  -3 -30  20  18 -12 -27   0
 -3   3  -5   0  -7  -8  -2  -1  -1  -4  10 -20  -1   3 -10 -21   5
"""
_LIKELIHOOD = {
    (a, b): int(cell) / 10
    for a, row in zip(_ORDER, _TABLE.strip().splitlines(), strict=True)
    for b, cell in zip(_ORDER, row.split(), strict=True)
}

_TOKEN = re.compile(
    r"\bw/o?(?!\w)|[^\W_]+(?:['\u2019][^\W\d_]+)?|[-=~]+>|<[-=]+|[=<>~]+"
    r"|[\u2190-\u21ff\u2248\u2260\u2264\u2265\u226a\u226b\u221d@&+/.!?;:,\n]"
)
_MARKS = ".!?;:,\n"
_RELATION = re.compile(
    r"[-=~]+>|<[-=]+|[=<>~]+|[\u2190-\u21ff\u2248\u2260\u2264\u2265\u226a\u226b\u221d]"
)
_SPOKEN = {"w/": "P", "w/o": "P", "@": "P", "&": "J", "+": "J", "/": "J", "w": "P", "bc": "K"}
"""What people type for a small word, in its class."""

NAMED = 0.3
"""What is left of the credit of a bare list, which names things and says nothing of them."""
SHORTEST = 4
"""Fewer words than this are no sentence that could be judged."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """How a passage is phrased: measures that separate sentences from lists and shuffled words."""

    words: int
    natural: float
    """Mean likelihood of neighbours: people 0.1 to 0.9, shuffled words about -0.3."""
    glue: float
    """Share of small words: people 0.3 to 0.7, a list of keywords 0."""
    listed: bool = False
    """Whether nearly all of it is single words with marks between them."""

    def trust(self, credit: float, kept: float) -> float:
        """How far this can be a statement, 0..1, given what it would earn.

        The more it would earn, the more it must read like language: people who cover all of a
        reference answer wrote sentences, or kept its order. `kept` is the share of the reference's
        neighbouring words that are neighbours here.
        """
        if kept >= 0.7:
            return 1.0
        stated = NAMED if self.listed else 1.0
        if self.words < SHORTEST:
            return stated
        natural = self.natural + 0.5 * (kept - 0.15 * credit)
        ordered = _ramp(natural, -0.5 + 0.45 * credit, -0.35 + 0.45 * credit)
        return stated * ordered * _ramp(self.glue, 0.02, 0.12)

    @property
    def hopeless(self) -> bool:
        """No statement at all, whatever it would earn."""
        return self.glue < 0.02 or self.natural < -0.5


NONE = Phrasing(0, 0.0, 0.0)


def phrasing(text: str) -> Phrasing:
    """Judge the phrasing of a text; every sentence or clause mark counts as a neighbour too."""
    order = ["|"]
    for token in _TOKEN.findall(text.casefold().replace("\u2019", "'")):
        if token not in _MARKS:
            order.extend(word_classes(token))
        elif order[-1] != "|":
            order.append("|")
    if order[-1] != "|":
        order.append("|")
    parts = [part for part in "".join(order).split("|") if part]
    single = sum(len(part) == 1 for part in parts)
    listed = len(parts) >= 3 and single >= 0.8 * len(parts)
    small = [letter for letter in order if letter != "|"]
    pairs = [_LIKELIHOOD[pair] for pair in pairwise(order)]
    glue = sum(letter != "C" for letter in small) / (len(small) or 1)
    return Phrasing(len(small), sum(pairs) / (len(pairs) or 1), glue, listed)


def word_classes(token: str) -> str:
    """The class of a lower-case word, by the table above; two for "cannot" and its like."""
    if token in _SPOKEN:
        return _SPOKEN[token]
    if not token[0].isalnum() and _RELATION.fullmatch(token):
        return "B"  # "L1 -> sparse", "te = va": it says something of something
    if token.endswith("n't") or token == "cannot":
        return "MN"
    return _CLASS.get(token.partition("'")[0], "C")


def _ramp(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))
