"""Word forms made one, bluntly: "errors", "erred" and "error" shall count as the same word.

The checks that stand between a model and the candidate compare words this way. They need no fine
stemmer: joining two words too many refuses a follow-up that the bank's own replaces. What they do
need is to depend on nothing, least of all on one of the examiners that they guard.
"""

import re
from functools import lru_cache

from interviewer.core.text import fold

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W\d_]+)?")
_ENDINGS = (
    "izations", "isations", "ization", "isation", "ations", "ation", "ments", "ment", "ness",
    "ingly", "ings", "ing", "ities", "ity", "ized", "ised", "izes", "ises", "ize", "ise", "ions",
    "ion", "ally", "edly", "ers", "ies", "ied", "ed", "er", "es", "ly", "al", "s", "y", "e",
)  # fmt: skip
_SHORTEST = 3
"""Letters that are left at least."""


def words(text: str) -> list[str]:
    """The words of a text, folded; a contraction is its first half."""
    return [word for word, _, _ in placed(text)]


def placed(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, folded, each with its code-point offsets."""
    return [(_plain(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def _plain(written: str) -> str:
    word = written.casefold() if written.isascii() else fold(written).text
    return word.replace("\u2019", "'").split("'")[0]


@lru_cache(maxsize=20_000)
def form(word: str) -> str:
    """What a folded word has in common with its other forms."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            if ending in ("s", "es") and len(word) > _SHORTEST + 1:
                return form(word)
            break
    doubled = len(word) > _SHORTEST and word[-1] == word[-2]
    return word[:-1] if doubled else word


def forms(text: str) -> tuple[str, ...]:
    return tuple(form(word) for word in words(text))
