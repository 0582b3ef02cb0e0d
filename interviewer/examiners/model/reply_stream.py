"""One reply under way, read by a task of its own.

A grading and the follow-up to it are one reply, but two steps of the interview, and each step may run
in a task of its own that the person can cancel. What a model's client opens in one task it should
close in the same one; so a third task opens, reads and closes, and the steps take from it.
"""

import asyncio
from collections.abc import AsyncIterator

from interviewer.examiners.model.http.messages import Model, OnCallNotice, Request

_AHEAD = 1000
"""Chunks read ahead at most while nobody takes them."""


class ReplyStream:
    """Opens a request at once. Take its chunks, then close it, whatever happened."""

    def __init__(self, model: Model, request: Request, on_notice: OnCallNotice) -> None:
        self.request = request
        self.finish: str | None = None
        """Why the reply ended, once it has; see `Reply.finish`."""
        self.spent = request.spent
        """HTTP requests made for it, once it has been opened."""
        self._chunks: asyncio.Queue[str | BaseException | None] = asyncio.Queue(_AHEAD)
        self._ended = False
        self._task = asyncio.create_task(self._read(model, on_notice))

    async def _read(self, model: Model, on_notice: OnCallNotice) -> None:
        end: BaseException | None = None
        try:
            async with model.open(self.request, on_notice) as reply:
                self.spent = reply.spent
                async for chunk in reply:
                    await self._chunks.put(chunk)
                self.finish = reply.finish
        except Exception as error:  # noqa: BLE001 - handed to whoever takes the chunks
            end = error
        await self._chunks.put(end)

    async def chunks(self) -> AsyncIterator[str]:
        """What has not been taken yet, as it comes. Raises what the model's client raised."""
        while not self._ended:
            chunk = await self._chunks.get()
            if isinstance(chunk, str):
                yield chunk
            else:
                self._ended = True
                if chunk is not None:
                    raise chunk

    async def aclose(self) -> None:
        """Close the stream, if it is still open, and wait until it is. Can be called again."""
        self._ended = True
        self._task.cancel()
        await asyncio.wait({self._task})
