"""What an error body says, whatever its shape: its sentences, its codes, the fields it names.

Servers agree on nothing here: the message is a string, an object, a list; it stands under any of
several names; a gateway puts an upstream's whole error, as JSON in a string, inside of its own. So
the body is searched, breadth first and bounded, for what can be read.
"""

import json
import re
from collections import deque
from dataclasses import dataclass
from typing import Any, Final

_MOST_VALUES = 400
_MOST_TEXT = 4_000
"""Characters of all that is said, and of one sentence: what is longer is no sentence."""

_SENTENCES: Final = ("message", "msg", "detail", "details", "error", "errors", "error_message",
    "error_description", "reason", "title", "description", "raw", "text", "error_msg", "cause")  # fmt: skip
"""Names under which a sentence for a person stands."""
_CODES: Final = ("code", "type", "status", "error_code", "errorcode", "error_type", "status_code")
_FIELDS: Final = ("loc", "param", "parameter", "field", "pointer", "path", "fields")
"""Names under which a server says which field of the request it means."""
_ECHOES: Final = ("input", "ctx", "url", "body", "request", "messages", "prompt", "failed_generation",
    "stack", "traceback", "trace", "headers", "documentation_url", "doc_url", "help", "request_id")  # fmt: skip
"""What repeats the request, or speaks of something else: none of it names a fault."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was found."""

    message: str
    """For a person; empty where nothing was said."""
    code: str
    """Codes and types, as one string."""
    named: str
    """The fields of the request that were named, in lower case."""

    @property
    def text(self) -> str:
        """All of it in lower case, to be searched."""
        return f"{self.message} {self.code} {self.named}".lower()


def parsed(raw: bytes) -> Any:
    """Return a body as JSON where it is some, an event's data included; else as text."""
    text = raw.decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
    found = re.match(r"(?:event\s*:[^\n]{0,80}\n)?(?:data|error)\s*:\s*", text)
    return _json_in(text[found.end() :] if found else text)


def words_in(body: Any) -> Words:
    """Search a body of any shape."""
    if isinstance(body, str):
        body = _json_in(body)
    if isinstance(body, str):
        return Words(_of_text(body), "", "")
    found = _Found()
    waiting: deque[tuple[Any, str]] = deque([(body, "errors" if isinstance(body, list) else "")])
    for _ in range(_MOST_VALUES):
        if not waiting:
            break
        value, name = waiting.popleft()
        found.take(value, name, waiting)
    return Words(found.message, " ".join(found.codes)[:400], " ".join(found.named)[:800].lower())


class _Found:
    """What a search has found so far."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.codes: list[str] = []
        self.named: list[str] = []

    @property
    def message(self) -> str:
        return "; ".join(dict.fromkeys(self.sentences))[:_MOST_TEXT]

    def take(self, value: Any, name: str, waiting: "deque[tuple[Any, str]]") -> None:
        """Look at one value, which stands under a name; what it holds is looked at later."""
        if isinstance(value, dict):
            self._open(value, name, waiting)
        elif isinstance(value, list):
            if name in _FIELDS:
                self.named.append(".".join(str(one) for one in value[:10])[:200])
            else:
                waiting.extend((one, name) for one in value[:50])
        elif isinstance(value, str | int) and not isinstance(value, bool):
            self._leaf(str(value) if isinstance(value, str) else _number(value), name, waiting)

    def _open(self, value: dict[Any, Any], name: str, waiting: "deque[tuple[Any, str]]") -> None:
        inside = name in _SENTENCES
        loc = value.get("loc")
        if isinstance(loc, list) and isinstance(value.get("msg"), str):
            where = ".".join(str(one) for one in loc[:10])[:200]
            self.named.append(where)
            self.sentences.append(f"{where}: {value['msg'][:_MOST_TEXT]}")
            return
        for key, one in list(value.items())[:60]:
            low = str(key).lower()[:80]
            if low in _ECHOES:
                continue
            known = low in _SENTENCES or low in _CODES or low in _FIELDS
            if inside and not known and name != "error":
                self.named.append(low)  # errors by the field that they are about
                low = name
            waiting.append((one, low))

    def _leaf(self, text: str, name: str, waiting: "deque[tuple[Any, str]]") -> None:
        if name in _FIELDS:
            self.named.append(text[:200])
        elif name in _CODES:
            self.codes.append(text[:100])
        elif name in _SENTENCES:
            inner = _json_in(text)
            if isinstance(inner, dict | list):
                waiting.append((inner, name))
            elif text.strip():
                self.sentences.append(_of_text(text))


def _number(value: int) -> str:
    return str(value) if -(10**12) < value < 10**12 else ""


def _json_in(text: str) -> Any:
    """A text as JSON where it is an object or a list; else as it is."""
    if text.lstrip()[:1] not in ("{", "["):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _of_text(text: str) -> str:
    """A plain text; of a web page its title."""
    if text.lstrip().startswith("<"):
        title = re.search(r"<title[^>]{0,100}>([^<]{1,300})", text[:20_000], re.IGNORECASE)
        return title[1].strip() if title else ""
    return text.strip()[:_MOST_TEXT]
