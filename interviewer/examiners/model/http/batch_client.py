"""A server's batch interface on the wire: files go up, batches run for hours, files come down.

It knows nothing of gradings (see `batch_grading.py`) and keeps nothing (its caller does). Every call ends
within a deadline, is made again where that is safe, and fails as a ModelError with a sentence.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import openai

from interviewer.core.text import one_line
from interviewer.examiners.model.http import failures
from interviewer.examiners.model.http.connection import connection
from interviewer.examiners.model.http.endpoint import Endpoint
from interviewer.examiners.model.http.failures import RequestFailure
from interviewer.examiners.model.http.messages import ModelError
from interviewer.examiners.model.http.refusals import of_status

ENDPOINT: Final = "/v1/chat/completions"
WINDOW: Final = "24h"

MOST_RESULT_BYTES = 1_000_000_000
"""Of one file of results; fifty thousand of them take some 200 MB."""

TRIES = 3
CALL_SECONDS = 60.0
FILE_SECONDS = 900.0
"""To send or fetch a whole file."""

Result = TypeVar("Result")

_RUNNING = frozenset({"validating", "in_progress", "finalizing", "cancelling"})


@dataclass(frozen=True, slots=True)
class Batch:
    """Where a batch stands."""

    id: str
    status: str
    """As the server calls it: "in_progress", "completed", "failed", "expired", "cancelled"."""
    done: int
    """Requests that have an answer, good or bad."""
    files: tuple[str, ...]
    """The files with what came of it, once it has ended: results, then errors."""
    trouble: str
    """Why the server refused the whole of it; inert; empty where it did not."""

    @property
    def running(self) -> bool:
        return self.status in _RUNNING


class BatchClient:
    """Talks to one server. Use it within one event loop, then close it."""

    def __init__(
        self,
        peer: Endpoint,
        base_url: str,
        *,
        connect: float = 10.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._peer = peer
        self._sleep = sleep
        http = connection(peer, connect, lambda: None, MOST_RESULT_BYTES)
        self._sdk = openai.AsyncOpenAI(
            api_key="none", base_url=base_url, max_retries=0, http_client=http
        )

    async def aclose(self) -> None:
        await self._sdk.close()

    async def send(self, path: Path) -> str:
        """Send a file of requests; return its id at the server."""

        async def once() -> str:
            found = await self._sdk.files.create(file=path, purpose="batch")
            return self._id(found)

        return await self._tried(once, FILE_SECONDS)

    async def begin(self, file: str) -> str:
        """Start a batch of a file that was sent; return its id. Never starts one twice.

        A reply that was lost may stand for a batch that runs, and costs: so before it is asked
        again, the server's newest batches are looked through for one of this file.
        """

        async def once() -> str:
            begun = await self.begun(file)
            if begun is not None:
                return begun
            found = await self._sdk.batches.create(
                input_file_id=file, endpoint=ENDPOINT, completion_window=WINDOW
            )
            return self._id(found)

        return await self._tried(once, CALL_SECONDS)

    async def begun(self, file: str) -> str | None:
        """The batch that runs over a file, where the server lists one."""
        try:
            page = await self._sdk.batches.list(limit=100)
        except openai.APIStatusError as error:
            if error.status_code in (404, 405, 501):  # it lists none
                return None
            raise
        for one in getattr(page, "data", None) or ():
            if getattr(one, "input_file_id", None) == file:
                return self._id(one)
        return None

    async def look(self, batch: str) -> Batch:
        async def once() -> Batch:
            found: Any = await self._sdk.batches.retrieve(batch)
            counts = getattr(found, "request_counts", None)
            done = (getattr(counts, "completed", 0) or 0) + (getattr(counts, "failed", 0) or 0)
            names = (getattr(found, f"{kind}_file_id", None) for kind in ("output", "error"))
            status = getattr(found, "status", None)
            if not isinstance(status, str):
                raise failures.no_reply_in_it(self._peer)
            files = tuple(name for name in names if isinstance(name, str) and name)
            return Batch(batch, status, done, files, self._trouble(found))

        return await self._tried(once, CALL_SECONDS)

    async def fetch(self, file: str, path: Path) -> None:
        """Write a file of the server's to disk, without holding it in memory."""

        async def once() -> None:
            async with self._sdk.files.with_streaming_response.content(file) as reply:
                with path.open("wb") as out:
                    async for piece in reply.iter_bytes(1 << 16):
                        out.write(piece)

        await self._tried(once, FILE_SECONDS)

    async def forget(self, file: str) -> None:
        """Have the server delete a file; whether it does is its own affair."""
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await self._sdk.files.delete(file)
        except Exception:  # noqa: BLE001, S110 - nothing depends on it, and it lapses by itself
            pass

    async def _tried(self, once: Callable[[], Awaitable[Result]], seconds: float) -> Result:
        """Try a few times what may be tried again. Raises ModelError."""
        for attempt in range(1, TRIES + 1):
            try:
                async with asyncio.timeout(seconds):
                    return await once()
            except TimeoutError:
                failure = failures.late_first_token(self._peer, seconds, accepted=False)
            except RequestFailure as as_error:
                failure = as_error
            except OSError as error:
                raise ModelError(f"{one_line(str(error))}; free some space, try again.") from None
            except Exception as error:  # noqa: BLE001 - many kinds pass the SDK's own
                failure = self._failure_of(error)
            if not failure.retry or attempt == TRIES:
                raise failure.as_error(attempt) from None
            await self._sleep(failure.wait if failure.wait is not None else 2.0**attempt)
        raise AssertionError  # the loop above returns or raises

    def _failure_of(self, error: Exception) -> RequestFailure:
        if not isinstance(error, openai.APIStatusError):
            return failures.of_exception(error, self._peer)
        if error.status_code in (404, 405, 501):
            return RequestFailure(
                f"{self._peer.shown} has no batch interface",
                "grade without --batch; --concurrency says how many answers at once",
            )
        location = error.response.headers.get("location", "")
        return of_status(error.status_code, error.body, location, None, self._peer)

    def _id(self, found: Any) -> str:
        name = getattr(found, "id", None)
        if not isinstance(name, str) or not name:
            raise failures.no_reply_in_it(self._peer)
        return name

    def _trouble(self, found: Any) -> str:
        errors = getattr(getattr(found, "errors", None), "data", None) or ()
        as_error = [str(getattr(one, "message", "") or "") for one in errors[:3]]
        return self._peer.quote("; ".join(text for text in as_error if text))
