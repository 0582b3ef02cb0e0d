"""Reading what servers put into an event: any field may be missing, null or of another type."""

import json
from collections.abc import AsyncIterator
from typing import Any, Protocol

from interviewer.examiners.model.http import failures
from interviewer.examiners.model.http.endpoint import Endpoint
from interviewer.examiners.model.http.refusals import of_error_object

FINISHES = {
    "max_tokens": "length", "model_length": "length", "eos": "stop", "eos_token": "stop",
    "end_turn": "stop", "complete": "stop", "safety": "content_filter",
}  # fmt: skip
"""Other servers' words for the reasons of an end."""


class Events(Protocol):
    """The SDK's stream of parsed events."""

    def __aiter__(self) -> AsyncIterator[Any]: ...
    async def __anext__(self) -> Any: ...
    async def close(self) -> None: ...


class OneEvent:
    """A whole reply in the shape of a stream."""

    def __init__(self, event: Any) -> None:
        self._events = [event]

    def __aiter__(self) -> AsyncIterator[Any]:
        return self

    async def __anext__(self) -> Any:
        if not self._events:
            raise StopAsyncIteration
        return self._events.pop()

    async def close(self) -> None:
        """Nothing is open."""


def text_in(value: Any) -> str:
    """A delta's text: a string, or a list of parts of which the text parts count."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        parts = (part for part in value if isinstance(part, dict) and part.get("type") == "text")
        return "".join(text_in(part.get("text")) for part in parts)
    return ""


def tokens_in(usage: Any) -> tuple[int, int, int] | None:
    """Return tokens in, those of them from a cache, and out; None where nothing was told."""
    if usage is None:
        return None
    details = getattr(usage, "prompt_tokens_details", None)
    cached = getattr(details, "cached_tokens", None) or getattr(
        usage, "prompt_cache_hit_tokens", None
    )
    counts = [
        getattr(usage, "prompt_tokens", None),
        cached,
        getattr(usage, "completion_tokens", None),
    ]
    tokens = [count if type(count) is int and count > 0 else 0 for count in counts]
    return (tokens[0], min(tokens[1], tokens[0]), tokens[2]) if any(tokens) else None


def whole(body: bytes, peer: Endpoint) -> Any:
    """Read a plain JSON body where a stream was asked for. Raises Failure where it is no reply."""
    try:
        read = json.loads(body.decode())
    except (ValueError, RecursionError):
        start = body.lstrip()[:1]
        raise (
            failures.web_page(peer) if start == b"<" else failures.no_reply_in_it(peer)
        ) from None
    if isinstance(read, dict) and (read.get("error") or read.get("object") == "error"):
        raise of_error_object(read, peer)
    if not isinstance(read, dict) or not isinstance(read.get("choices"), list):
        raise failures.no_reply_in_it(peer)
    return read
