"""A model behind an OpenAI-compatible API. The only place that imports openai and tenacity.

It knows nothing of interviews. It promises of every call: at most three requests; it ends within
its deadlines; words that were shown are never taken back silently; whatever fails is reported in one
sentence with what to do; and the key appears in none of them.

Import it in a thread: the SDK takes half a second. What it would load lazily, at the first request
and so in the event loop, is loaded with this module.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import anyio._backends._asyncio  # noqa: F401 - else loaded by name in the event loop
import openai
import openai.resources.chat.chat
import openai.resources.chat.completions.completions
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

from interviewer.core.redaction import scrubbed
from interviewer.core.text import one_line
from interviewer.examiners.model.http import failures, server_memory
from interviewer.examiners.model.http.adaptation import adapted, confirmed
from interviewer.examiners.model.http.body_reader import BodyReader
from interviewer.examiners.model.http.connection import connection
from interviewer.examiners.model.http.deadlines import Deadlines, ReplyDeadlines, retry_after
from interviewer.examiners.model.http.dialect import Dialect
from interviewer.examiners.model.http.endpoint import endpoint_of
from interviewer.examiners.model.http.failures import RequestFailure
from interviewer.examiners.model.http.messages import (
    ModelError,
    OnCallNotice,
    Request,
    Usage,
    WaitNotice,
)
from interviewer.examiners.model.http.refusal_words import parsed
from interviewer.examiners.model.http.refusals import of_status
from interviewer.examiners.model.http.retries import MOST_REQUESTS, Call, wait
from interviewer.examiners.model.http.streaming import StreamedReply, StreamLimits
from interviewer.examiners.model.http.thinking import SpokenText
from interviewer.settings import ServerMemory

REACH_SECONDS = 10.0
"""For an answer of any kind, where it is only asked whether somebody is there."""


class OpenAIModel:
    """Implements messages.Model. One connection pool; use it within one event loop, then close it."""

    def __init__(  # noqa: PLR0913 - who builds it knows all of this
        self,
        name: str,
        base_url: str,
        key: str | None,
        *,
        key_origin: str = "",
        model_origin: str = "",
        deadlines: Deadlines | None = None,
        memory: ServerMemory | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`base_url` has been checked by settings; the origins say where name and key were set.

        `memory` is asked once for what was learned of the server before. `clock` is monotonic, `now`
        POSIX time, both in seconds. Raises UsageError for a key or a proxy setting that cannot be used.
        """
        self._peer = endpoint_of(name, base_url, key, key_origin, model_origin)
        self._deadlines = deadlines or Deadlines()
        self._memory = memory
        self._sleep = sleep
        self._clock = clock
        self._now = now
        self._usage = Usage()
        self._reached: bool | None = None
        self._first = Dialect.first(name, hosted=self._peer.host == "api.openai.com")
        kept = memory.recall(self.server, name) if memory is not None else {}
        self._dialect = server_memory.with_kept(self._first, kept)
        http = connection(
            self._peer, self._deadlines.connect, self._count, answered=self._answered_at_all
        )
        # The SDK never sees the key (connection.py puts it on the request), nor anything ambient.
        self._sdk = openai.AsyncOpenAI(
            api_key="none", base_url=base_url, max_retries=0, http_client=http
        )

    def __repr__(self) -> str:
        return f"OpenAIModel({self.name!r} at {self.server})"

    @property
    def name(self) -> str:
        return self._peer.model

    @property
    def server(self) -> str:
        return self._peer.shown

    @property
    def usage(self) -> Usage:
        return self._usage

    @property
    def reached(self) -> bool | None:
        return self._reached

    @property
    def dialect(self) -> Dialect:
        """What is known so far of what the server takes."""
        return self._dialect

    @property
    def learned(self) -> str:
        """What was learned of the server, for a person; empty where nothing was."""
        return server_memory.in_words(server_memory.as_kept(self._dialect, self._first))

    def scrubbed(self, text: str) -> str:
        return scrubbed(text, self._peer.key)

    async def aclose(self) -> None:
        await self._sdk.close()

    @asynccontextmanager
    async def open(self, request: Request, on_notice: OnCallNotice) -> AsyncIterator[StreamedReply]:
        """Open a stream and wait for its first words; see messages.Model."""
        reply = await self._opened(request, on_notice)
        try:
            yield reply
        finally:
            await reply.aclose(self._usage)
            self._learn_thinking(request, reply)

    async def reach(self) -> None:
        """Ask for the list of models; any answer will do. Raises ModelError where none comes."""
        self._reached = None
        patience = min(REACH_SECONDS, self._deadlines.first_token or REACH_SECONDS)
        failure: RequestFailure | None = None
        try:
            async with asyncio.timeout(patience):
                await self._sdk.models.list()
        except TimeoutError:
            failure = failures.late_first_token(self._peer, patience, accepted=True)
        except Exception as error:  # noqa: BLE001 - what answers is there, whatever it says
            answered = self._reached
            failure = self._failure_of(error)
            self._reached = answered
        if failure is not None and not self._reached:
            self._reached = False
            raise failure.as_error(1)

    async def models(self) -> list[str] | None:
        """The names the server lists; None where it offers no list. Raises ModelError."""
        patience = min(20.0, self._deadlines.first_token or 20.0)
        try:
            async with asyncio.timeout(patience):
                page = await self._sdk.models.list()
        except TimeoutError:
            raise failures.late_first_token(self._peer, patience, accepted=True).as_error(
                1
            ) from None
        except Exception as error:  # noqa: BLE001 - mapped, whatever the SDK lets through
            if getattr(error, "status_code", 0) in (404, 405, 501):
                return None
            raise self._failure_of(error).as_error(1) from None
        listed = getattr(page, "data", None)
        if not isinstance(listed, list):
            return None
        names = (getattr(one, "id", None) for one in listed[:10_000])
        return [one_line(self.scrubbed(name[:400]), 200) for name in names if isinstance(name, str)]

    async def _opened(self, request: Request, on_notice: OnCallNotice) -> StreamedReply:
        attempts = MOST_REQUESTS - request.spent
        if attempts < 1:
            raise ModelError(f"{self.server} was asked {request.spent} times in vain; try again.")
        call = Call(request, self._dialect, on_notice)
        retrying = AsyncRetrying(
            stop=stop_after_attempt(attempts),
            retry=retry_if_exception(call.may_retry),
            wait=wait,
            before_sleep=call.notify,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            async for attempt in retrying:
                with attempt:
                    return await self._attempt(call)
        except RequestFailure as failure:
            raise failure.as_error(call.request.spent) from None
        raise AssertionError  # the loop above returns or raises

    async def _attempt(self, call: Call) -> StreamedReply:
        """Make one request and wait for its first words. Raises RequestFailure."""
        call.request = replace(call.request, spent=call.request.spent + 1)
        began = self._clock()
        notices = asyncio.create_task(self._notify_of_silence(call))
        try:
            reply = await self._answered(call, began)
        except RequestFailure as failure:
            self._adapt(call, failure)
            raise
        finally:
            notices.cancel()
        reply.again = None if call.restarted else call.request
        self._set(confirmed(self._dialect, call))
        return reply

    async def _answered(self, call: Call, began: float) -> StreamedReply:
        """Send the request and wait for its first words. Raises RequestFailure."""
        deadlines = self._deadlines.for_model(thinks=self._dialect.reasons)
        events = await self._requested(call, deadlines)
        plain = call.request.schema is None
        spoken = SpokenText(
            expects_json=not plain,
            thinks_unopened=call.dialect.thinks_unopened,
            hold=plain and not call.dialect.speaks,
        )
        thinking = self._deadlines.for_model(thinks=True)
        limits = StreamLimits(self._peer, deadlines, thinking, self._clock)
        reply = StreamedReply(call.request, events, spoken, limits, began)
        reply.on_thought = lambda: call.notice(WaitNotice(0.0, thinks=True))
        try:
            await reply.begin()
        except BaseException:
            await reply.aclose(self._usage)
            raise
        return reply

    async def _notify_of_silence(self, call: Call) -> None:
        """Say from time to time that nothing has come yet: a model may be thinking."""
        seconds = 0.0
        while True:
            await asyncio.sleep(self._deadlines.notice)
            seconds += self._deadlines.notice
            call.notice(WaitNotice(seconds, thinks=self._dialect.reasons))

    async def _requested(self, call: Call, deadlines: ReplyDeadlines) -> BodyReader:
        """Send the request; return what streams back. Raises RequestFailure."""
        body: dict[str, Any] = call.dialect.body(call.request, self.name)
        # The SDK hands over an unread response only for a stream; what is sent says what is wanted.
        body["extra_body"] = {"stream": body.pop("stream")}
        try:
            async with asyncio.timeout(deadlines.first_token):
                stream = await self._sdk.chat.completions.create(stream=True, **body)
        except TimeoutError:
            # Whoever sets a deadline wants it kept, and a new try; else silence is waited for.
            accepted = self._deadlines.first_token is None
            seconds = deadlines.first_token
            raise failures.late_first_token(self._peer, seconds, accepted=accepted) from None
        except RequestFailure:
            raise
        except Exception as error:  # noqa: BLE001 - many kinds pass the SDK's own; all are mapped
            raise self._failure_of(error) from None
        return BodyReader(stream.response, self._peer)

    def _failure_of(self, error: Exception) -> RequestFailure:
        if not isinstance(error, openai.APIStatusError):
            if isinstance(error, openai.APIConnectionError):
                self._reached = False
            return failures.of_exception(error, self._peer)
        headers = {name.lower(): value for name, value in error.response.headers.items()}
        return of_status(
            error.status_code,
            parsed(_content(error)),
            headers.get("location", ""),
            retry_after(headers, self._now()),
            self._peer,
        )

    def _adapt(self, call: Call, failure: RequestFailure) -> None:
        """Find a form that the server may take after it refused one; ask again at once."""
        learned = adapted(self._dialect, call, failure)
        if learned is not None:
            self._set(learned)

    def _set(self, dialect: Dialect) -> None:
        """Remember a dialect: for this session, and what the server said about it for the next ones."""
        before, self._dialect = self._dialect, dialect
        if self._memory is None or dialect.guessed:
            return
        kept = server_memory.as_kept(dialect, self._first)
        if kept != server_memory.as_kept(before, self._first):
            self._memory.keep(self.server, self.name, kept)

    def _learn_thinking(self, request: Request, reply: StreamedReply) -> None:
        spoken = reply.spoken
        known = self._dialect
        if reply.reasoned or spoken.thought:
            known = replace(
                known, reasons=True, thinks_unopened=known.thinks_unopened or spoken.unopened
            )
        if spoken.late or spoken.unopened:
            known = replace(known, thinks_unopened=True, speaks=False)
        elif request.schema is None and reply.finish == "stop" and not known.thinks_unopened:
            known = replace(known, speaks=True)
        self._set(known)

    def _answered_at_all(self) -> None:
        self._reached = True

    def _count(self) -> None:
        self._usage.calls += 1


def _content(error: openai.APIStatusError) -> bytes:
    try:
        return error.response.content
    except Exception:  # noqa: BLE001 - not read, or cut off: it says nothing then
        return b""
