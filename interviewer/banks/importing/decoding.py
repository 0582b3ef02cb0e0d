"""Bytes as text: byte order marks, UTF-16 without one, UTF-8, and what old spreadsheets write."""

from interviewer.banks.importing.found import MAX_BYTES, ImportRefusedError
from interviewer.core.text import normalise


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
        raise ImportRefusedError(f"{name} is no text file. Import text, or a zip or folder of it.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
