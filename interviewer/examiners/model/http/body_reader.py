"""The events of a response as they come over the connection."""

from collections import deque
from typing import Self

import httpx2

from interviewer.examiners.model.http.endpoint import Endpoint
from interviewer.examiners.model.http.event_decoder import Event, EventDecoder
from interviewer.examiners.model.http.failures import RequestFailure


class BodyReader:
    """Iterates over the events of one response; whoever opened it closes it here.

    Raises RequestFailure for a body that is no reply, and what the HTTP library raises.
    """

    def __init__(self, response: httpx2.Response, peer: Endpoint) -> None:
        self._response = response
        self._chunks = response.aiter_bytes()
        self._decoder = EventDecoder(peer)
        self._ready: deque[Event] = deque()
        self._over = False
        self._failure: RequestFailure | None = None

    @property
    def done(self) -> bool:
        """Whether the server marked the end of its stream as the protocol has it."""
        return self._decoder.done and not self._ready

    @property
    def bare(self) -> str:
        """The first object as it was written, where it is no server's event."""
        return self._decoder.bare

    @property
    def aside(self) -> str:
        """Words that stood outside of any event."""
        return self._decoder.aside

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        while not self._ready:
            if self._failure is not None:
                raise self._failure
            if self._over:
                raise StopAsyncIteration
            await self._read_on()
        return self._ready.popleft()

    async def _read_on(self) -> None:
        """Read the next bytes. What came before a fault in them is handed out before the fault is."""
        try:
            chunk = await anext(self._chunks)
        except StopAsyncIteration:
            self._over, chunk = True, None
        try:
            self._ready.extend(self._decoder.end() if chunk is None else self._decoder.feed(chunk))
        except RequestFailure as failure:
            self._failure = failure
            self._ready.extend(self._decoder.taken())

    async def close(self) -> None:
        self._ready.clear()
        await self._response.aclose()
