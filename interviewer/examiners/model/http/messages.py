"""What the model examiner needs of a model, and nothing about how one is reached.

`client.py` implements it over the network, tests with a script. Neither knows the interview.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from interviewer.core.errors import ReportedError


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model."""

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
    """JSON Schema of the reply; None asks for plain text. Where a server takes no schema, the client
    adds it in words to the end of the first system message; the reply may then be anything."""
    max_tokens: int = 2000
    """Of the reply. A model that reasons is given more on top by the client."""
    spent: int = 0
    """HTTP requests already made for this call. At most three are made in all, whoever asks."""


@dataclass(slots=True)
class Usage:
    """Tokens as servers reported them, summed. `calls` counts requests, failed ones included."""

    calls: int = 0
    tokens_in: int = 0
    cached: int = 0
    tokens_out: int = 0
    untold: int = 0
    """Replies whose tokens the server did not report, those closed early among them: where this is
    not zero, the figures above are "at least"."""
    silent: int = 0
    """Those of them that came to their end: the server could have told."""


@dataclass(frozen=True, slots=True)
class RetryNotice:
    """A notice while a call waits to be retried."""

    attempt: int
    """2 for the first retry."""
    attempts: int
    seconds: float
    """How long until it is tried."""
    reason: str


@dataclass(frozen=True, slots=True)
class WaitNotice:
    """A notice while a request that was sent has brought no word yet, every ten seconds or so."""

    seconds: float
    """Since it was sent."""
    thinks: bool
    """The model is thinking: it shows thoughts, or is known to. Else it may be."""


CallNotice = RetryNotice | WaitNotice
OnCallNotice = Callable[[CallNotice], None]


class ModelError(ReportedError):
    """A call that failed for good. The message is one sentence with what to do."""

    remedy = ""
    """The second half of the message, what to do, where it is known apart."""

    @property
    def what(self) -> str:
        """The first half of the message: what happened."""
        return str(self).removesuffix(f"; {self.remedy}.")


class StreamBroken(ModelError):  # noqa: N818 - an event that is read as "stream broken"
    """A reply broke off after some of its text had been yielded. That text must be dropped.

    Whoever lets this pass fails safely: two attempts are never spliced. Whoever wants the second
    attempt opens `again`, once, and begins with empty hands.
    """

    def __init__(self, sentence: str, again: Request | None = None) -> None:
        super().__init__(sentence)
        self.again = again
        """The same request with what was spent; None where it was restarted before."""


class ContextTooLong(ModelError):  # noqa: N818 - says what is the matter
    """The model cannot take in so much. Drop the oldest turns and open that, once."""

    def __init__(self, sentence: str, spent: int = 1) -> None:
        super().__init__(sentence)
        self.spent = spent
        """For the shorter request's `spent`."""


class Reply(Protocol):
    """A reply while it streams. Iterating yields its text; reasoning is left out.

    Iterating raises StreamBroken, or another ModelError, where the stream fails; what came before
    is then incomplete. It can be iterated in several goes, each taking up where the last one left.
    """

    def __aiter__(self) -> AsyncIterator[str]: ...

    @property
    def finish(self) -> str | None:
        """Why it ended ("stop", "length", "content_filter", "refusal"); None while it streams, and
        where it ended without a word: the text may be cut off.
        """

    @property
    def spent(self) -> int:
        """HTTP requests made for this call so far: for the `spent` of one that asks again."""


class Model(Protocol):
    """Something that answers requests, one stream at a time."""

    @property
    def name(self) -> str: ...

    @property
    def server(self) -> str:
        """Host and port; never a path, a user or a key."""

    @property
    def usage(self) -> Usage: ...

    @property
    def reached(self) -> bool | None:
        """Whether the server answered the last time; None before the first."""

    async def reach(self) -> None:
        """See whether the server answers at all, with a request that costs nothing. Raises ModelError."""

    def open(self, request: Request, on_notice: OnCallNotice) -> AbstractAsyncContextManager[Reply]:
        """Open a stream; leaving the context closes it. Raises ModelError on entering.

        Entering waits for the first words, and retries until they come: `on_notice` is called before
        each retry, and while nothing comes. So nothing that was yielded is ever taken back in silence.
        """

    def scrubbed(self, text: str) -> str:
        """A text that came out of a reply, without the key that the server may have put into it."""

    async def aclose(self) -> None: ...


def usage_in_words(usage: Usage) -> str:
    """Return "2,310 tokens in, 1,900 cached, 420 out"; empty before a reply could tell.

    "at least" stands before it where a server did not report everything.
    """
    if not usage.tokens_in and not usage.tokens_out:
        return "tokens not reported by the server" if usage.silent else ""
    cached = f", {usage.cached:,} cached" if usage.cached else ""
    least = "at least " if usage.untold else ""
    return f"{least}{usage.tokens_in:,} tokens in{cached}, {usage.tokens_out:,} out"
