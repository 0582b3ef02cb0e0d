"""Words: where they stand in a text, how rare they are in English, which mean nearly the same.

The two data files are made by `benchmarks/build_lexicon.py`, which names their sources:

- `data/lexicon.txt`: stems, the most frequent first (rank order of GloVe's vocabulary, PDDL).
- `data/relatives.bin`: for each stem, stems of related meaning (MiniLM word vectors, Apache-2.0;
  synonyms, derivations and antonyms from WordNet 3.0) and how alike they are, 1-255.
"""

import math
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from interviewer.examiners.reading.stems import stem

_MARKS = {
    "\u00b2": ("squared",), "^2": ("squared",), "**2": ("squared",), "\u00b3": ("cubed",),
    "\u2191": ("increases",), "\u2193": ("decreases",),
    "\u226a": ("much", "smaller", "than"), "\u226b": ("much", "larger", "than"),
    "<<": ("much", "smaller", "than"), ">>": ("much", "larger", "than"),
    "<": ("smaller", "than"), ">": ("larger", "than"), "\u2260": ("not", "equal"),
    "->": ("so",), "=>": ("so",), "\u2192": ("so",), "\u21d2": ("so",),
}  # fmt: skip
"""What people type for a word: "w\u00b2", "data \u2191"."""
_WORD = re.compile(
    r"\^2(?!\d)|\*\*2(?!\d)|\d{1,3}(?:,\d{3})+|\d+\.\d+|\bw/o?(?!\w)"
    r"|[\u00b2\u00b3\u2191\u2193\u226a\u226b\u2260\u2192\u21d2]|(?<![-=<])[-=]>|(?<=[\w\s)%])[<>]{1,2}(?=[\s\w])"
    r"|[^\W_\u00b2\u00b3]+(?:['\u2019][^\W\d_]+)?"
)
_HURRIED_LIST = (
    "dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt shouldnt hasnt havent"
)
_HURRIED = frozenset(_HURRIED_LIST.split())
"""Negations without their mark."""
_JOINED = _HURRIED | {"cannot"}
"""Words in which two are joined."""
_NEGATED = re.compile(r"n['\u2019]?t$")

COMMON = 4
"""Words near the top of the frequency list lose weight; about this many lose most of it."""
MISSPELT = 0.8
"""How much a misspelt word is worth: the meaning is plain, the reading a guess."""


SHORTEST = 5
"""Letters of a word that may be taken for another one, misspelt."""


class Word(NamedTuple):
    """One word of a text; `text[start:end]` is how it was written."""

    stem: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Split a text into words, each with its stem and its code-point offsets."""
    found = []
    for match in _WORD.finditer(text):
        written = match[0]
        if written.isalpha() and written.isascii():
            one = written.lower()
            if one not in _JOINED:
                found.append(Word(stem(one), match.start(), match.end()))
                continue
        for plain, start, end in _parts(written, match.start()):
            found.append(Word(stem(plain), start, end))
    return found


@lru_cache(maxsize=4096)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text in order; cached, for a bank's texts come again and again."""
    found = list[str]()
    for written in _WORD.findall(text):
        if written.isalpha() and written.isascii():
            plain = written.lower()
            if plain not in _JOINED:
                found.append(stem(plain))
                continue
        found.extend(stem(plain) for plain, _, _ in _parts(written, 0))
    return tuple(found)


def _parts(written: str, start: int) -> list[tuple[str, int, int]]:
    """Open contractions: "isn't" is "is" and "not", "folds'" and "model's" lose their mark."""
    plain = written if written.isascii() else unicodedata.normalize("NFKC", written)
    plain = plain.casefold().replace("\u2019", "'").replace(",", "")
    end = start + len(written)
    if plain in ("w/", "w/o"):
        return [("without" if plain.endswith("o") else "with", start, end)]
    if written in _MARKS:
        return [(word, start, end) for word in _MARKS[written]]
    if plain in _HURRIED:
        return [(plain.removesuffix("nt"), start, end), ("not", start, end)]
    if plain == "cannot":
        return [("can", start, end), ("not", start, end)]
    if "'" in plain and _NEGATED.search(plain):
        return [(plain.split("'")[0].removesuffix("n"), start, end), ("not", start, end)]
    return [(plain.split("'")[0], start, end)]


class _Lexicon(NamedTuple):
    stems: list[str]
    number: dict[str, int]
    first: Sequence[int]
    """Where each stem's relatives begin; one more entry than there are stems."""
    packed: bytes


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    folder = Path(__file__).parent / "data"
    names = (folder / "lexicon.txt").read_text(encoding="ascii").split()
    packed = (folder / "relatives.bin").read_bytes()
    first = array("I", accumulate(packed[: len(names)], initial=0))
    return _Lexicon(
        names, dict(zip(names, range(len(names)), strict=True)), first, packed[len(names) :]
    )


@lru_cache(maxsize=8192)
def relatives(a_stem: str) -> tuple[tuple[str, float], ...]:
    """Return the stems of related meaning, most alike first, each with its likeness in 0..1."""
    lexicon = _lexicon()
    number = lexicon.number.get(a_stem)
    if number is None:
        return ()
    packed, names = lexicon.packed, lexicon.stems
    places = range(lexicon.first[number] * 3, lexicon.first[number + 1] * 3, 3)
    return tuple((names[packed[i] | packed[i + 1] << 8], packed[i + 2] / 255) for i in places)


class Vocabulary(NamedTuple):
    """The stems that matter to a question, to be looked up by what a candidate says for them."""

    meant: Mapping[str, Sequence[tuple[str, float]]]
    """For a stem that may be said, the stems it counts for, itself among them, and how much."""
    initials: Mapping[str, Sequence[str]]
    """The stems by their first letter, which a misspelt word has right."""

    def matches(self, said: str) -> Iterator[tuple[str, float]]:
        """What a stem counts for and how much, 0..1; a stem may come twice."""
        yield from self.meant.get(said, ())
        if not known(said):
            for wanted in self.initials.get(said[0], ()):
                if wanted != said and len(said) >= SHORTEST and misspelling(said, wanted):
                    yield wanted, MISSPELT


def vocabulary(wanted: Iterable[str]) -> Vocabulary:
    """Prepare stems to be found in answers."""
    meant: dict[str, list[tuple[str, float]]] = {}
    initials: dict[str, list[str]] = {}
    for a_stem in wanted:
        initials.setdefault(a_stem[0], []).append(a_stem)
        for said, likeness in ((a_stem, 1.0), *relatives(a_stem)):
            meant.setdefault(said, []).append((a_stem, likeness))
    return Vocabulary(meant, initials)


@lru_cache(maxsize=8192)
def rarity(a_stem: str) -> float:
    """How much a stem says: about 0.4 for "the", 2 for "water", 4 for a word nobody knows.

    A flattened logarithm of the rank in the frequency list, as inverse document frequency is of a
    word's share. Numbers count as ordinary content words.
    """
    rank = 1500 if a_stem[0].isdigit() else _lexicon().number.get(a_stem, 40_000)
    return math.pow(math.log1p((rank + 1) / COMMON), 0.6)


def known(a_stem: str) -> bool:
    """Whether the stem is an English word that the lexicon has."""
    return a_stem in _lexicon().number


@lru_cache(maxsize=8192)
def misspelling(written: str, meant: str) -> bool:
    """Whether an unknown stem is most likely another one, misspelt.

    One edit from five letters on, two from eight on (optimal string alignment: a swap of
    neighbours is one edit). The first letter must be right, and both must be plain letters: a
    look-alike letter from another script is no slip of the finger.
    """
    shorter = min(len(written), len(meant))
    allowed = 0 if shorter < SHORTEST else 1 if shorter < 8 else 2
    if not allowed or written[0] != meant[0] or abs(len(written) - len(meant)) > allowed:
        return False
    if not (written.isascii() and written.isalpha() and meant.isascii() and meant.isalpha()):
        return False
    return _edits(written, meant) <= allowed


def _edits(left: str, right: str) -> int:
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        last, before = before, row
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
