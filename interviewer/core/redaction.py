"""How a key is shown: enough to tell two apart, never enough to use or to guess one.

Whatever a server says is passed through `scrubbed` before it is shown or kept: some servers quote
the key that they reject.
"""

import base64
import re
from functools import lru_cache
from itertools import groupby

_SHORTEST_SHOWN = 20
_RUN = 8
"""This many characters of a key in a row count as a leak."""


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
    """Return the text without the key: every run of it of eight characters or more is masked.

    Its base64 is masked as well, wherever in a longer encoded text the key stood.
    """
    return _shown(text, _hidden(text, _runs(key))) if key else text


class KeyMask:
    """The same for a text that comes in pieces. What is masked begins at the eighth character, where
    fewer stood at the end of the pieces before: those have been shown.
    """

    def __init__(self, key: str | None) -> None:
        self._runs = _runs(key) if key else frozenset()
        self._before = ""

    def feed(self, text: str) -> str:
        """Take the next piece; return it as it can be shown."""
        if not self._runs or not text:
            return text
        whole = self._before + text
        hidden = _hidden(whole, self._runs)[len(self._before) :]
        self._before = whole[-(_RUN - 1) :]
        return _shown(text, hidden)


@lru_cache(maxsize=4)
def _runs(key: str) -> frozenset[str]:
    forms = [key]
    for offset in range(3):  # what stands before it decides how a text is cut into threes
        raw = b"\0" * offset + key.encode("utf-8", "replace")
        encoded = base64.b64encode(raw).decode().rstrip("=")[offset + (offset > 0) : -1]
        forms += [encoded, encoded.translate(str.maketrans("+/", "-_"))]
    forms = [form for form in forms if len(form) >= min(_RUN, len(key))]
    return frozenset(
        form[i : i + size]
        for form in forms
        for size in (min(_RUN, len(form)),)
        for i in range(len(form) - size + 1)
    )


def _hidden(text: str, runs: frozenset[str]) -> list[bool]:
    hidden = [False] * len(text)
    for size in {len(run) for run in runs}:
        for i in range(len(text) - size + 1):
            if text[i : i + size] in runs:
                hidden[i : i + size] = [True] * size
    return hidden


def _shown(text: str, hidden: list[bool]) -> str:
    if not any(hidden):
        return text
    parts = groupby(zip(text, hidden, strict=True), key=lambda pair: pair[1])
    return "".join("..." if hide else "".join(char for char, _ in run) for hide, run in parts)
