"""How a key may be spoken of: enough to tell two apart, never enough to use or to guess one.

Whatever a server says is passed through `scrubbed` before it is shown or kept: some servers quote
the key that they reject.
"""

import re
from itertools import groupby

_SHORTEST_SHOWN = 20
_RUN = 8
"""So many characters of a key in a row count as a leak."""


def masked(key: str) -> str:
    """Return `sk-...abcd`: a public prefix and the last four; of a short key only that it is there.

    >>> masked("sk-proj-0123456789abcdefWXYZ")
    'sk-...WXYZ'
    """
    if len(key) < _SHORTEST_SHOWN:
        return "..."
    prefix = "sk-" if key.startswith("sk-") else ""
    return f"{prefix}...{key[-4:]}"


_LIKE_A_KEY = re.compile(r"(?<![A-Za-z0-9])(?:sk-|gsk_|xai-|hf_|AIza)[A-Za-z0-9_-]{16,}")


def echoed(text: str) -> str:
    """Return what a person gave, fit to be repeated to them: what looks like a key is masked.

    A key that was put in the wrong place, such as behind --key-file, must not stand in a terminal's
    history of lines.

    >>> echoed("sk-proj-0123456789abcdefWXYZ")
    'sk-...WXYZ'
    """
    return _LIKE_A_KEY.sub(lambda found: masked(found[0]), text)


def scrubbed(text: str, key: str | None) -> str:
    """Return the text without the key: every run of it of eight characters or more is masked."""
    if not key:
        return text
    size = min(_RUN, len(key))
    runs = {key[i : i + size] for i in range(len(key) - size + 1)}
    hidden = [False] * len(text)
    for i in range(len(text) - size + 1):
        if text[i : i + size] in runs:
            hidden[i : i + size] = [True] * size
    parts = groupby(zip(text, hidden, strict=True), key=lambda pair: pair[1])
    return "".join("..." if hide else "".join(char for char, _ in run) for hide, run in parts)
