"""Bytes as text: byte order marks, UTF-16 without one, UTF-8, and what old spreadsheets write."""

from typing import Final

from interviewer.banks.importing.found import MAX_BYTES, ImportRefusedError
from interviewer.core.text import normalise

_LOOKED_AT: Final = 4096
_NOT_IN_TEXT: Final = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a")) + b"\x7f"
_MOST_CONTROLS: Final = 0.02
"""The share of control bytes in text; random bytes hold a tenth."""


def text_of(raw: bytes, name: str) -> str:
    """The text of a file. Raises ImportRefusedError where it is too large or no text."""
    if len(raw) > MAX_BYTES:
        raise ImportRefusedError(f"{name} is larger than 20 MB. Split it into several files.")
    return normalise(_decoded(raw, name))


def _decoded(raw: bytes, name: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    if b"\0" in raw[:200]:
        head = raw[:200]
        odd, even = head[1::2].count(0), head[0::2].count(0)
        if max(odd, even) > len(head) // 4:
            return raw.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
        raise _no_text(name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        head = raw[:_LOOKED_AT]
        if len(head.translate(None, _NOT_IN_TEXT)) < len(head) * (1 - _MOST_CONTROLS):
            raise _no_text(name) from None
        return raw.decode("cp1252", errors="replace")


def _no_text(name: str) -> ImportRefusedError:
    return ImportRefusedError(f"{name} is no text file. Import text, or a zip or folder of it.")
