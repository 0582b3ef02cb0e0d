"""A model that says what a test's script says, and nothing else."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from interviewer.examiners.model.http.messages import Usage


@dataclass
class Says:
    """One scripted reply. A chunk may be text, an exception to raise, or an event to wait for."""

    chunks: Sequence[Any]
    finish: str | None = "stop"
    opening: Exception | None = None
    """Raised on entering, in place of a reply."""
    spent: int | None = None
    """Requests it is said to have taken; None: one more than were spent before."""


class ScriptRanOutError(AssertionError):
    """The model was asked more often than the script foresees."""


@dataclass
class ScriptedReply:
    says: Says
    spent: int
    finish: str | None = None
    closed: bool = False
    read: list[str] = field(default_factory=list)

    async def __aiter__(self) -> AsyncIterator[str]:
        for chunk in self.says.chunks:
            if isinstance(chunk, BaseException):
                raise chunk
            if isinstance(chunk, str):
                self.read.append(chunk)
                yield chunk
            else:
                await chunk.wait()
        self.finish = self.says.finish


class ScriptedModel:
    """Implements `protocol.Model`. Records every request; raises when its script is used up."""

    def __init__(self, *script: Says | str | Sequence[Any], name: str = "scripted") -> None:
        self.name = name
        self.server = "127.0.0.1:1"
        self.usage = Usage()
        self.script = [_says(entry) for entry in script]
        self.requests = []
        self.replies = []
        self.closed = False

    @asynccontextmanager
    async def open(self, request, on_retry):
        self.requests.append(request)
        self.usage.calls += 1
        if not self.script:
            raise ScriptRanOutError(
                f"nothing is scripted for {request.purpose} {len(self.requests)}"
            )
        says = self.script.pop(0)
        if says.opening is not None:
            raise says.opening
        spent = request.spent + 1 if says.spent is None else says.spent
        reply = ScriptedReply(says, spent)
        self.replies.append(reply)
        try:
            yield reply
        finally:
            reply.closed = True

    def scrubbed(self, text):
        return text

    async def aclose(self):
        self.closed = True


def _says(entry: Says | str | Sequence[Any]) -> Says:
    if isinstance(entry, Says):
        return entry
    return Says([entry] if isinstance(entry, str) else entry)
