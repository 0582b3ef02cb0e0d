"""A model behind an OpenAI-compatible API. The only place that imports openai and tenacity.

It knows nothing of interviews. It promises of every call: at most three requests; it ends within
its deadlines; words that were heard are never taken back in silence; whatever fails is told in one
sentence with what to do; and the key appears in none of them.

Import it in a thread: the SDK takes half a second. What it would load lazily, at the first request
and so in the event loop, is loaded with this module.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, cast

import anyio._backends._asyncio  # noqa: F401 - else loaded by name in the event loop
import openai
import openai.resources.chat.chat
import openai.resources.chat.completions.completions
from openai.types.chat import ChatCompletion
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

from interviewer.core.text import one_line
from interviewer.examiners.model.http import failures
from interviewer.examiners.model.http.connection import connection
from interviewer.examiners.model.http.deadlines import Deadlines, retry_after
from interviewer.examiners.model.http.dialect import Dialect
from interviewer.examiners.model.http.endpoint import endpoint_of
from interviewer.examiners.model.http.events import Events, OneEvent, whole
from interviewer.examiners.model.http.failures import RequestFailure
from interviewer.examiners.model.http.messages import ModelError, Request, RetryNotice, Usage
from interviewer.examiners.model.http.refusals import of_status
from interviewer.examiners.model.http.retries import MOST_REQUESTS, Call, wait
from interviewer.examiners.model.http.streaming import StreamedReply, StreamLimits
from interviewer.examiners.model.http.thinking import SpokenText


class OpenAIModel:
    """Implements protocol.Model. One connection pool; use it within one event loop, then close it."""

    def __init__(  # noqa: PLR0913 - who builds it knows all of this
        self,
        name: str,
        base_url: str,
        key: str | None,
        *,
        key_origin: str = "",
        model_origin: str = "",
        deadlines: Deadlines | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`base_url` has been checked by settings; the origins say where name and key were set.

        `clock` is monotonic, `now` POSIX time, both in seconds. Raises UsageError for a key or a
        proxy setting that cannot be used.
        """
        self._peer = endpoint_of(name, base_url, key, key_origin, model_origin)
        self._deadlines = deadlines or Deadlines()
        self._sleep = sleep
        self._clock = clock
        self._now = now
        self._usage = Usage()
        self._dialect = Dialect.first(name, hosted=self._peer.host == "api.openai.com")
        http = connection(self._peer, self._deadlines.connect, self._count)
        # The SDK never sees the key (wire.py puts it on the request), nor anything ambient.
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
    def dialect(self) -> Dialect:
        """What is known so far of what the server takes."""
        return self._dialect

    async def aclose(self) -> None:
        await self._sdk.close()

    @asynccontextmanager
    async def open(
        self, request: Request, on_retry: Callable[[RetryNotice], None]
    ) -> AsyncIterator[StreamedReply]:
        """Open a stream and wait for its first words; see protocol.Model."""
        reply = await self._opened(request, on_retry)
        try:
            yield reply
        finally:
            await reply.aclose(self._usage)
            self._learn_thinking(reply)

    async def models(self) -> list[str] | None:
        """The names the server lists; None where it offers no list. Raises ModelError."""
        try:
            async with asyncio.timeout(self._deadlines.first_token):
                page = await self._sdk.models.list()
        except TimeoutError:
            failure = failures.late_first_token(self._peer, self._deadlines.first_token)
            raise failure.told(1) from None
        except Exception as error:  # noqa: BLE001 - mapped, whatever the SDK lets through
            if getattr(error, "status_code", 0) in (404, 405, 501):
                return None
            raise self._failure_of(error).told(1) from None
        listed = getattr(page, "data", None)
        if not isinstance(listed, list):
            return None
        names = (getattr(one, "id", None) for one in listed)
        return [one_line(name, 200) for name in names if isinstance(name, str)]

    async def _opened(
        self, request: Request, on_retry: Callable[[RetryNotice], None]
    ) -> StreamedReply:
        attempts = MOST_REQUESTS - request.spent
        if attempts < 1:
            raise ModelError(f"{self.server} was asked {request.spent} times in vain; try again.")
        call = Call(request, self._dialect, on_retry)
        retrying = AsyncRetrying(
            stop=stop_after_attempt(attempts),
            retry=retry_if_exception(call.may_retry),
            wait=wait,
            before_sleep=call.tell,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            async for attempt in retrying:
                with attempt:
                    return await self._attempt(call)
        except RequestFailure as failure:
            raise failure.told(call.request.spent) from None
        raise AssertionError  # the loop above returns or raises

    async def _attempt(self, call: Call) -> StreamedReply:
        """Make one request and wait for its first words. Raises RequestFailure."""
        call.request = replace(call.request, spent=call.request.spent + 1)
        began = self._clock()
        try:
            events = await self._requested(call)
            spoken = SpokenText(
                expects_json=call.request.schema is not None,
                thinks_unopened=call.dialect.thinks_unopened,
            )
            terms = StreamLimits(self._peer, self._deadlines, self._clock)
            reply = StreamedReply(call.request, events, spoken, terms, began)
            try:
                await reply.begin()
            except BaseException:
                await reply.aclose(self._usage)
                raise
        except RequestFailure as failure:
            if failure.lacking:
                self._adapt(call, failure)
            raise
        reply.again = None if call.restarted else call.request
        self._confirm(call)
        return reply

    async def _requested(self, call: Call) -> Events:
        """Send the request; return what streams back. Raises RequestFailure."""
        body = call.dialect.body(call.request, self.name)
        patience = self._deadlines.first_token
        try:
            async with asyncio.timeout(patience):
                stream = await self._sdk.chat.completions.create(**body)
                try:
                    return await self._events(stream)
                except BaseException:
                    await stream.close()
                    raise
        except TimeoutError:
            raise failures.late_first_token(self._peer, patience) from None
        except RequestFailure:
            raise
        except Exception as error:  # noqa: BLE001 - many kinds pass the SDK's own; all are mapped
            raise self._failure_of(error) from None

    async def _events(self, stream: Any) -> Events:
        """The stream, once its type says that it is one; a plain reply as a stream of one event."""
        kind = stream.response.headers.get("content-type", "").lower()
        if "html" in kind:
            raise failures.web_page(self._peer)
        if "json" not in kind or "stream" in kind:
            return cast("Events", stream)
        read = whole(await stream.response.aread(), self._peer)
        return OneEvent(ChatCompletion.construct(**read))

    def _failure_of(self, error: Exception) -> RequestFailure:
        if not isinstance(error, openai.APIStatusError):
            return failures.of_exception(error, self._peer)
        headers = {name.lower(): value for name, value in error.response.headers.items()}
        return of_status(
            error.status_code,
            error.body,
            headers.get("location", ""),
            retry_after(headers, self._now()),
            self._peer,
        )

    def _adapt(self, call: Call, failure: RequestFailure) -> None:
        """Find a wording that the server may take after it refused one; ask again at once."""
        known, with_schema = self._dialect, call.request.schema is not None
        better: Dialect | None = known
        if known.wording == call.dialect.wording or call.guessed:
            better = call.dialect.learned(failure.said, with_schema=with_schema)
            if better is not None:
                self._dialect = better
            elif with_schema and not call.dialect.sure:
                better = call.dialect.stepped_down()
                call.guessed = True
        if better is not None:
            call.dialect = better
            failure.retry, failure.wait = True, 0.0

    def _confirm(self, call: Call) -> None:
        """Remember that a wording was taken."""
        if call.request.schema is None:
            return
        if call.guessed or self._dialect.structure == call.dialect.structure:
            self._dialect = replace(self._dialect, structure=call.dialect.structure, sure=True)

    def _learn_thinking(self, reply: StreamedReply) -> None:
        if reply.reasoned or reply.spoken.thought:
            unopened = self._dialect.thinks_unopened or reply.spoken.unopened
            self._dialect = replace(self._dialect, reasons=True, thinks_unopened=unopened)

    def _count(self) -> None:
        self._usage.calls += 1
