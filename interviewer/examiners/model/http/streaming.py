"""A reply while it streams: events to words, under deadlines that are ours.

Everything that is awaited here ends: with a word, with the end of the reply, or with a Failure.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from interviewer.examiners.model.http import failures
from interviewer.examiners.model.http.deadlines import Deadlines
from interviewer.examiners.model.http.endpoint import Endpoint
from interviewer.examiners.model.http.events import FINISHES, Events, OneEvent, text_in, tokens_in
from interviewer.examiners.model.http.failures import RequestFailure
from interviewer.examiners.model.http.messages import Request, Usage
from interviewer.examiners.model.http.refusals import of_error_object
from interviewer.examiners.model.http.thinking import SpokenText

MOST_TEXT = 1_000_000
"""Characters of text, thoughts included, that a reply may have."""

_BREATH = 32
"""After so many events the event loop gets a turn: a burst of them must not stall a screen."""

_END: Any = object()


@dataclass(frozen=True, slots=True)
class StreamLimits:
    """Whom replies come from, and by what clock (seconds, monotonic) they are due."""

    peer: Endpoint
    deadlines: Deadlines
    clock: Callable[[], float]


class StreamedReply:
    """Implements protocol.Reply over the SDK's stream."""

    def __init__(
        self,
        request: Request,
        events: Events,
        spoken: SpokenText,
        terms: StreamLimits,
        began: float,
    ) -> None:
        """`request.spent` counts the request that opened this; `began` is when it was made."""
        self.finish: str | None = None
        self.spent = request.spent
        self.again: Request | None = None
        """What to open where this breaks off; None where it may not be restarted."""
        self.spoken = spoken
        self.reasoned = False
        """Whether the model showed thoughts in a field of their own."""
        self.streamed = not isinstance(events, OneEvent)
        self.tapped: Any = getattr(getattr(events, "response", None), "stream", None)
        self._events = events
        self._peer = terms.peer
        self._deadlines = terms.deadlines
        self._clock = terms.clock
        self._progress = began
        self._ends_at = began + terms.deadlines.total
        self._heard = ""
        self._first = True
        self._over = False
        self._size = 0
        self._usage: Any = None
        self._count = 0

    def __aiter__(self) -> AsyncIterator[str]:
        return self

    async def __anext__(self) -> str:
        self._progress = max(self._progress, self._clock())  # whoever reads may take their time
        try:
            while not self._heard and not self._over:
                await self._advance()
        except RequestFailure as failure:
            self._over = True
            raise failure.told(self.spent, self.again) from None
        if not self._heard:
            raise StopAsyncIteration
        words, self._heard = self._heard, ""
        return words

    async def begin(self) -> None:
        """Wait for the first words to be heard, or the end. Raises RequestFailure."""
        while not self._heard and not self._over:
            await self._advance()
        if not self._heard and self.finish in (None, "stop"):
            raise self._silence()
        self._first = False

    async def aclose(self, usage: Usage) -> None:
        """Close the connection and add up what the server told."""
        self._over = True
        await self._events.close()
        told = tokens_in(self._usage)
        if told is None:
            usage.untold += self._count > 0
            return
        usage.tokens_in += told[0]
        usage.cached += told[1]
        usage.tokens_out += told[2]

    async def _advance(self) -> None:
        event = await self._next()
        if event is _END:
            self._over = True
            self._heard += self.spoken.end()
            if self.finish is None and getattr(self.tapped, "done", False):
                self.finish = "stop"
            return
        self._count += 1
        if self._count % _BREATH == 0:
            await asyncio.sleep(0)
        self._take(event)
        if self._size > MOST_TEXT:
            raise failures.endless(self._peer)

    async def _next(self) -> Any:
        """The next event, which may be anything, or _END. Raises RequestFailure, also where a deadline passes."""
        now = self._clock()
        patience = self._deadlines.first_token if self._first else self._deadlines.stall
        left = min(self._progress + patience, self._ends_at) - now
        try:
            if left <= 0:
                self._late(now)
            async with asyncio.timeout(left):
                return await self._events.__anext__()
        except StopAsyncIteration:
            return _END
        except TimeoutError:
            self._late(self._clock() + 1e-3)
        except RequestFailure:
            raise
        except Exception as error:  # noqa: BLE001 - many kinds pass the SDK's own; all end here
            if self.finish is not None:
                return _END  # the reply was whole; only its last formalities are missing
            raise self._failure(error) from None

    def _late(self, now: float) -> NoReturn:
        if now >= self._ends_at:
            raise failures.too_slow(self._peer, self._deadlines.total) from None
        if self._first:
            raise failures.late_first_token(self._peer, self._deadlines.first_token) from None
        raise failures.stalled(self._peer, self._deadlines.stall) from None

    def _failure(self, error: BaseException) -> RequestFailure:
        body = getattr(error, "body", None)
        if body is None:
            return failures.of_exception(error, self._peer)
        return of_error_object(body, self._peer)

    def _silence(self) -> RequestFailure:
        """Why there was not a word: an empty reply, or something that is no reply at all."""
        head = bytes(getattr(self.tapped, "head", b"")).lstrip()
        if self._count == 0 and head.startswith(b"<"):
            return failures.web_page(self._peer)
        return failures.nothing_said(self._peer)

    def _take(self, event: Any) -> None:
        if event is None or isinstance(event, str | int | float | list):
            raise failures.unreadable(self._peer, "an event that is no object")
        if "error" in (getattr(event, "object", None), getattr(event, "type", None)):
            body = {name: getattr(event, name, None) for name in ("message", "code", "type")}
            raise of_error_object(body, self._peer)
        usage = getattr(event, "usage", None)
        if usage is not None:
            self._usage = usage
        choices = getattr(event, "choices", None)
        if not isinstance(choices, list) or not choices:
            return
        choice = choices[0]
        delta = getattr(choice, "delta", None) or getattr(choice, "message", None)
        if delta is not None:
            self._take_delta(delta)
        finish = getattr(choice, "finish_reason", None)
        if isinstance(finish, str) and finish and self.finish is None:
            finish = finish.lower()
            if finish == "error":
                raise of_error_object(getattr(choice, "error", None), self._peer)
            self.finish = FINISHES.get(finish, finish)

    def _take_delta(self, delta: Any) -> None:
        text = text_in(getattr(delta, "content", None))
        thoughts = text_in(getattr(delta, "reasoning_content", None)) or text_in(
            getattr(delta, "reasoning", None)
        )
        refusal = text_in(getattr(delta, "refusal", None))
        if refusal:
            self.finish = "refusal"
        if text or thoughts or refusal:
            self._progress = self._clock()
            self._size += len(text) + len(thoughts) + len(refusal)
        if thoughts:
            self.reasoned = True
        if text:
            self._heard += self.spoken.feed(text)
