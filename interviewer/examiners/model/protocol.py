"""What the model examiner needs of a model, and nothing about how one is reached.

`client.py` implements it over the network, tests with a script. Neither knows the interview.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from interviewer.core.errors import Told


@dataclass(frozen=True, slots=True)
class Message:
    role: str
    """"system", "user" or "assistant"."""
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """One call. Messages stand stable part first, so that providers' prefix caches hit."""

    purpose: str
    """"grade", "follow-up" or "closing": for notices and tests."""
    messages: tuple[Message, ...]
    schema: dict[str, Any] | None = None
    """JSON Schema of the reply; None asks for plain text."""
    max_tokens: int = 2000


@dataclass(slots=True)
class Usage:
    """Tokens as servers told them, summed. `calls` counts requests, failed ones included."""

    calls: int = 0
    tokens_in: int = 0
    cached: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True)
class Trying:
    """Told while a call waits to be tried again."""

    attempt: int
    """2 for the first retry."""
    attempts: int
    seconds: float
    """How long until it is tried."""
    reason: str


class ModelError(Told):
    """A call that failed for good. The message is one sentence with what to do."""


class Reply(Protocol):
    """A reply while it streams. Iterating yields its text; reasoning is left out.

    Iterating raises ModelError where the stream fails; what came before is then incomplete.
    """

    def __aiter__(self) -> AsyncIterator[str]: ...

    @property
    def finish(self) -> str | None:
        """Why it ended ("stop", "length", "content_filter", "refusal"); None if not told."""


class Model(Protocol):
    """Something that answers requests, one stream at a time."""

    @property
    def name(self) -> str: ...

    @property
    def server(self) -> str:
        """Host and port; never a path, a user or a key."""

    @property
    def usage(self) -> Usage: ...

    def open(
        self, request: Request, on_retry: Callable[[Trying], None]
    ) -> AbstractAsyncContextManager[Reply]:
        """Open a stream; leaving the context closes it. Raises ModelError on entering."""

    async def aclose(self) -> None: ...
