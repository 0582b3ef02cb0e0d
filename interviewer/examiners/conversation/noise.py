"""What has no words: marks alone, random keys, what an arrow key left behind. No answer is like that."""

import re
import unicodedata
from collections.abc import Collection

from interviewer.core.text import fold
from interviewer.examiners.reading.stems import stem
from interviewer.examiners.reading.words import known

LONGEST = 60
"""Characters. What is longer is looked at by whoever grades it."""
_ROWS = ("qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm")
_RUNS = frozenset(
    run[at : at + 3] for row in _ROWS for run in (row, row[::-1]) for at in range(len(row) - 2)
)
_MATHS = frozenset("<>=+*/%")
_KEYS_LEFT = re.compile(r"(?:\x1b?\[[A-D~\d;]{1,4})+|(?:\\[nrt])+")
_REPEATED = re.compile(r"(\w)\1{4,}")
_NO_VOWEL = re.compile(r"[^\W\d_aeiouy]{4,}")
_FEWEST = 4
"""Letters of a run of keys."""


def is_noise(text: str, subject: Collection[str]) -> bool:
    """Whether a text has nothing in it that could be a word. `subject`: stems that are words here."""
    bare = text.strip()
    if len(bare) > LONGEST or not bare:
        return False
    if _KEYS_LEFT.fullmatch(bare):
        return True
    if not any(char.isalnum() for char in bare):
        return all(char == "~" or not _of_a_formula(char) for char in bare)
    words = re.findall(r"[^\W\d_]+", fold(bare).text)
    if not words or any(char.isupper() for char in bare[1:]):
        return False
    return all(_random_keys(word, subject) for word in words)


def _of_a_formula(char: str) -> bool:
    return char in _MATHS or unicodedata.category(char) == "Sm"


def _random_keys(word: str, subject: Collection[str]) -> bool:
    if _REPEATED.search(word) and len(set(word)) <= 2:
        return len(set(word)) == 1
    one = stem(word)
    if one in subject or known(one):
        return False
    runs = sum(word[at : at + 3] in _RUNS for at in range(len(word) - 2))
    if len(word) >= _FEWEST and runs * 2 >= len(word) - 2:
        return True
    return bool(_NO_VOWEL.fullmatch(word)) or (runs > 0 and len(word) < _FEWEST)
