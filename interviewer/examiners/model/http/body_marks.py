"""What pieces of a body look like: its kind, the marks of its end, words that speak of an error."""

import json
import re
from typing import Any

_FIELD = re.compile(r"(?:data|event|id|retry|error)\s{0,4}:|:", re.IGNORECASE)
DONE = re.compile(r"^\s*+(?:\[\s*+)?DONE\s*+(?:\]\s*+)?")
ERROR_WORDS = re.compile(
    r"^\s*+\W{0,4}(?:(?:\w+ ){0,2}(?:error|exception)\b|error\b|upstream\b|service unavailable|bad gateway"
    r"|gateway time|too many requests|rate limit|internal server|unauthori[sz]ed|forbidden|not found"
    r"|overloaded|time[d -]?out\b|failed to\b|traceback)",
    re.IGNORECASE,
)


def kind_of(line: str) -> str:
    """What a body is, by its first line that is not blank; empty before."""
    begun = line.lstrip()
    if not begun:
        return ""
    if _FIELD.match(begun):
        return "events"
    if begun[0] in "{[":
        return "json"
    return "page" if begun[0] == "<" else "words"


def looks_whole(text: str) -> bool:
    text = text.strip()
    return text[:1] in ("{", "[") and text[-1:] in ("}", "]")


_OUTER = (
    "choices", "error", "errors", "usage", "candidates", "message", "delta", "object", "output",
)  # fmt: skip
_OUTER_NAME = re.compile(f'"(?:{"|".join(_OUTER)})"')
_LONGEST_WITH_SLIPS = 100_000
_OBJECT = re.compile(r"\s*\{\s*[\"'\u201c]?\w+[\"'\u201d]?\s*:")


def is_envelope(value: dict[str, Any]) -> bool:
    """Whether an object is a server's event, and not a reply by itself."""
    return not value.keys().isdisjoint(_OUTER)


def may_be_a_reply(text: str) -> bool:
    """Whether a text that is no JSON begins like an object, and like no server's event."""
    if len(text) > _LONGEST_WITH_SLIPS:
        return False
    return _OBJECT.match(text) is not None and _OUTER_NAME.search(text) is None


def json_or_text(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


_BETWEEN = re.compile(r"[\s,]+|data:|\[DONE\]")


def behind_marks(text: str, at: int) -> int:
    while (mark := _BETWEEN.match(text, at)) is not None:
        at = mark.end()
    return at


def title_of(page: str) -> str:
    found = re.search(r"<title[^>]{0,100}>([^<]{1,300})", page, re.IGNORECASE)
    return found[1].strip() if found else ""
