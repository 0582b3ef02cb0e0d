"""A reply while it streams: events to words, under deadlines that are ours.

Everything that is awaited here ends: with a word, with the end of the reply, or with a RequestFailure.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from interviewer.core.redaction import KeyMask
from interviewer.examiners.model.http import failures
from interviewer.examiners.model.http.body_reader import BodyReader
from interviewer.examiners.model.http.deadlines import ReplyDeadlines
from interviewer.examiners.model.http.endpoint import Endpoint
from interviewer.examiners.model.http.event_decoder import BareWords, ErrorEvent, Event
from interviewer.examiners.model.http.events import Pieces, error_in, pieces_in, tokens_in
from interviewer.examiners.model.http.failures import RequestFailure
from interviewer.examiners.model.http.messages import Request, Usage
from interviewer.examiners.model.http.refusal_words import words_in
from interviewer.examiners.model.http.refusals import of_error_object
from interviewer.examiners.model.http.thinking import SpokenText
from interviewer.examiners.model.http.thought_marks import without_thoughts

MOST_TEXT = 1_000_000
"""Characters of text, thoughts included, that a reply may have."""

_BREATH = 32
"""After this many events the event loop gets a turn: a burst of them must not stall a screen."""
_FORMALITIES = 0.3
"""Seconds that the end of the body may take once the server has said that the reply is over."""

_END: Any = object()


@dataclass(frozen=True, slots=True)
class StreamLimits:
    """Whom replies come from, and by what clock (seconds, monotonic) they are due."""

    peer: Endpoint
    deadlines: ReplyDeadlines
    thinking: ReplyDeadlines
    """Those that hold from the first thought on."""
    clock: Callable[[], float]


class StreamedReply:
    """Implements messages.Reply over the events of a response."""

    def __init__(
        self,
        request: Request,
        events: BodyReader,
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
        """Whether the model showed thoughts before it spoke."""
        self.on_thought: Callable[[], None] = _nothing
        """Called once, at the first of them."""
        self._schema = request.schema
        self._events = events
        self._mask = KeyMask(terms.peer.key)
        self._peer = terms.peer
        self._deadlines = terms.deadlines
        self._thinking = terms.thinking
        self._began = began
        self._clock = terms.clock
        self._progress = began
        self._ends_at = began + terms.deadlines.total
        self._ready = ""
        self._said = ""
        """All that came as text, where a server repeats it from the beginning."""
        self._first = True
        self._over = False
        self._ended = False
        """Whether the server sent all of it, and nobody hung up before."""
        self._size = 0
        self._tokens: tuple[int, int, int] | None = None
        self._count = 0
        self._known = False
        self._odd: Any = None
        """An event that is no part of a reply, for its words."""
        self._thoughts: list[str] = []
        self._arguments: dict[int, list[str]] = {}

    @property
    def streamed(self) -> bool:
        """Whether it came in more than one event."""
        return self._count > 1

    @property
    def silent(self) -> bool:
        """Whether no words have come yet."""
        return self._first

    def __aiter__(self) -> AsyncIterator[str]:
        return self

    async def __anext__(self) -> str:
        self._progress = max(self._progress, self._clock())  # whoever reads may take their time
        try:
            while not self._ready and not self._over:
                await self._advance()
        except RequestFailure as failure:
            self._over = True
            raise failure.as_error(self.spent, self.again) from None
        if not self._ready:
            raise StopAsyncIteration
        words, self._ready = self._ready, ""
        return words

    async def begin(self) -> None:
        """Wait for the first words, or the end. Raises RequestFailure."""
        while not self._ready and not self._over:
            await self._advance()
        if not self._ready and self.finish in (None, "stop"):
            raise self._silence()
        self._first = False

    async def aclose(self, usage: Usage) -> None:
        """Close the connection and add up what the server reported."""
        self._over = True
        await self._events.close()
        if self._tokens is None:
            usage.untold += self._count > 0
            usage.silent += self._ended
            return
        usage.tokens_in += self._tokens[0]
        usage.cached += self._tokens[1]
        usage.tokens_out += self._tokens[2]

    async def _advance(self) -> None:
        event = await self._next()
        if event is _END:
            self._end()
            return
        self._count += 1
        if self._count % _BREATH == 0:
            await asyncio.sleep(0)
        self._take(event)
        if self._size > MOST_TEXT:
            raise failures.endless(self._peer)

    def _end(self) -> None:
        self._over = self._ended = True
        unmarked = self.finish is None and not self._events.done
        cut = self.finish not in (None, "stop") or (unmarked and self.spoken.thinks_unopened)
        self._ready += self._mask.feed(self.spoken.end(cut=cut))
        if self.finish is None and self._events.done:
            self.finish = "stop"
        if not self._ready and self._first:
            self._ready = self._mask.feed(self._elsewhere())

    def _elsewhere(self) -> str:
        """The JSON that was asked for, where a server sent all of it as arguments or as thoughts."""
        if self._schema is None or self.finish not in (None, "stop"):
            return ""
        bare = self._odd if isinstance(self._odd, dict) and not self._known else {}
        if bare and bare.keys() >= _never_null(self._schema):
            return self._events.bare  # the reply without any wrapping
        calls = ["".join(parts) for parts in self._arguments.values()]
        text = calls[0] if len(calls) == 1 else ""
        if not calls and self.finish == "stop":  # else they may be thoughts that were cut off
            text = without_thoughts("".join(self._thoughts))
        text = text.strip()
        return text if text.startswith(("{", "```")) else ""

    async def _next(self) -> Any:
        """The next event, or _END. Raises RequestFailure, also where a deadline passes."""
        left = self._time_left()
        try:
            if left <= 0:
                self._late(self._clock())
            async with asyncio.timeout(left):
                return await anext(self._events)
        except StopAsyncIteration:
            return _END
        except TimeoutError:
            if self._events.done:
                return _END
            self._late(self._clock() + 1e-3)
        except RequestFailure:
            raise
        except Exception as error:  # noqa: BLE001 - many kinds pass the SDK's own; all end here
            if self.finish is not None or self._events.done:
                return _END  # the reply was whole; only its last formalities are missing
            raise failures.of_exception(error, self._peer) from None

    def _time_left(self) -> float:
        """Seconds until the next event is due."""
        if self._events.done:
            return _FORMALITIES
        patience = self._deadlines.first_token if self._first else self._deadlines.stall
        if self._first and self._said:  # words have come and are held back: this is no thinking
            patience = min(patience, self._deadlines.stall)
        return min(self._progress + patience, self._ends_at) - self._clock()

    def _late(self, now: float) -> NoReturn:
        if now >= self._ends_at:
            raise failures.too_slow(self._peer, self._deadlines.total) from None
        if self._first and not self._size:
            patience = self._deadlines.first_token
            raise failures.late_first_token(self._peer, patience, accepted=True) from None
        stalled = failures.stalled(self._peer, self._deadlines.stall)
        stalled.retry = bool(self._said)  # a model that only thought so far may still be thinking
        raise stalled from None

    def _silence(self) -> RequestFailure:
        """Why there was not a word: an empty reply, or something that is no reply at all."""
        if self._known or (self._odd is None and not self._events.aside):
            return failures.nothing_said(self._peer)
        said = words_in(self._odd).message if self._odd is not None else self._events.aside
        return failures.no_reply_in_it(self._peer, said)

    def _take(self, event: Event) -> None:
        if isinstance(event, ErrorEvent):
            raise of_error_object(event.body, self._peer)
        if isinstance(event, BareWords):
            self._known = True
            self._take_pieces(Pieces(text=event.text))
            return
        error = error_in(event)
        if error is not None:
            raise of_error_object(error, self._peer)
        self._tokens = tokens_in(event) or self._tokens
        pieces = pieces_in(event)
        self._known = self._known or pieces.known
        if not pieces.known and self._odd is None:
            self._odd = event
        self._take_pieces(pieces)
        if pieces.finish and self.finish is None:
            self.finish = pieces.finish
        if pieces.refusal:
            self.finish = "refusal"

    def _take_pieces(self, pieces: Pieces) -> None:
        text = pieces.text
        if pieces.whole and self._said:
            text = text[len(self._said) :] if text.startswith(self._said) else ""
        if pieces.alive:
            self._progress = self._clock()
            self._size += len(text) + len(pieces.thoughts) + len(pieces.refusal)
        if pieces.thoughts:
            self._note_thoughts()
            self._thoughts.append(pieces.thoughts)
        for index, part in pieces.arguments.items():
            self._arguments.setdefault(index, []).append(part)
            self._size += len(part)
        if text:
            self._said += text
            self._ready += self._mask.feed(self.spoken.feed(text))
            if self.spoken.thought and self._first:
                self._note_thoughts()
            if self.spoken.late:
                raise failures.thought_aloud(self._peer)

    def _note_thoughts(self) -> None:
        """The model thinks: it is given longer, and the person sees a notice, once."""
        if not self.reasoned:
            self.reasoned = True
            self._deadlines = self._thinking
            self._ends_at = self._began + self._thinking.total
            self.on_thought()


def _nothing() -> None:
    """Nobody wants to know."""


def _never_null(schema: dict[str, Any]) -> set[str]:
    """The fields that no object of a schema lacks: a server may leave out those that can be null."""
    shapes = schema.get("properties", {})
    found = {
        n for n in schema.get("required", ()) if {"type": "null"} not in shapes[n].get("anyOf", ())
    }
    return found or {""}
