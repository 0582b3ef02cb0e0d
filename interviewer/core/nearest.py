"""What a misspelt word was meant for."""

import difflib
from collections.abc import Iterable

from interviewer.core.text import one_line


def nearest(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean ...?" for a misspelt word, nothing where no known word is near."""
    close = difflib.get_close_matches(word, list(known)[:5000], n=1)
    return f" Did you mean {one_line(close[0])!r}?" if close else ""
