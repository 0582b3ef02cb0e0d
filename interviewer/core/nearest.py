"""What a misspelt word was meant for."""

import difflib
from collections.abc import Iterable

from interviewer.core.text import one_line


def nearest_of(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that a misspelt one is most like; None where none is as near as `cutoff`, 0 to 1."""
    close = difflib.get_close_matches(word, list(known)[:5000], n=1, cutoff=cutoff)
    return close[0] if close else None


def nearest(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean ...?" for a misspelt word, nothing where no known word is near."""
    meant = nearest_of(word, known)
    return "" if meant is None else f" Did you mean {one_line(meant)!r}?"
