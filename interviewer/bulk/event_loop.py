"""One event loop in a thread of its own, for callers that have none.

Whoever calls without `async` gets it: a script, a notebook (whose own loop is running already), the
commands that grade many answers. Connections that an examiner holds open serve the next call too.
"""

import asyncio
import os
import threading
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

_Value = TypeVar("_Value")


class LoopThread:
    """An event loop that starts with its first call and runs until the process ends."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        os.register_at_fork(after_in_child=self._forget)

    def submit(self, work: Coroutine[Any, Any, _Value]) -> "Future[_Value]":
        """Begin the work; return what its result will be in."""
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, daemon=True, name="interviewer-loop"
                )
                self._thread.start()
            loop = self._loop
        return asyncio.run_coroutine_threadsafe(work, loop)

    def run(self, work: Coroutine[Any, Any, _Value]) -> _Value:
        """Do the work and return its result. An interrupt cancels it."""
        if threading.current_thread() is self._thread:
            work.close()
            raise RuntimeError("This was called from within its own event loop; await it instead.")
        future = self.submit(work)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def _forget(self) -> None:
        """A forked child has the loop and not its thread."""
        self._lock = threading.Lock()
        self._loop = self._thread = None


LOOP = LoopThread()
"""The one that everybody shares: what an examiner holds open belongs to one loop."""
